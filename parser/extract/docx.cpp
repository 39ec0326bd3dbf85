#include "parser/extract/docx.hpp"

#include "parser/extract/docx_parts.hpp"

#include <fmt/format.h>

#include <exception>

namespace smallprint::parser {
namespace {

using corpus::Errc;
using corpus::Error;
using corpus::Result;

constexpr std::string_view compound_file = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

Result<std::string> convert(std::string_view bytes, std::string_view name, ExtractLimits const& limits) {
  auto const fail = [&](Errc code, std::string message) {
    return Error{code, std::string(name), 0, std::move(message)};
  };
  if (bytes.size() > limits.bytes)
    return fail(Errc::too_large, fmt::format("a DOCX of more than {} bytes is not read", limits.bytes));
  if (bytes.substr(0, compound_file.size()) == compound_file)
    return fail(Errc::unsupported,
                "an old Word file, or one that a password protects: expected a DOCX without a password");
  auto const parts = unpack_docx(bytes, name, {limits.entries, limits.unpacked});
  if (!parts) return parts.error();
  auto text = docx_parts_to_markdown(*parts, name, limits);
  if (!text) return text;
  if (text->empty()) return fail(Errc::unsupported, "a DOCX that holds no text");
  if (text->size() > limits.text)
    return fail(Errc::too_large, fmt::format("a DOCX of more than {} bytes of text is not read", limits.text));
  return text;
}

}  // namespace

Result<std::string> docx_to_markdown(std::string_view bytes, std::string_view source_name,
                                     ExtractLimits const& limits) {
  try {
    return convert(bytes, source_name, limits);
  } catch (std::exception const&) {  // no memory: the sizes are limited, but the system's may be smaller
    return Error{Errc::too_large, std::string(source_name), 0, "no memory is left to read it"};
  }
}

}  // namespace smallprint::parser
