#include "report/escape.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace smallprint::report {

std::string csv_record(std::vector<std::string> const& fields) {
  std::string out;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) out += ',';
    auto field = fields[i];
    if (!field.empty() && std::string_view("=+-@\t\r").find(field[0]) != std::string_view::npos) field.insert(0, "'");
    if (field.find_first_of(",\"\r\n") == std::string::npos) {
      out += field;
      continue;
    }
    out += '"';
    for (char const c : field) {
      if (c == '"') out += '"';
      out += c;
    }
    out += '"';
  }
  return out + "\r\n";
}

std::string markdown(std::string_view text) {
  std::string out;
  for (char const c : printable(text)) {
    if (std::string_view("\\`*_{}[]<>#|~").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  auto const* s = reinterpret_cast<std::uint8_t const*>(text.data());
  auto const size = static_cast<std::int64_t>(text.size());
  for (std::int64_t i = 0; i < size;) {
    auto const begin = i;
    UChar32 c = 0;
    U8_NEXT(s, i, size, c);
    if (c == '\n' || c == '\t' || c == '\r') {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else if (c < 0 || u_charType(c) == U_CONTROL_CHAR || (c >= 0x202A && c <= 0x202E) ||
               (c >= 0x2066 && c <= 0x2069)) {
      out += "\uFFFD";
    } else {
      out.append(text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(i - begin)));
    }
  }
  return out;
}

std::string html(std::string_view text) {
  std::string out;
  for (char const c : text) switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        if ((static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' && c != '\r') || c == 0x7F)
          out += "\xEF\xBF\xBD";
        else
          out += c;
    }
  return out;
}

}  // namespace smallprint::report
