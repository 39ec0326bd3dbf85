#pragma once
#include "parser/extract/pdf_page.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

/// PDF files and pages for tests, sound and hostile ones.
namespace smallprint::tests {

/// A file of these objects, numbered from 1. The first is the catalogue.
/// \param trailer  more entries of the trailer
inline std::string pdf_file(std::vector<std::string> const& objects, std::string const& trailer = {}) {
  std::string out = "%PDF-1.4\n";
  std::vector<std::size_t> places;
  for (auto const& object : objects) {
    places.push_back(out.size());
    out += fmt::format("{} 0 obj\n{}\nendobj\n", places.size(), object);
  }
  auto const table = out.size();
  out += fmt::format("xref\n0 {}\n0000000000 65535 f \n", objects.size() + 1);
  for (auto const place : places) out += fmt::format("{:010} 00000 n \n", place);
  return out + fmt::format("trailer\n<< /Size {} /Root 1 0 R {} >>\nstartxref\n{}\n%%EOF\n", objects.size() + 1,
                           trailer, table);
}

inline std::string pdf_stream(std::string const& bytes, std::string const& entries = {}) {
  return fmt::format("<< /Length {} {} >>\nstream\n{}\nendstream", bytes.size(), entries, bytes);
}

/// A file whose pages have these contents, in which /F is Helvetica and /B its bold face.
/// \param resources  more entries of each page's resources
/// \param more       objects from number 5 on
inline std::string pdf_of_contents(std::vector<std::string> const& pages, std::string const& resources = {},
                                   std::vector<std::string> const& more = {}, std::string const& trailer = {}) {
  std::vector<std::string> objects{"<< /Type /Catalog /Pages 2 0 R >>",
                                   {},
                                   "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
                                   "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>"};
  objects.insert(objects.end(), more.begin(), more.end());
  std::string kids;
  for (auto const& content : pages) {
    objects.push_back(pdf_stream(content));
    objects.push_back(
        fmt::format("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {} 0 R /Resources << /Font "
                    "<< /F 3 0 R /B 4 0 R >> {} >> >>",
                    objects.size(), resources));
    kids += fmt::format("{} 0 R ", objects.size());
  }
  objects[1] = fmt::format("<< /Type /Pages /Count {} /Kids [{}] >>", pages.size(), kids);
  return pdf_file(objects, trailer);
}

/// A line of text that starts `left` points from the left and stands `down` points below the top of a page.
inline std::string pdf_line(double left, double down, std::string const& text, double size = 10, bool bold = false) {
  std::string escaped;
  for (char const c : text) {
    if (c == '(' || c == ')' || c == '\\') escaped += '\\';
    escaped += c;
  }
  return fmt::format("BT /{} {} Tf {} {} Td ({}) Tj ET\n", bold ? "B" : "F", size, left, 792 - down, escaped);
}

/// Pages as they are after reading, made by hand: letters are half as wide as they are high.
class Page {
 public:
  /// Words of a line, parted by blanks; two blanks or more leave a wide gap.
  Page& line(float left, float top, std::string const& text, float size = 10, bool bold = false) {
    auto const letter = size / 2;
    for (std::size_t at = 0; at < text.size();) {
      if (text[at] == ' ') {
        ++at;
        continue;
      }
      auto const end = std::min(text.find(' ', at), text.size());
      parser::PdfBox box;
      box.left = left + letter * static_cast<float>(at);
      box.right = left + letter * static_cast<float>(end);
      box.top = top;
      box.bottom = top + size;
      box.size = size;
      box.bold = bold;
      box.space_after = end + 1 < text.size() && text[end + 1] != ' ';
      box.text = text.substr(at, end - at);
      page_.boxes.push_back(std::move(box));
      at = end;
    }
    return *this;
  }
  /// Lines one below the other.
  Page& lines(float left, float top, std::vector<std::string> const& texts, float size = 10, bool bold = false) {
    for (auto const& text : texts) {
      line(left, top, text, size, bold);
      top += 1.2F * size;
    }
    return *this;
  }
  operator parser::PdfPage const&() const { return page_; }  // NOLINT: it is one
  parser::PdfPage page_{612, 792, {}};
};

}  // namespace smallprint::tests
