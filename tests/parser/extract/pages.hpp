#pragma once
#include "parser/extract/extract.hpp"

#include <filesystem>
#include <string>

/// Pages for the tests of extraction.
namespace smallprint::test {

inline corpus::ExtractionRules const& shipped_rules() {
  static auto const rules =
      corpus::load_extraction(std::filesystem::path(SMALLPRINT_SOURCE_DIR) / "corpus" / "extraction.toml").value();
  return rules;
}

inline corpus::PageDeclaration declared(std::vector<corpus::Selector> select = {std::string("main")},
                                        std::vector<corpus::Selector> remove = {}) {
  corpus::PageDeclaration out;
  out.fetch = "https://acme.example/legal/terms";
  out.select = std::move(select);
  out.remove = std::move(remove);
  return out;
}

inline corpus::Result<parser::ExtractedPage> extract(std::string const& html,
                                                     corpus::PageDeclaration const& declaration = declared(),
                                                     std::string const& content_type = "text/html") {
  return parser::extract_page(html, content_type, declaration, shipped_rules());
}

/// The text of what stands in <main>.
inline std::string text_of(std::string const& content) {
  return extract("<!doctype html><body><main>" + content + "</main>").value().text;
}

}  // namespace smallprint::test
