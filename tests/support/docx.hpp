#pragma once
#include <archive.h>
#include <archive_entry.h>

#include <map>
#include <stdexcept>
#include <string>

/// DOCX files for tests, sound and hostile ones.
namespace smallprint::tests {

/// A ZIP file of these parts.
inline std::string zip(std::map<std::string, std::string> const& parts) {
  std::string out(1u << 20, '\0');
  for (auto const& [path, bytes] : parts) out.resize(out.size() + path.size() * 2 + bytes.size() + 1000);
  std::size_t used = 0;
  auto* const made = archive_write_new();
  archive_write_set_format_zip(made);
  archive_write_open_memory(made, out.data(), out.size(), &used);
  for (auto const& [path, bytes] : parts) {
    auto* const entry = archive_entry_new();
    archive_entry_set_pathname(entry, path.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(bytes.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_write_header(made, entry);
    archive_write_data(made, bytes.data(), bytes.size());
    archive_entry_free(entry);
  }
  if (archive_write_close(made) != ARCHIVE_OK) throw std::runtime_error("no ZIP file could be made");
  archive_write_free(made);
  out.resize(used);
  return out;
}

/// A body in the elements of a Word document.
inline std::string docx_xml(std::string const& body) {
  return R"(<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>)" +
         body + "</w:body></w:document>";
}

inline std::string docx(std::string const& body, std::map<std::string, std::string> more = {}) {
  more["word/document.xml"] = docx_xml(body);
  return zip(more);
}

}  // namespace smallprint::tests
