#include "ingest/document_path.hpp"

#include "corpus/text.hpp"
#include "ingest/calendar.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace smallprint::ingest {
namespace {

using corpus::MediaType;

struct Extension {
  std::string_view name;
  MediaType type;
};
constexpr std::array extensions{
    Extension{"md", MediaType::markdown}, Extension{"markdown", MediaType::markdown},
    Extension{"html", MediaType::html},   Extension{"htm", MediaType::html},
    Extension{"xhtml", MediaType::html},  Extension{"txt", MediaType::text},
};
struct Unread {
  std::string_view name;
  std::string_view kind;
};
constexpr std::array unread{
    Unread{"pdf", "PDF"}, Unread{"docx", "DOCX"}, Unread{"doc", "Word"},  Unread{"odt", "OpenDocument"},
    Unread{"rtf", "RTF"}, Unread{"xml", "XML"},   Unread{"epub", "EPUB"},
};
// What lies beside documents: labels, settings, listings. Sniffed, it would pass for text.
constexpr std::array<std::string_view, 9> data_files{"json", "jsonl", "ndjson", "csv", "tsv",
                                                     "toml", "yaml",  "yml",    "log"};

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

std::string extension_of(std::string_view file_name) {
  auto const dot = file_name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? std::string() : lower(file_name.substr(dot + 1));
}

bool is_data(std::string_view file_name) {
  return std::find(data_files.begin(), data_files.end(), extension_of(file_name)) != data_files.end();
}

// "README", "README.md", "Readme.fr.md", "LICENSE", "LICENCE.txt"
bool about_the_folder(std::string_view file_name) {
  auto const stem = lower(file_name.substr(0, file_name.find('.')));
  return stem == "readme" || stem == "license" || stem == "licence";
}

std::vector<std::string_view> split(std::string_view path) {
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    auto const slash = std::min(path.find('/'), path.size());
    if (slash > 0) parts.push_back(path.substr(0, slash));
    path.remove_prefix(std::min(slash + 1, path.size()));
  }
  return parts;
}

bool has_markdown_marks(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    auto const end = std::min(text.find('\n', at), text.size());
    auto const line = text.substr(at, end - at);
    auto const hashes = std::min(line.find_first_not_of('#'), line.size());
    if (hashes >= 1 && hashes <= 6 && hashes < line.size() && line[hashes] == ' ') return true;
    if (line.find("](") != std::string_view::npos) return true;
    at = end + 1;
  }
  return false;
}

}  // namespace

std::optional<MediaType> media_type_of(std::string_view file_name) {
  auto const extension = extension_of(file_name);
  for (auto const& known : extensions)
    if (known.name == extension) return known.type;
  return std::nullopt;
}

std::string_view unread_kind(std::string_view file_name) {
  auto const extension = extension_of(file_name);
  for (auto const& known : unread)
    if (known.name == extension) return known.kind;
  return {};
}

std::optional<MediaType> sniff(std::string_view bytes) {
  auto const head = bytes.substr(0, 4096);
  auto const wide = head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF");  // UTF-16 has NUL bytes
  if (!wide && head.find('\0') != std::string_view::npos) return std::nullopt;
  if (head.starts_with("%PDF-") || head.starts_with("PK\x03\x04")) return std::nullopt;
  auto const start = head.find_first_not_of("\xEF\xBB\xBF \t\r\n");
  auto const first = lower(start == std::string_view::npos ? std::string_view() : head.substr(start, 64));
  for (std::string_view const mark : {"<!doctype html", "<html", "<head", "<body", "<!--"})
    if (first.starts_with(mark)) return MediaType::html;
  if (first.starts_with("<?xml"))
    return lower(head).find("<html") == std::string::npos ? std::optional<MediaType>() : MediaType::html;
  return has_markdown_marks(head) ? MediaType::markdown : MediaType::text;
}

std::optional<DocumentPath> document_at(std::string_view path) {
  auto const parts = split(path);
  if (parts.size() < 2 || about_the_folder(parts.back()) || is_data(parts.back())) return std::nullopt;
  for (auto const part : parts)
    if (part.starts_with('.')) return std::nullopt;
  auto const name = parts.back();
  DocumentPath out;
  out.media_type = media_type_of(name);
  auto const known = out.media_type || !unread_kind(name).empty();
  out.source.document_type = escape_bytes(known ? name.substr(0, name.rfind('.')) : name);
  auto authority = parts[parts.size() - 2];
  if (auto const date = read_date(authority); date && parts.size() >= 3) {
    out.date = *date;
    authority = parts[parts.size() - 3];
  }
  out.source.authority = escape_bytes(authority);
  return out;
}

std::string escape_bytes(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  if (corpus::is_utf8(bytes) && bytes.find('\0') == std::string_view::npos) return std::string(bytes);
  std::string out;
  for (std::size_t at = 0; at < bytes.size();) {
    std::size_t size = 1;
    while (size <= 4 && at + size <= bytes.size() && !corpus::is_utf8(bytes.substr(at, size))) ++size;
    if (size <= 4 && at + size <= bytes.size() && bytes[at] != '\0') {
      out += bytes.substr(at, size);
      at += size;
      continue;
    }
    auto const byte = static_cast<unsigned char>(bytes[at++]);
    out += {'\\', 'x', digits[byte >> 4], digits[byte & 0xF]};
  }
  return out;
}

}  // namespace smallprint::ingest
