#include "app/sources/document_text.hpp"

#include "corpus/data_folder.hpp"

namespace smallprint::app {
namespace fs = std::filesystem;

corpus::Result<DocumentText> document_text(corpus::DocumentDeclaration const& declaration,
                                           std::vector<PageBytes> const& pages, corpus::ExtractionRules const& rules) {
  DocumentText out;
  for (std::size_t i = 0; i < declaration.pages.size(); ++i) {
    auto page = parser::extract_page(pages.at(i).bytes, pages[i].content_type, declaration.pages[i], rules);
    if (!page) return page.error();
    if (i > 0) out.text.append(parser::page_separator);
    out.text.append(page->text);
    out.pages.push_back(std::move(*page));
  }
  return out;
}

std::optional<fs::path> saved_page(fs::path const& folder, corpus::ServiceDeclaration const& service,
                                   corpus::DocumentDeclaration const& document, corpus::PageDeclaration const& page) {
  std::vector<std::string> stems;
  if (document.pages.size() > 1) stems.push_back(document.type + " #" + page.part_name());
  stems.push_back(document.type);
  std::error_code ec;
  for (auto const& in : {folder, folder / service.name, folder / service.file.stem()})
    for (auto const& stem : stems)
      for (auto const* ending : {".html", ".pdf", ".htm", ".docx", ".md", ".txt"})
        if (auto file = in / (stem + ending); fs::is_regular_file(file, ec)) return file;
  return {};
}

std::vector<std::string> selectors_of(corpus::PageDeclaration const& page) {
  std::vector<std::string> out;
  for (auto const& selector : page.select) {
    if (auto const* css = std::get_if<std::string>(&selector)) {
      out.push_back(*css);
    } else {
      auto const& range = std::get<corpus::RangeSelector>(selector);
      out.push_back(range.start);
      out.push_back(range.end);
    }
  }
  return out;
}

corpus::Result<corpus::ExtractionRules> open_extraction_rules() {
  auto const folder = corpus::data_folder();
  if (!folder) return folder.error();
  return corpus::load_extraction(*folder / "extraction.toml");
}

}  // namespace smallprint::app
