#include "corpus/declaration.hpp"
#include "fuzz/target.hpp"
#include "parser/extract/extract.hpp"
#include "parser/extract/filters.hpp"
#include "parser/parser.hpp"
#include "parser/readers/tree_builder.hpp"

#include <algorithm>
#include <string>

namespace smallprint::fuzz {
namespace {

corpus::ExtractionRules const& rules() {
  static corpus::ExtractionRules const some{
      {"utm_*", "gclid"}, {"nav", "cookie", "sidebar"}, {"main", "legal"}, {"sr-only"}, {"print", "share"}};
  return some;
}

std::string_view cut_line(std::string_view& bytes) {
  auto const end = std::min(bytes.find('\n'), bytes.size());
  auto const line = bytes.substr(0, end);
  bytes.remove_prefix(std::min(end + 1, bytes.size()));
  return line;
}

void extract(std::string_view page, corpus::PageDeclaration const& declaration) {
  using corpus::Errc;
  parser::ExtractLimits limits;
  limits.text = 1u << 20;
  auto const got = parser::extract_page(page, "text/html", declaration, rules(), limits);
  if (got.has_error()) {
    auto const code = got.error().code;
    require(code == Errc::not_found || code == Errc::syntax || code == Errc::too_large || code == Errc::bad_encoding,
            "a page's error is one of four");
    require(!got.error().message.empty() && got.error().message.find('\n') == std::string::npos,
            "a page's error is one line");
    return;
  }
  require(!got->text.empty(), "a page's text has words");
  require(parser::first_invalid_utf8(got->text) == got->text.size(), "a page's text is UTF-8");
  auto const read = parser::read_document(got->text, corpus::MediaType::markdown, "fuzz");
  require(read.has_value() || read.error().code == Errc::too_large, "a page's text is Markdown");
}

}  // namespace

void extraction(std::string_view bytes) {
  corpus::PageDeclaration declaration;
  declaration.fetch = "https://fuzz.example/legal/terms";
  auto const select = cut_line(bytes);
  auto const remove = cut_line(bytes);
  if (!remove.empty()) declaration.remove.emplace_back(std::string(remove));
  extract(bytes, declaration);
  if (select.empty()) return;
  declaration.select.emplace_back(std::string(select));
  extract(bytes, declaration);
  declaration.select = {corpus::RangeSelector{std::string(select), false, std::string(remove), true}};
  declaration.remove.clear();
  extract(bytes, declaration);
}

void declarations(std::string_view bytes) {
  auto const read = corpus::parse_declaration(bytes, "fuzz.json", parser::filter_names());
  if (read.has_error()) {
    require(read.error().source.starts_with("fuzz.json"), "an error names the file");
    require(read.error().offset <= bytes.size(), "an error's place is in the file");
    return;
  }
  auto const lines = static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n')) + 1;
  for (auto const& problem : read->problems) {
    require(problem.at.line >= 1 && problem.at.line <= lines, "a problem's line is in the file");
    require(problem.at.column >= 1 && problem.at.column <= bytes.size() + 1, "a problem's column is in the file");
    require(!problem.message.empty(), "a problem says what it is");
  }
  for (auto const& document : read->service.documents) {
    require(!document.pages.empty(), "a document has a page");
    for (auto const& page : document.pages) {
      require(!page.fetch.empty(), "a page has an address");
      require(page.part_name().find('/') == std::string::npos, "a page's name is one of a file");
    }
  }
}

}  // namespace smallprint::fuzz
