#include "parser/extract/link_address.hpp"

#include <algorithm>

namespace smallprint::parser {
namespace {

struct Parts {
  std::string_view scheme, authority, path, query, fragment;  // query with its '?', fragment with its '#'
  bool has_authority = false;
};

bool is_scheme(std::string_view s) {
  auto const alpha = [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; };
  return !s.empty() && alpha(s[0]) && std::all_of(s.begin(), s.end(), [&](char c) {
    return alpha(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
  });
}

/// RFC 3986, appendix B.
Parts split(std::string_view s) {
  Parts out;
  if (auto const at = s.find('#'); at != s.npos) {
    out.fragment = s.substr(at);
    s = s.substr(0, at);
  }
  if (auto const at = s.find('?'); at != s.npos) {
    out.query = s.substr(at);
    s = s.substr(0, at);
  }
  if (auto const at = s.find(':'); at != s.npos && at < s.find('/') && is_scheme(s.substr(0, at))) {
    out.scheme = s.substr(0, at);
    s = s.substr(at + 1);
  }
  if (s.substr(0, 2) == "//") {
    auto const end = std::min(s.find('/', 2), s.size());
    out.authority = s.substr(2, end - 2);
    out.has_authority = true;
    s = s.substr(end);
  }
  out.path = s;
  return out;
}

/// RFC 3986, section 5.2.4.
std::string without_dots(std::string_view path) {
  std::vector<std::string_view> kept;
  bool const rooted = path.substr(0, 1) == "/";
  std::size_t at = rooted ? 1 : 0;
  bool folder = false;
  while (at <= path.size()) {
    auto const end = std::min(path.find('/', at), path.size());
    auto const part = path.substr(at, end - at);
    folder = part == "." || part == "..";
    if (part == "..") {
      if (!kept.empty()) kept.pop_back();
    } else if (part != ".") {
      kept.push_back(part);
    }
    at = end + 1;
  }
  std::string out = rooted ? "/" : "";
  for (std::size_t i = 0; i < kept.size(); ++i) out.append(i > 0 ? "/" : "").append(kept[i]);
  if (folder && !kept.empty()) out.push_back('/');
  return out;
}

std::string lower(std::string_view s) {
  std::string out(s);
  for (auto& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  return out;
}

void append_encoded(std::string& out, std::string_view s) {
  static constexpr std::string_view hex = "0123456789ABCDEF";
  for (char const c : s) {
    auto const byte = static_cast<unsigned char>(c);
    if (byte == '\t' || byte == '\n' || byte == '\r') continue;
    if (byte <= 0x20 || byte >= 0x7F || std::string_view("\"<>`").find(c) != std::string_view::npos) {
      out.push_back('%');
      out.push_back(hex[byte >> 4]);
      out.push_back(hex[byte & 15]);
    } else {
      out.push_back(c);
    }
  }
}

}  // namespace

std::string resolve_link(std::string_view base, std::string_view reference) {
  while (!reference.empty() && static_cast<unsigned char>(reference.front()) <= 0x20) reference.remove_prefix(1);
  while (!reference.empty() && static_cast<unsigned char>(reference.back()) <= 0x20) reference.remove_suffix(1);
  auto const r = split(reference);
  auto const scheme = lower(r.scheme);
  if (!scheme.empty() && scheme != "http" && scheme != "https") return std::string(reference);
  auto const b = split(base);
  if (scheme.empty() && b.scheme.empty()) return std::string(reference);
  std::string_view authority = r.has_authority || !scheme.empty() ? r.authority : b.authority;
  std::string path;
  std::string_view query = r.query;
  if (!scheme.empty() || r.has_authority) {
    path = without_dots(r.path);
  } else if (r.path.empty()) {
    path = std::string(b.path);
    if (query.empty()) query = b.query;
  } else if (r.path[0] == '/') {
    path = without_dots(r.path);
  } else {
    auto const folder = b.path.rfind('/');
    path =
        without_dots((folder == b.path.npos ? "/" : std::string(b.path.substr(0, folder + 1))) + std::string(r.path));
  }
  if (path.empty()) path = "/";
  std::string out = (scheme.empty() ? lower(b.scheme) : scheme) + "://" + lower(authority);
  append_encoded(out, path);
  append_encoded(out, query);
  append_encoded(out, r.fragment);
  return out;
}

bool matches_name(std::string_view pattern, std::string_view name) {
  if (pattern.ends_with('*')) return name.starts_with(pattern.substr(0, pattern.size() - 1));
  return pattern == name;
}

std::string without_parameters(std::string_view address, std::vector<std::string> const& patterns) {
  auto const fragment = std::min(address.find('#'), address.size());
  auto const query = address.find('?');
  if (query >= fragment) return std::string(address);
  std::string out(address.substr(0, query));
  char mark = '?';
  for (auto at = query + 1; at <= fragment;) {
    auto const end = std::min(address.find('&', at), fragment);
    auto const part = address.substr(at, end - at);
    auto const name = part.substr(0, part.find('='));
    bool const drop =
        std::any_of(patterns.begin(), patterns.end(), [&](auto const& pattern) { return matches_name(pattern, name); });
    if (!drop && !(part.empty() && end == fragment)) {
      out.push_back(mark);
      out.append(part);
      mark = '&';
    }
    at = end + 1;
  }
  out.append(address.substr(fragment));
  return out;
}

}  // namespace smallprint::parser
