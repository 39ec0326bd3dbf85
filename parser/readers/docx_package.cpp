#include "parser/readers/docx_package.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>

namespace smallprint::parser {
namespace {

using corpus::Errc;
using corpus::Error;

struct FreeArchive {
  void operator()(archive* a) const { archive_read_free(a); }
};

constexpr std::string_view main_part = "word/document.xml";
constexpr std::array<std::string_view, 8> wanted{main_part,
                                                 "word/styles.xml",
                                                 "word/footnotes.xml",
                                                 "word/endnotes.xml",
                                                 "word/numbering.xml",
                                                 "word/_rels/document.xml.rels",
                                                 "word/_rels/footnotes.xml.rels",
                                                 "word/_rels/endnotes.xml.rels"};

/// "word/document2.xml" without its number.
std::string unnumbered(std::string_view path) {
  std::string out(path);
  auto const at = out.find("/document");
  if (out.substr(0, 5) != "word/" || at == std::string::npos) return out;
  auto const begin = at + std::string_view("/document").size();
  auto const end = std::min(out.find_first_not_of("0123456789", begin), out.size());
  return out.erase(begin, end - begin);
}

}  // namespace

corpus::Result<DocxParts> unpack_docx(std::string_view bytes, std::string_view name, DocxLimits const& limits) {
  auto const fail = [&](Errc code, std::string message) {
    return Error{code, std::string(name), 0, std::move(message)};
  };
  std::unique_ptr<archive, FreeArchive> const zip(archive_read_new());
  if (zip == nullptr) return fail(Errc::io, "no memory to unpack it");
  auto const broken = [&] {
    auto const* why = archive_error_string(zip.get());
    return fail(Errc::syntax,
                fmt::format("expected a DOCX, got a broken ZIP file: {}", why == nullptr ? "cut off" : why));
  };
  archive_read_support_format_zip_seekable(zip.get());
  if (archive_read_open_memory(zip.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) return broken();
  DocxParts out;
  std::size_t entries = 0;
  std::size_t unpacked = 0;
  std::array<char, 1 << 16> buffer{};
  for (;;) {
    archive_entry* entry = nullptr;
    auto const next = archive_read_next_header(zip.get(), &entry);
    if (next == ARCHIVE_EOF) break;
    if (next != ARCHIVE_OK && next != ARCHIVE_WARN) return broken();
    if (++entries > limits.entries)
      return fail(Errc::too_large, fmt::format("a DOCX of more than {} files is not read", limits.entries));
    auto const* path = archive_entry_pathname(entry);
    auto const part = std::find(wanted.begin(), wanted.end(), unnumbered(path == nullptr ? "" : path));
    if (part == wanted.end()) continue;
    auto& text = out[std::string(*part)];
    if (!text.empty()) return fail(Errc::syntax, fmt::format("holds the part {} twice", *part));
    for (;;) {
      auto const got = archive_read_data(zip.get(), buffer.data(), buffer.size());
      if (got < 0) return broken();
      if (got == 0) break;
      unpacked += static_cast<std::size_t>(got);
      if (unpacked > limits.unpacked)
        return fail(Errc::too_large,
                    fmt::format("unpacks to more than {} bytes: no such DOCX is read", limits.unpacked));
      text.append(buffer.data(), static_cast<std::size_t>(got));
    }
  }
  if (out.find(main_part) == out.end())
    return fail(Errc::syntax, fmt::format("expected a DOCX, got a ZIP file without {}", main_part));
  return out;
}

}  // namespace smallprint::parser
