#pragma once
#include "corpus/clause.hpp"
#include "corpus/error.hpp"
#include "corpus/source.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Door of the stage: the narrow interface to an engine. Everything here is derived from the archive.
namespace smallprint::index {

/// One clause where it stands in a version.
struct Occurrence {
  std::int64_t text_id = 0;   ///< of the distinct clause text
  std::string label;          ///< "3.2(b)"; empty when unnumbered
  corpus::Span raw;           ///< bytes of the version's text
  corpus::OffsetMap offsets;  ///< from the clause's clean text to bytes after raw.begin
};

/// A version as the index knows it.
struct Version {
  std::int64_t id = 0;          ///< in the index
  std::int64_t archive_id = 0;  ///< VersionInfo::id
  std::int64_t document_id = 0;
  std::uint32_t ordinal = 0;  ///< 0, 1, 2 ... within the document, by date
  std::string date;
  corpus::VersionKind kind{};
  std::string sha256;  ///< empty when the document was removed
  std::string language;
  corpus::Capture capture{};
  bool provisions_supported = false;
  bool removed = false;
  std::string terms;  ///< ParsedDocument::terms
};

struct Document {
  std::int64_t id = 0;
  corpus::Source source;
};

/// A document and the version that was in force at a date.
struct Current {
  Document document;
  Version version;
};

/// A stored distinct clause text.
struct StoredText {
  std::int64_t id = 0;
  std::string key;  ///< ClauseText::key()
  corpus::ClauseText text;
  std::vector<corpus::Provision> provisions;
};

/// A clause text found in a document's version in force.
struct Hit {
  std::int64_t text_id = 0;
  std::int64_t document_id = 0;
  double score = 0;  ///< higher is better
};

/// What `find` is limited to.
struct Scope {
  std::string as_of;                    ///< date or time, inclusive; empty: the newest versions
  std::vector<std::int64_t> documents;  ///< empty: all
  std::vector<std::string> modalities;  ///< a provision of one of these; empty: any
  std::vector<std::string> bearers;     ///< and by one of these, of the same provision
};

/// A text's life in a document: versions [first, last] by ordinal; last empty while it lives.
struct Life {
  std::int64_t document_id = 0;
  std::uint32_t first = 0;
  std::optional<std::uint32_t> last;
};

/// A text that was found, and one of its lives.
struct Stay {
  std::int64_t text_id = 0;
  Life life;
};

struct Counts {
  std::int64_t documents = 0, versions = 0, texts = 0, provisions = 0;
};

/// Reads. One object per thread; many may be open at once beside one Builder.
///
/// Functions that give no Result throw std::runtime_error, which names the file and the cause, when
/// the file turns out to be damaged while it is read: an empty answer would look like silence.
class Store {
 public:
  virtual ~Store() = default;

  /// False while a load that was begun has not come to Builder::finish(): one is under way, or was
  /// interrupted and `smallprint reindex` (or the same import again) completes it.
  [[nodiscard]] virtual bool complete() { return true; }

  [[nodiscard]] virtual Counts counts() = 0;
  [[nodiscard]] virtual std::vector<Document> documents() = 0;
  /// For each document the newest version not after `as_of` (empty: now), removed ones left out.
  /// When that version is not a captured document, it is given as it is: the caller decides.
  [[nodiscard]] virtual std::vector<Current> current(std::string_view as_of) = 0;
  /// All versions of a document, by ordinal.
  [[nodiscard]] virtual std::vector<Version> versions(std::int64_t document_id) = 0;
  /// The clauses of a version, in document order.
  [[nodiscard]] virtual corpus::Result<std::vector<Occurrence>> occurrences(std::int64_t version_id) = 0;
  /// \returns texts in the order of `ids`; an unknown id is left out.
  [[nodiscard]] virtual std::vector<StoredText> texts(std::span<std::int64_t const> ids) = 0;
  /// By key or an unambiguous prefix of one (8 digits or more).
  [[nodiscard]] virtual corpus::Result<StoredText> text_by_key(std::string_view key_prefix) = 0;
  /// Where and when a text lived.
  [[nodiscard]] virtual std::vector<Life> lives(std::int64_t text_id) = 0;
  /// Distinct texts alive in [first, last] of a document, with their lives there.
  [[nodiscard]] virtual std::vector<std::pair<std::int64_t, Life>> texts_of(std::int64_t document_id) = 0;
  /// Full-text search by an FTS5 expression of this index's tokenizer (columns: text, lead_in,
  /// heading), best first, at most `limit` (0: all). A text alive in several documents in scope gives a hit for each.
  /// \retval Errc::syntax  the engine could not read the expression
  [[nodiscard]] virtual corpus::Result<std::vector<Hit>> find(std::string_view fts_expression, Scope const& scope,
                                                              std::size_t limit) = 0;
  /// How many distinct texts match, in force or not. \retval Errc::syntax  as find()
  [[nodiscard]] virtual corpus::Result<std::int64_t> count(std::string_view fts_expression) = 0;
  /// As find(), in every version there ever was: texts best first, at most `limit` of them (0: all), each
  /// with all its lives, by document and first version.
  /// \param documents  empty: all
  [[nodiscard]] virtual corpus::Result<std::vector<Stay>> find_ever(std::string_view fts_expression,
                                                                    std::span<std::int64_t const> documents,
                                                                    std::size_t limit) = 0;
  /// A piece of a text around the words that matched, with `open` and `close` around each of them.
  [[nodiscard]] virtual std::string snippet(std::string_view fts_expression, std::int64_t text_id,
                                            std::string_view open, std::string_view close) = 0;
};

/// Writes. One at a time per index; what was added becomes visible at commit(). What was not committed
/// leaves no trace. After a failure nothing more is written: each later call gives the same error.
class Builder {
 public:
  virtual ~Builder() = default;

  /// Archive ids already in the index.
  [[nodiscard]] virtual std::vector<std::int64_t> known_archive_ids() = 0;
  /// Whether this text (by key) is stored; its provisions need not be worked out again.
  [[nodiscard]] virtual std::optional<std::int64_t> text_id(std::string_view key) = 0;
  /// Stores a text once. \returns its id
  virtual corpus::Result<std::int64_t> add_text(corpus::ClauseText const& text,
                                                std::vector<corpus::Provision> const& provisions,
                                                std::string_view language) = 0;
  /// Adds a version with its clauses (document order). Versions of a document are added by date; one
  /// that is older than the newest known makes the document's lives be worked out anew.
  /// `parsed` facts that the version carries: language, capture, provisions_supported.
  virtual corpus::Result<std::int64_t> add_version(corpus::VersionInfo const& info,
                                                   corpus::ParsedDocument const* parsed,
                                                   std::span<Occurrence const> occurrences) = 0;
  virtual corpus::Result<void> commit() = 0;
  /// After a large load: optimises the full-text tables and the planner's statistics.
  virtual corpus::Result<void> finish() = 0;
};

/// Opens `file`. \retval Errc::not_found  no index there; Errc::schema  another version of the
/// schema (say so and name `smallprint reindex`); Errc::io  unreadable or damaged
[[nodiscard]] corpus::Result<std::unique_ptr<Store>> open_store(std::filesystem::path const& file);
/// Opens or creates `file` for writing. \param fresh  throw away what is there, damaged or not, but
/// never a database of another program. \retval Errc::io  another Builder is at work, or no permission
[[nodiscard]] corpus::Result<std::unique_ptr<Builder>> open_builder(std::filesystem::path const& file,
                                                                    bool fresh = false);

}  // namespace smallprint::index
