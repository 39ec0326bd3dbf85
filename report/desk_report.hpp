#pragma once
#include "corpus/source.hpp"
#include "query/answer.hpp"
#include "query/changes/recorded_changes.hpp"
#include "report/json.hpp"
#include "report/style.hpp"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// What a desk reads in the morning: what changed since a date, the weightiest first.
namespace smallprint::report {

/// An answer that is another one than before.
struct ChangedAnswer {
  std::string authority;
  std::string topic;     ///< its id; empty for a free question
  std::string title;     ///< of the topic, or the question
  std::string question;  ///< in plain words
  std::string date;      ///< of the version that brought it
  query::Answer before, after;
};

/// A recorded change of a document within the report's time.
struct DeskChange {
  corpus::Source source;
  query::RecordedChange change;
};

/// A document of which nothing can be said now.
struct SilentSource {
  corpus::Source source;
  std::string since;   ///< date of the first version, or check, from which on that is so
  std::string reason;  ///< "error page", "withdrawn", "no check since"
};

/// A search or a rule that was watched, and why it alerts.
struct Alert {
  std::string watch;   ///< its name in the file of watches
  std::string reason;  ///< in a few words: "answer changed", "a clause that matches came", "the capture failed"
  std::string authority, document_type, date;  ///< what it is about; empty where it is about nothing in particular
  std::string detail;                          ///< the words that tell, or what could not be read
};

/// The same two states of an archive give the same report, and the same bytes in each format.
struct DeskReport {
  std::string since;    ///< date, or date and time, of the state before
  std::string through;  ///< date and time of the newest version of the state after; empty when nothing is stored
  std::size_t authorities = 0, documents = 0;  ///< that were looked at
  std::vector<ChangedAnswer> answers;          ///< by authority, then by the topics' order
  std::vector<DeskChange> changes;             ///< by authority, document and date; every class, failed captures too
  std::vector<SilentSource> silent;            ///< that fell silent in this time, by authority and document
  std::size_t still_silent = 0;                ///< sources that were silent before and still are
  std::optional<std::vector<Alert>> alerts;    ///< of a file of watches; then the rest is what they watch
  std::string note;                            ///< what the reader must know first: "the first report", or nothing

  /// Whether there is anything that a reader would want to know.
  [[nodiscard]] bool any() const;
  /// How many documents' changes are of each class, failed captures left out.
  [[nodiscard]] std::map<query::ChangeClass, std::size_t> counts() const;
};

/// Where the report's links lead to, and what its feeds are called by.
struct DeskLinks {
  std::string tag_authority = "smallprint.invalid,2025";  ///< of `tag:` ids (RFC 4151): a domain or address, and a date
  std::string page;                                       ///< address of the HTML report, where it is published
  std::string feeds;                                      ///< address of the folder of the feeds, ending in "/"
};

[[nodiscard]] std::string desk_text(DeskReport const& report, Style const& style);
[[nodiscard]] std::string desk_markdown(DeskReport const& report);
[[nodiscard]] Json desk_json(DeskReport const& report);
/// A record for each changed answer, change, failed capture, silent source and alert, told apart by column `kind`.
[[nodiscard]] std::string desk_csv(DeskReport const& report);
/// One page that needs nothing else.
[[nodiscard]] std::string desk_html(DeskReport const& report);

/// A feed of changed answers and of changes from editorial on (RFC 4287). Entries have `tag:` ids that stay the same in
/// every report that has them.
struct DeskFeed {
  std::string file;  ///< "all.xml", "provider-acme-ai.xml", "topic-share-account.xml": distinct, safe as file names
  std::string title;
  std::string xml;
};
/// One for all, one for each provider and for each topic that the report speaks of.
[[nodiscard]] std::vector<DeskFeed> desk_feeds(DeskReport const& report, DeskLinks const& links);

/// Every clause change of `least` and above of one document, as Markdown and as HTML, for reports.
struct ShownClause {
  std::string place;     ///< "3.2(b) -> 3.3(b)", "4"; empty where clauses have no labels
  std::string relation;  ///< "reworded"
  query::ClauseChange const* change = nullptr;
};
[[nodiscard]] std::vector<ShownClause> shown_clauses(query::RecordedChange const& change, query::ChangeClass least);

}  // namespace smallprint::report
