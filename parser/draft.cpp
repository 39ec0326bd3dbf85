#include "parser/draft.hpp"

#include "corpus/text.hpp"
#include "parser/parser.hpp"
#include "parser/quotations.hpp"
#include "parser/readers/docx_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace smallprint::parser {
namespace {

using corpus::DraftKind;
using corpus::Errc;
using corpus::Error;
using corpus::Result;

bool starts(std::string_view bytes, std::string_view with) {
  return bytes.substr(0, with.size()) == with;
}

bool looks_like_html(std::string_view bytes) {
  auto const head = corpus::fold(bytes.substr(0, 1024));
  auto const at = head.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (at == std::string::npos || head[at] != '<') return false;
  for (std::string_view const tag :
       {"<!doctype html", "<html", "<head", "<body", "<article", "<div", "<p>", "<p ", "<!--"})
    if (starts(std::string_view(head).substr(at), tag)) return true;
  return false;
}

/// A heading, a block quotation, a list, a link or strong words, as Markdown writes them.
bool looks_like_markdown(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    auto const end = std::min(bytes.find('\n', at), bytes.size());
    auto const line = bytes.substr(at, end - at);
    for (std::string_view const start : {"# ", "## ", "### ", "> ", "- ", "* ", "```"})
      if (starts(line, start)) return true;
    if (line.find("](") != std::string_view::npos || line.find("**") != std::string_view::npos) return true;
    at = end + 1;
  }
  return false;
}

std::string ending_of(std::string_view name) {
  auto const dot = name.rfind('.');
  auto const slash = name.rfind('/');
  if (dot == std::string_view::npos || (slash != std::string_view::npos && slash > dot)) return {};
  return corpus::fold(name.substr(dot));
}

/// Line and column of places that are asked for in ascending order.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {}
  void place(corpus::Quotation& quotation) {
    auto const to = std::min<std::size_t>(quotation.raw.begin, text_.size());
    for (; at_ < to; ++at_) {
      auto const c = static_cast<unsigned char>(text_[at_]);
      if (c == '\n' || (c == '\r' && (at_ + 1 >= text_.size() || text_[at_ + 1] != '\n')))
        ++line_, column_ = 1;
      else if ((c & 0xC0) != 0x80)
        ++column_;
    }
    quotation.line = line_;
    quotation.column = column_;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1, column_ = 1;
};

/// The line and column of a byte, for an error.
std::string place_of(std::string_view text, std::size_t at) {
  corpus::Quotation there;
  there.raw.begin = static_cast<std::uint32_t>(at);
  Lines(text).place(there);
  return fmt::format("line {}, column {}", there.line, there.column);
}

Result<corpus::MediaType> media_type(std::string_view bytes, DraftKind kind, std::string_view name) {
  if (kind == DraftKind::html) return corpus::MediaType::html;
  if (starts(bytes, "\xFF\xFE") || starts(bytes, "\xFE\xFF"))
    return Error{Errc::bad_encoding, std::string(name), 0, "expected UTF-8, got UTF-16; save it as UTF-8"};
  if (auto const nul = bytes.find('\0'); nul != std::string_view::npos)
    return Error{Errc::unsupported, std::string(name), nul,
                 fmt::format("expected text, got a binary file ({} is a zero byte)", place_of(bytes, nul))};
  return kind == DraftKind::markdown ? corpus::MediaType::markdown : corpus::MediaType::text;
}

}  // namespace

Result<DraftKind> draft_kind(std::string_view bytes, std::string_view name) {
  auto const unsupported = [&](std::string_view what) {
    return Error{Errc::unsupported, std::string(name), 0,
                 fmt::format("expected Markdown, HTML, DOCX or text, got {}", what)};
  };
  if (starts(bytes, "PK\x03\x04") || starts(bytes, "PK\x05\x06")) return DraftKind::docx;
  if (starts(bytes, "%PDF-")) return unsupported("a PDF file");
  if (starts(bytes, "{\\rtf")) return unsupported("an RTF file");
  if (starts(bytes, "\xD0\xCF\x11\xE0")) return unsupported("an old Word file; save it as DOCX");
  static constexpr std::array<std::pair<std::string_view, DraftKind>, 8> endings{{{".md", DraftKind::markdown},
                                                                                  {".markdown", DraftKind::markdown},
                                                                                  {".html", DraftKind::html},
                                                                                  {".htm", DraftKind::html},
                                                                                  {".xhtml", DraftKind::html},
                                                                                  {".docx", DraftKind::docx},
                                                                                  {".docm", DraftKind::docx},
                                                                                  {".txt", DraftKind::text}}};
  auto const ending = ending_of(name);
  for (auto const& [known, kind] : endings)
    if (ending == known) return kind;
  if (looks_like_html(bytes)) return DraftKind::html;
  return looks_like_markdown(bytes) ? DraftKind::markdown : DraftKind::text;
}

Result<corpus::Draft> read_draft(std::string_view bytes, DraftKind kind, std::string_view name,
                                 DraftLimits const& limits) {
  if (bytes.size() > limits.bytes)
    return Error{Errc::too_large, std::string(name), limits.bytes,
                 fmt::format("has {} bytes; a draft has at most {}", bytes.size(), limits.bytes)};
  corpus::Draft out{kind, {}};
  DocxText docx;
  std::string_view positions = bytes;
  corpus::Document document;
  if (kind == DraftKind::docx) {
    auto read = read_docx(bytes, name, limits);
    if (!read) return read.error();
    docx = std::move(*read);
    positions = docx.text;
    document = std::move(docx.document);
  } else {
    auto const type = media_type(bytes, kind, name);
    if (!type) return type.error();
    auto read = read_document(bytes, *type, name);
    if (!read) {
      auto error = read.error();
      if (error.code == Errc::bad_encoding) error.message = place_of(bytes, error.offset) + ": " + error.message;
      return error;
    }
    document = std::move(*read);
  }
  auto const block = kind == DraftKind::docx ? corpus::Quotation::Kind::style : corpus::Quotation::Kind::block;
  out.quotations = find_quotations(document, block, limits);
  if (out.quotations.size() > limits.quotations)
    return Error{Errc::too_large, std::string(name), 0,
                 fmt::format("has {} quotations; a draft has at most {}", out.quotations.size(), limits.quotations)};
  Lines lines(positions);
  for (auto& one : out.quotations) lines.place(one);
  return out;
}

}  // namespace smallprint::parser
