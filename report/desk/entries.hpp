#pragma once
#include "report/desk_report.hpp"

#include <string>
#include <utility>
#include <vector>

namespace smallprint::report {

/// What a feed says of one change, before it is XML.
struct FeedEntry {
  std::string key;      ///< "answer/acme-ai/share-outputs/2025-06-12", "change/acme-ai/terms-of-service/2025-06-12"
  std::string anchor;   ///< on the page
  std::string updated;  ///< RFC 3339
  std::string title, summary;
  std::string content;  ///< HTML
  std::string authority;
  std::vector<std::pair<std::string, std::string>> topics;  ///< ids and titles
  std::string change_class, direction;                      ///< empty where they do not apply
};

/// Of changed answers and of changes from editorial on; the newest first, then by key; each key once.
[[nodiscard]] std::vector<FeedEntry> feed_entries(DeskReport const& report);

/// A date or date and time as RFC 3339 has it: a date alone is its midnight, UTC. Empty when it is neither.
[[nodiscard]] std::string rfc3339(std::string const& date);

}  // namespace smallprint::report
