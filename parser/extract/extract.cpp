#include "parser/extract/extract.hpp"

#include "parser/capture.hpp"
#include "parser/extract/docx.hpp"
#include "parser/extract/filters.hpp"
#include "parser/extract/inline_escape.hpp"
#include "parser/extract/link_address.hpp"
#include "parser/extract/main_content.hpp"
#include "parser/extract/markdown_writer.hpp"
#include "parser/extract/pdf.hpp"
#include "parser/extract/selection.hpp"
#include "parser/parser.hpp"
#include "parser/readers/html_charset.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace smallprint::parser {
namespace {

using corpus::Errc;
using corpus::Error;
using corpus::PageDeclaration;
using corpus::Result;

std::string lower(std::string_view text) {
  std::string out(text);
  for (auto& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  return out;
}

/// "text/html" of "Text/HTML; charset=utf-8".
std::string essence(std::string_view content_type) {
  auto out = lower(content_type.substr(0, content_type.find(';')));
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string charset_of(std::string_view content_type) {
  auto const folded = lower(content_type);
  auto at = folded.find("charset=");
  if (at == std::string::npos) return {};
  at += 8;
  if (at < folded.size() && folded[at] == '"') ++at;
  return folded.substr(at, folded.find_first_of("\"; ,", at) - at);
}

bool looks_like_html(std::string_view bytes) {
  auto const head = lower(bytes.substr(0, 1024));
  auto const at = head.find('<');
  if (at == std::string::npos) return false;
  for (auto const* tag :
       {"<!doctype html", "<html", "<head", "<body", "<div", "<main", "<article", "<p>", "<h1", "<!--"})
    if (head.find(tag) != std::string::npos) return true;
  return false;
}

/// Plain text as Markdown that reads as these words.
std::string text_as_markdown(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    auto const end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
    std::string escaped;
    append_escaped(escaped, line);
    out.append(escape_line_starts(escaped)).push_back('\n');
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  while (!out.empty() && out.back() == '\n') out.pop_back();
  return out;
}

bool has_words(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) > 0x20; });
}

class HtmlExtraction {
 public:
  HtmlExtraction(std::string_view bytes, std::string_view content_type, PageDeclaration const& declaration,
                 corpus::ExtractionRules const& rules, ExtractLimits const& limits)
      : bytes_(bytes), content_type_(content_type), declaration_(declaration), rules_(rules), limits_(limits) {}

  Result<ExtractedPage> run() {
    auto page = HtmlPage::parse(bytes_, declaration_.fetch, charset_of(content_type_),
                                static_cast<std::uint32_t>(limits_.depth));
    if (!page) return page.error();
    ExtractedPage out;
    out.kind = PageKind::html;
    WriterOptions options;
    options.base = declaration_.fetch;
    if (auto const base = page->base(); !base.empty()) options.base = resolve_link(declaration_.fetch, base);
    options.tracking = &rules_.tracking_parameters;
    options.most_bytes = limits_.text;
    reveal_addresses(*page);
    for (auto const& filter : declaration_.filters)
      if (auto const done = apply_filter(*page, filter, options.base); !done)
        out.notes.push_back("filter " + done.error().source + ": " + done.error().message);
    std::vector<std::string> unmatched;
    if (auto const done = remove_parts(*page, declaration_.remove, unmatched); !done) return located(done.error());
    for (auto const& selector : unmatched) out.notes.push_back("remove: nothing matches " + selector);
    auto selected = select(*page, out);
    if (!selected) return selected.error();
    MarkdownWriter writer(options);
    for (auto const& part : selected->parts) writer.write(part, selected->order.get());
    if (writer.overflowed())
      return Error{Errc::too_large, declaration_.fetch, 0, fmt::format("more than {} bytes of text", limits_.text)};
    out.text = writer.take();
    if (!has_words(out.text))
      return Error{Errc::not_found, declaration_.fetch, 0,
                   declaration_.select.empty() ? "the page has no words" : "what the selectors match has no words"};
    return out;
  }

 private:
  Error located(Error error) const {
    error.message = "\"" + error.source + "\" " + error.message;
    error.source = declaration_.fetch;
    return error;
  }

  Result<Selected> select(HtmlPage& page, ExtractedPage& out) {
    if (declaration_.select.empty()) {
      Selected selected;
      selected.parts = main_content(page, rules_);
      out.main_content = true;
      return selected;
    }
    auto selected = select_parts(page, declaration_.select);
    if (!selected) return located(selected.error());
    for (auto const& selector : selected->unmatched) out.notes.push_back("select: nothing matches " + selector);
    if (!selected->parts.empty()) return selected;
    std::string all;
    for (auto const& selector : declaration_.select) all.append(all.empty() ? "" : "; ").append(to_string(selector));
    return Error{Errc::not_found, declaration_.fetch, 0, "nothing on the page matches " + all};
  }

  std::string_view bytes_, content_type_;
  PageDeclaration const& declaration_;
  corpus::ExtractionRules const& rules_;
  ExtractLimits const& limits_;
};

}  // namespace

corpus::Capture capture_of(std::string_view markdown, std::vector<corpus::CaptureRule> const& rules) {
  auto const document = read_document(markdown, corpus::MediaType::markdown, "page");
  // What cannot be read is told by whoever reads it for its clauses.
  return document ? classify_capture(*document, rules) : corpus::Capture::document;
}

PageKind page_kind(std::string_view bytes, std::string_view content_type, std::string_view address) {
  auto const starts = [&](std::string_view mark) { return bytes.substr(0, mark.size()) == mark; };
  if (bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos) return PageKind::pdf;
  auto const path = lower(address.substr(0, address.find_first_of("?#")));
  auto const type = essence(content_type);
  if (starts("PK\x03\x04")) return bytes.find("word/") != std::string_view::npos ? PageKind::docx : PageKind::unknown;
  if (type == "text/html" || type == "application/xhtml+xml") return PageKind::html;
  if (looks_like_html(bytes)) return PageKind::html;
  if (type == "text/markdown" || path.ends_with(".md")) return PageKind::markdown;
  if (type == "text/plain" || path.ends_with(".txt")) return PageKind::text;
  if (type.empty() && (path.ends_with(".html") || path.ends_with(".htm"))) return PageKind::html;
  return PageKind::unknown;
}

Result<ExtractedPage> extract_page(std::string_view bytes, std::string_view content_type,
                                   PageDeclaration const& declaration, corpus::ExtractionRules const& rules,
                                   ExtractLimits const& limits) {
  if (bytes.size() > limits.bytes)
    return Error{Errc::too_large, declaration.fetch, limits.bytes,
                 fmt::format("{} bytes, at most {} are read", bytes.size(), limits.bytes)};
  auto const kind = page_kind(bytes, content_type, declaration.fetch);
  ExtractedPage out;
  out.kind = kind;
  switch (kind) {
    case PageKind::html:
      return HtmlExtraction(bytes, content_type, declaration, rules, limits).run();
    case PageKind::pdf:
    case PageKind::docx: {
      auto text = kind == PageKind::pdf ? pdf_to_markdown(bytes, declaration.fetch, limits)
                                        : docx_to_markdown(bytes, declaration.fetch, limits);
      if (!text) return text.error();
      out.text = std::move(*text);
      return out;
    }
    case PageKind::markdown:
    case PageKind::text: {
      auto utf8 = page_to_utf8(bytes, declaration.fetch, charset_of(content_type));
      if (!utf8) return utf8.error();
      std::string_view const text = utf8->converted ? std::string_view(utf8->text) : bytes;
      out.text = kind == PageKind::text ? text_as_markdown(text) : std::string(text);
      if (!has_words(out.text)) return Error{Errc::not_found, declaration.fetch, 0, "the file has no words"};
      return out;
    }
    case PageKind::unknown:
      break;
  }
  return Error{Errc::unsupported, declaration.fetch, 0,
               content_type.empty()
                   ? "neither HTML, PDF, DOCX, Markdown nor text"
                   : "\"" + essence(content_type) + "\" is neither HTML, PDF, DOCX, Markdown nor text"};
}

}  // namespace smallprint::parser
