#include "parser/extract/pdf.hpp"

#include "corpus/text.hpp"
#include "parser/extract/pdf_markdown.hpp"
#include "parser/extract/pdf_pages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>

namespace smallprint::parser {
namespace {

using corpus::Errc;
using corpus::Error;

/// Pictures, by the marks that their objects bear; those objects are never compressed.
std::size_t count_pictures(std::string_view bytes) {
  std::size_t out = 0;
  constexpr std::string_view key = "/Subtype";
  for (auto at = bytes.find(key); at != std::string_view::npos; at = bytes.find(key, at + key.size())) {
    auto rest = bytes.substr(at + key.size());
    while (!rest.empty() && (rest[0] == ' ' || rest[0] == '\n' || rest[0] == '\r')) rest.remove_prefix(1);
    if (rest.substr(0, 6) == "/Image") ++out;
  }
  return out;
}

std::string counted(std::size_t count, std::string_view one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

/// What kind of letters a text is of.
struct Letters {
  std::size_t known = 0;
  std::size_t nameless = 0;  ///< of the private use area, or replaced ones: a font has drawn something
};

Letters letters_of(std::vector<PdfPage> const& pages) {
  Letters out;
  for (auto const& page : pages)
    for (auto const& box : page.boxes)
      for (std::size_t i = 0; i < box.text.size();) {
        auto const lead = static_cast<unsigned char>(box.text[i]);
        auto const size = lead < 0x80 ? 1U : lead < 0xE0 ? 2U : lead < 0xF0 ? 3U : 4U;
        auto const one = std::string_view(box.text).substr(i, size);
        bool const nameless = one == "\uFFFD" || (one >= "\uE000" && one <= "\uF8FF" && size == 3) || lead < 0x20;
        ++(nameless ? out.nameless : out.known);
        i += size;
      }
  return out;
}

corpus::Result<std::string> convert(std::string_view bytes, std::string_view source_name, ExtractLimits const& limits) {
  auto const fail = [&](Errc code, std::string message) {
    return Error{code, std::string(source_name), 0, std::move(message)};
  };
  auto const pages = read_pdf_pages(bytes, source_name, limits);
  if (!pages) return pages.error();
  auto const letters = letters_of(*pages);
  if (letters.nameless > letters.known)
    return fail(Errc::unsupported,
                fmt::format("a PDF of {} whose fonts do not say which letters they draw: {} of {} are unknown",
                            counted(pages->size(), "page"), letters.nameless, letters.known + letters.nameless));
  auto text = pdf_pages_to_markdown(*pages);
  auto const pictures = count_pictures(bytes);
  bool const only_stamps = letters.known < 20 * pages->size() && pictures >= pages->size();
  if (text.find_first_not_of(" \n") == std::string::npos || only_stamps)
    return fail(
        Errc::unsupported,
        fmt::format("a PDF that holds no text: {}, {}{}", counted(pages->size(), "page"), counted(pictures, "image"),
                    pictures > 0 ? "; it is a scan, whose letters must be recognised first" : ""));
  if (text.size() > limits.text)
    return fail(Errc::too_large,
                fmt::format("a PDF of more than {} bytes of text is not read, it has {}", limits.text, text.size()));
  return text;
}

}  // namespace

corpus::Result<std::string> pdf_to_markdown(std::string_view bytes, std::string_view source_name,
                                            ExtractLimits const& limits) {
  try {
    return convert(bytes, source_name, limits);
  } catch (std::exception const&) {  // no memory: the sizes above are limited, but the system's may be smaller
    return Error{Errc::too_large, std::string(source_name), 0, "no memory is left to read it"};
  }
}

}  // namespace smallprint::parser
