#pragma once  // only archive_file.cpp includes this

/// The archive's tables. Rows are added, never changed; docs/archive.md explains them.
namespace smallprint::ingest {

inline constexpr int archive_application_id = 0x736d7061;  // "smpa"
inline constexpr int archive_format = 2;                   // user_version

inline constexpr char archive_schema[] = R"sql(
CREATE TABLE source (
  id            INTEGER PRIMARY KEY,
  authority     TEXT NOT NULL,
  document_type TEXT NOT NULL,
  UNIQUE (authority, document_type)
) STRICT;

-- A repository or folder that was imported. root: the root commit of a git repository, else ''.
CREATE TABLE repository (
  id       INTEGER PRIMARY KEY,
  root     TEXT NOT NULL,
  location TEXT NOT NULL,
  UNIQUE (root, location)
) STRICT;

-- A distinct text. packed: zstd; when base is set, with that text, itself without base, as prefix.
CREATE TABLE text (
  id     INTEGER PRIMARY KEY,
  sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
  size   INTEGER NOT NULL,
  base   INTEGER REFERENCES text (id),
  packed BLOB NOT NULL
) STRICT;

-- A document from a date on. text is NULL where it ended. seal: SHA-256 over the seal of the row
-- before and all that this one says.
CREATE TABLE version (
  id         INTEGER PRIMARY KEY,
  source     INTEGER NOT NULL REFERENCES source (id),
  date       TEXT NOT NULL,
  kind       INTEGER NOT NULL,
  media_type INTEGER NOT NULL,
  text       INTEGER REFERENCES text (id),
  repository INTEGER NOT NULL REFERENCES repository (id),
  commit_id  TEXT NOT NULL,
  path       TEXT NOT NULL,
  message    TEXT NOT NULL,
  seal       BLOB NOT NULL
) STRICT;
CREATE INDEX version_of_source ON version (source, date);
CREATE INDEX version_in_order ON version (source);  -- then by id: finds the newest without sorting
CREATE INDEX version_of_commit ON version (source, repository, commit_id) WHERE commit_id <> '';

-- One attempt at a source, and what it found.
CREATE TABLE "check" (
  id      INTEGER PRIMARY KEY,
  source  INTEGER NOT NULL REFERENCES source (id),
  time    TEXT NOT NULL,
  outcome INTEGER NOT NULL,
  version INTEGER REFERENCES version (id),
  detail  TEXT NOT NULL,
  seal    BLOB NOT NULL
) STRICT;
CREATE INDEX check_of_source ON "check" (source, time);

-- Commits of which every document is in the archive. root: as in repository.
CREATE TABLE imported_commit (
  root      TEXT NOT NULL,
  commit_id TEXT NOT NULL,
  PRIMARY KEY (root, commit_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER version_is_kept BEFORE DELETE ON version BEGIN SELECT raise(ABORT, 'the archive only grows'); END;
CREATE TRIGGER version_is_fixed BEFORE UPDATE ON version BEGIN SELECT raise(ABORT, 'the archive only grows'); END;
CREATE TRIGGER text_is_kept BEFORE DELETE ON text BEGIN SELECT raise(ABORT, 'the archive only grows'); END;
CREATE TRIGGER text_is_fixed BEFORE UPDATE ON text BEGIN SELECT raise(ABORT, 'the archive only grows'); END;
CREATE TRIGGER check_is_kept BEFORE DELETE ON "check" BEGIN SELECT raise(ABORT, 'the archive only grows'); END;
CREATE TRIGGER check_is_fixed BEFORE UPDATE ON "check" BEGIN SELECT raise(ABORT, 'the archive only grows'); END;
)sql";

/// What format 2 adds to format 1; also run on archives of format 1 when they are opened for writing.
inline constexpr char exchange_schema[] = R"sql(
-- A request of a check, and what came back. page: the declared address that it was made for. body: the bytes
-- got, or those that are held still where the status is 304. seal: as in version, a chain of its own.
CREATE TABLE exchange (
  id              INTEGER PRIMARY KEY,
  "check"         INTEGER NOT NULL REFERENCES "check" (id),
  page            TEXT NOT NULL,
  url             TEXT NOT NULL,
  time            TEXT NOT NULL,
  status          INTEGER NOT NULL,
  protocol        TEXT NOT NULL,
  address         TEXT NOT NULL,
  milliseconds    INTEGER NOT NULL,
  request_headers TEXT NOT NULL,
  headers         TEXT NOT NULL,
  body            INTEGER REFERENCES text (id),
  rendered        INTEGER NOT NULL,
  error           TEXT NOT NULL,
  seal            BLOB NOT NULL
) STRICT;
CREATE INDEX exchange_of_check ON exchange ("check");
CREATE INDEX exchange_of_page ON exchange (page) WHERE body IS NOT NULL;

CREATE TRIGGER exchange_is_kept BEFORE DELETE ON exchange BEGIN SELECT raise(ABORT, 'the archive only grows'); END;
CREATE TRIGGER exchange_is_fixed BEFORE UPDATE ON exchange BEGIN SELECT raise(ABORT, 'the archive only grows'); END;
)sql";

}  // namespace smallprint::ingest
