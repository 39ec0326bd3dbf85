#pragma once
#include "ingest/browser/guard_proxy.hpp"
#include "ingest/fetch/browser.hpp"

namespace smallprint::ingest {

/// make_browser() with a guard of one's own. `options.allow_private` then counts only for pages that an outer
/// proxy is asked for.
[[nodiscard]] corpus::Result<std::unique_ptr<Browser>> make_guarded_browser(BrowserOptions options, GuardOptions guard);

}  // namespace smallprint::ingest
