#pragma once
#include "corpus/capture_file.hpp"
#include "corpus/document.hpp"

#include <vector>

namespace smallprint::parser {

/// What the page holds: the document, or what a site shows in its stead.
///
/// `empty`: no words, or a title and a date alone. `navigation_only`: nothing but links. The rest is
/// told by `rules`, each for pages up to its own length: terms that mention a login page are terms.
[[nodiscard]] corpus::Capture classify_capture(corpus::Document const& document,
                                               std::vector<corpus::CaptureRule> const& rules);

}  // namespace smallprint::parser
