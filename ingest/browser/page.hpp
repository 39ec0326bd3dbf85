#pragma once
#include "ingest/browser/devtools_pipe.hpp"
#include "ingest/browser/guard_proxy.hpp"
#include "ingest/fetch/browser.hpp"

#include <string>
#include <vector>

namespace smallprint::ingest {

struct RenderedPage {
  Exchange exchange;
  bool asked = false;      ///< the browser was told to open the page
  bool browser_ok = true;  ///< it can be used for the next page
};

/// Renders one page in a tab and a store of cookies of its own, both gone afterwards.
/// As Browser::render() says; `guard` has just been told of a new page.
[[nodiscard]] RenderedPage render_page(DevtoolsPipe& browser, GuardProxy const& guard, BrowserOptions const& options,
                                       std::string const& url, std::vector<std::string> const& wanted);

}  // namespace smallprint::ingest
