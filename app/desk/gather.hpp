#pragma once
#include "app/context.hpp"
#include "app/progress.hpp"
#include "corpus/change_rule_file.hpp"
#include "corpus/watch_file.hpp"
#include "report/desk_report.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace smallprint::app {

/// What a report is about. Versions are new that are dated from `since` on or, with `since_version`, that came into
/// the archive after it, whatever their dates: what was recorded late is not missed.
struct DeskScope {
  std::string since;                          ///< date or time, inclusive
  std::optional<std::int64_t> since_version;  ///< VersionInfo::id of the newest version of the last report
  std::int64_t since_check = 0;               ///< with `since_version`: the newest check of the last report
  std::string until;                     ///< versions after this date or time (inclusive) are left out; empty: none
  std::vector<std::string> authorities;  ///< the index's names; empty: all
  std::vector<corpus::Watch> const* watches = nullptr;
};

/// What changed.
///
/// An answer is compared with what it was before the provider's first new version (or, where captures had failed,
/// before they did); where nothing was captured now it is left out, and the failed captures tell.
/// \retval any error of the store or the archive
[[nodiscard]] corpus::Result<report::DeskReport> gather_desk_report(Reading& reading, corpus::ChangeRules const& rules,
                                                                    DeskScope const& scope, ProgressBar& progress);

/// The newest version that the index has. \returns 0 where there is none
[[nodiscard]] std::int64_t newest_version(index::Store& store);

}  // namespace smallprint::app
