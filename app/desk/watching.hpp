#pragma once
#include "app/context.hpp"
#include "corpus/watch_file.hpp"
#include "report/desk_report.hpp"

#include <string>
#include <vector>

namespace smallprint::app {

/// Leaves in the report what the watches are about, and writes down why each of them alerts.
///
/// A watch alerts where, at one of its providers and documents, the answer on its topic or question changed; where a
/// change of its least class or above touches its topic, or a clause that its search finds before or after, or, with
/// none of these, anything; and where a capture failed or a version could not be read, since nobody knows then.
/// \param until  as of this date, else now
/// \retval Errc::syntax and what else a search gives, Errc::not_found  names the watch
[[nodiscard]] corpus::Result<void> keep_watched(Reading& reading, std::vector<corpus::Watch> const& watches,
                                                std::string const& until, report::DeskReport& report);

}  // namespace smallprint::app
