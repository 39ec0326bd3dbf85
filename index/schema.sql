-- The index: everything in it is derived from the archive, and `smallprint reindex` makes it anew.
-- The manual is docs/schema.md; a test checks that it names every table, view and column below.

CREATE TABLE property (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE language (
  tag TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE document (
  id            INTEGER PRIMARY KEY,
  authority     TEXT NOT NULL,
  document_type TEXT NOT NULL,
  UNIQUE (authority, document_type)
) STRICT;

CREATE TABLE label (
  id    INTEGER PRIMARY KEY,
  label TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE layout (
  id      INTEGER PRIMARY KEY,
  digest  TEXT NOT NULL UNIQUE,
  base_id INTEGER REFERENCES layout (id),
  depth   INTEGER NOT NULL,
  clauses INTEGER NOT NULL,
  bytes   BLOB NOT NULL
) STRICT;

CREATE TABLE version (
  id                   INTEGER PRIMARY KEY,
  archive_id           INTEGER NOT NULL UNIQUE,
  document_id          INTEGER NOT NULL REFERENCES document (id),
  ordinal              INTEGER NOT NULL,
  date                 TEXT NOT NULL,
  kind                 TEXT NOT NULL,
  sha256               TEXT NOT NULL,
  size                 INTEGER NOT NULL,
  media_type           TEXT NOT NULL,
  language             TEXT NOT NULL,
  capture              TEXT NOT NULL,
  provisions_supported INTEGER NOT NULL CHECK (provisions_supported IN (0, 1)),
  removed              INTEGER NOT NULL CHECK (removed IN (0, 1)),
  terms                TEXT NOT NULL,
  layout_id            INTEGER REFERENCES layout (id),
  UNIQUE (document_id, ordinal)
) STRICT;

CREATE TABLE heading (
  id      INTEGER PRIMARY KEY,
  heading TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE lead_in (
  id      INTEGER PRIMARY KEY,
  lead_in TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE clause_text (
  id         INTEGER PRIMARY KEY,
  key        TEXT NOT NULL UNIQUE,
  heading_id INTEGER NOT NULL REFERENCES heading (id),
  lead_in_id INTEGER NOT NULL REFERENCES lead_in (id),
  text       TEXT NOT NULL,
  parties    TEXT NOT NULL,
  language   TEXT NOT NULL REFERENCES language (tag),
  provisions BLOB
) STRICT;

CREATE TABLE provision (
  clause_text_id INTEGER NOT NULL REFERENCES clause_text (id),
  number         INTEGER NOT NULL,
  modality       TEXT NOT NULL,
  bearer         TEXT NOT NULL,
  rule           TEXT NOT NULL,
  cue_in         INTEGER NOT NULL,
  cue_begin      INTEGER NOT NULL,
  cue_end        INTEGER NOT NULL,
  subject_in     INTEGER NOT NULL,
  subject_begin  INTEGER NOT NULL,
  subject_end    INTEGER NOT NULL,
  act_in         INTEGER NOT NULL,
  act_begin      INTEGER NOT NULL,
  act_end        INTEGER NOT NULL,
  object_in      INTEGER NOT NULL,
  object_begin   INTEGER NOT NULL,
  object_end     INTEGER NOT NULL,
  sentence_in    INTEGER NOT NULL,
  sentence_begin INTEGER NOT NULL,
  sentence_end   INTEGER NOT NULL,
  PRIMARY KEY (clause_text_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE qualifier (
  clause_text_id   INTEGER NOT NULL,
  provision_number INTEGER NOT NULL,
  number           INTEGER NOT NULL,
  kind             TEXT NOT NULL,
  words_in         INTEGER NOT NULL,
  words_begin      INTEGER NOT NULL,
  words_end        INTEGER NOT NULL,
  PRIMARY KEY (clause_text_id, provision_number, number),
  FOREIGN KEY (clause_text_id, provision_number) REFERENCES provision (clause_text_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE life (
  clause_text_id INTEGER NOT NULL REFERENCES clause_text (id),
  document_id    INTEGER NOT NULL REFERENCES document (id),
  first          INTEGER NOT NULL,
  last           INTEGER CHECK (last >= first),
  PRIMARY KEY (clause_text_id, document_id, first)
) STRICT, WITHOUT ROWID;
CREATE INDEX life_by_document ON life (document_id, first);

-- What clause_fts reads back for snippet() and highlight(): texts are stored once.
CREATE VIEW clause_fts_content AS
  SELECT t.id, t.text, l.lead_in, h.heading
  FROM clause_text t
  JOIN lead_in l ON l.id = t.lead_in_id
  JOIN heading h ON h.id = t.heading_id;

CREATE VIRTUAL TABLE clause_fts USING fts5 (
  text, lead_in, heading,
  content = 'clause_fts_content', content_rowid = 'id',
  tokenize = 'smallprint'
);

CREATE VIEW documents_overview AS
  SELECT d.id AS document_id, d.authority, d.document_type,
         count(v.id) AS versions,
         min(v.date) AS first_date,
         max(v.date) AS last_date,
         n.language,
         CASE WHEN n.removed THEN 'removed' ELSE n.capture END AS state,
         coalesce(y.clauses, 0) AS clauses
  FROM document d
  JOIN version v ON v.document_id = d.id
  JOIN version n ON n.document_id = d.id
   AND n.ordinal = (SELECT max(ordinal) FROM version WHERE document_id = d.id)
  LEFT JOIN layout y ON y.id = n.layout_id
  GROUP BY d.id
  ORDER BY d.authority, d.document_type;

CREATE VIEW versions_overview AS
  SELECT v.id AS version_id, d.authority, d.document_type, v.ordinal, v.date, v.kind,
         CASE WHEN v.removed THEN 'removed' ELSE v.capture END AS state,
         v.language, v.size, coalesce(y.clauses, 0) AS clauses,
         (SELECT count(*) FROM life WHERE document_id = d.id AND first = v.ordinal) AS texts_added,
         (SELECT count(*) FROM life WHERE document_id = d.id AND last = v.ordinal - 1) AS texts_ended,
         v.sha256
  FROM version v
  JOIN document d ON d.id = v.document_id
  LEFT JOIN layout y ON y.id = v.layout_id
  ORDER BY d.authority, d.document_type, v.ordinal;

CREATE VIEW current_clauses AS
  SELECT t.id AS clause_text_id, d.authority, d.document_type, c.heading, c.lead_in, c.text,
         v.date AS since, t.language, t.key
  FROM life f
  JOIN document d ON d.id = f.document_id
  JOIN version v ON v.document_id = f.document_id AND v.ordinal = f.first
  JOIN clause_text t ON t.id = f.clause_text_id
  JOIN clause_fts_content c ON c.id = t.id
  WHERE f.last IS NULL;

CREATE VIEW clause_history AS
  SELECT t.id AS clause_text_id, d.authority, d.document_type, c.heading, c.lead_in, c.text,
         v.date AS since,
         (SELECT date FROM version e WHERE e.document_id = f.document_id AND e.ordinal = f.last + 1) AS ended,
         t.language, t.key
  FROM life f
  JOIN document d ON d.id = f.document_id
  JOIN version v ON v.document_id = f.document_id AND v.ordinal = f.first
  JOIN clause_text t ON t.id = f.clause_text_id
  JOIN clause_fts_content c ON c.id = t.id;

-- Spans count bytes, substr() on TEXT counts characters: hence the detour through BLOB.
CREATE VIEW qualifiers_readable AS
  SELECT q.clause_text_id, q.provision_number, q.number, q.kind,
         CAST(substr(CAST(CASE q.words_in WHEN 0 THEN c.text WHEN 1 THEN c.lead_in ELSE c.heading END AS BLOB),
                     q.words_begin + 1, q.words_end - q.words_begin) AS TEXT) AS words
  FROM qualifier q
  JOIN clause_fts_content c ON c.id = q.clause_text_id;

CREATE VIEW provisions_readable AS
  SELECT p.clause_text_id, p.number, p.modality, p.bearer,
         CAST(substr(CAST(CASE p.subject_in WHEN 0 THEN c.text WHEN 1 THEN c.lead_in ELSE c.heading END AS BLOB),
                     p.subject_begin + 1, p.subject_end - p.subject_begin) AS TEXT) AS subject,
         CAST(substr(CAST(CASE p.cue_in WHEN 0 THEN c.text WHEN 1 THEN c.lead_in ELSE c.heading END AS BLOB),
                     p.cue_begin + 1, p.cue_end - p.cue_begin) AS TEXT) AS cue,
         CAST(substr(CAST(CASE p.act_in WHEN 0 THEN c.text WHEN 1 THEN c.lead_in ELSE c.heading END AS BLOB),
                     p.act_begin + 1, p.act_end - p.act_begin) AS TEXT) AS act,
         CAST(substr(CAST(CASE p.object_in WHEN 0 THEN c.text WHEN 1 THEN c.lead_in ELSE c.heading END AS BLOB),
                     p.object_begin + 1, p.object_end - p.object_begin) AS TEXT) AS object,
         CAST(substr(CAST(CASE p.sentence_in WHEN 0 THEN c.text WHEN 1 THEN c.lead_in ELSE c.heading END AS BLOB),
                     p.sentence_begin + 1, p.sentence_end - p.sentence_begin) AS TEXT) AS sentence,
         (SELECT group_concat(kind || ': ' || words, '; ') FROM qualifiers_readable q
           WHERE q.clause_text_id = p.clause_text_id AND q.provision_number = p.number) AS qualifiers,
         p.rule
  FROM provision p
  JOIN clause_fts_content c ON c.id = p.clause_text_id;

CREATE VIEW current_provisions AS
  SELECT u.authority, u.document_type, r.modality, r.bearer, r.cue, r.act, r.object, r.qualifiers,
         u.heading, u.lead_in, u.text, u.since, r.rule, u.key
  FROM current_clauses u
  JOIN provisions_readable r ON r.clause_text_id = u.clause_text_id;
