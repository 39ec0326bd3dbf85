#include "ingest/wacz/http_block.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace smallprint::ingest::wacz {

namespace {

constexpr char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trimmed(std::string_view text) {
  auto const first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool is_token(std::string_view text) {
  constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z') || marks.find(c) != std::string_view::npos;
  });
}

struct Field {
  std::string_view name;
  std::string value;
};

/// Lines that are no fields are left out: they would end the header for some readers.
std::vector<Field> fields_of(std::string_view lines) {
  std::vector<Field> out;
  while (!lines.empty()) {
    auto const end = lines.find('\n');
    auto const line = lines.substr(0, end);
    lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
    auto const colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) continue;
    std::string value(line.substr(colon + 1));
    std::replace_if(
        value.begin(), value.end(), [](char c) { return c == '\r' || c == '\0'; }, ' ');
    out.push_back({line.substr(0, colon), std::string(trimmed(value))});
  }
  return out;
}

void put(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

std::string_view version_of(Exchange const& exchange) {
  return exchange.protocol == "HTTP/1.0" ? "HTTP/1.0" : "HTTP/1.1";
}

/// Host and port, and the target of a request line.
std::array<std::string, 2> parts_of(std::string_view url) {
  auto const uri = written_uri(url);
  auto const host = uri.find("://") + 3;
  auto const path = uri.find('/', host);
  return {uri.substr(host, path - host), uri.substr(path)};
}

}  // namespace

std::string written_uri(std::string_view url) {
  url = url.substr(0, url.find('#'));
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (char const c : url) {
    auto const byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte < 0x7F && c != '<' && c != '>' && c != '"')
      out += c;
    else
      out.append({'%', digits[byte >> 4], digits[byte & 15]});
  }
  auto const scheme = out.find("://");
  auto const end = scheme == std::string::npos ? scheme : out.find_first_of("/?", scheme + 3);
  if (scheme != std::string::npos && (end == std::string::npos || out[end] == '?'))
    out.insert(std::min(end, out.size()), "/");
  return out;
}

std::string request_block(Exchange const& exchange) {
  auto const [host, target] = parts_of(exchange.url);
  std::string out = "GET " + target + " ";
  out.append(version_of(exchange)).append("\r\n");
  auto const fields = fields_of(exchange.request_headers);
  // HTTP/2 has it as :authority.
  if (std::none_of(fields.begin(), fields.end(), [](auto const& field) { return same(field.name, "host"); }))
    put(out, "Host", host);
  for (auto const& field : fields) put(out, field.name, field.value);
  return out + "\r\n";
}

std::string response_block(Exchange const& exchange, std::optional<std::uint64_t> length) {
  auto const wanted = length ? std::to_string(*length) : std::string();
  // The phrase after the number is not kept; it may be empty, and HTTP/2 has none.
  std::string out(version_of(exchange));
  out += " " + std::to_string(exchange.status) + " \r\n";
  bool said = !length;
  for (auto const& [name, value] : fields_of(exchange.headers)) {
    bool const is_length = same(name, "content-length");
    if (is_length && !said && value == wanted) {
      said = true;
      put(out, name, value);
    } else if (is_length || same(name, "content-encoding") || same(name, "transfer-encoding")) {
      put(out, "X-Archive-Orig-" + std::string(name), value);
    } else {
      put(out, name, value);
    }
  }
  if (!said) put(out, "Content-Length", wanted);
  return out + "\r\n";
}

std::string_view warc_protocol(Exchange const& exchange) {
  auto const& protocol = exchange.protocol;
  if (protocol == "HTTP/2" || protocol == "HTTP/2.0") return exchange.url.starts_with("https:") ? "h2" : "h2c";
  if (protocol == "HTTP/3") return "h3";
  if (protocol == "HTTP/1.1") return "http/1.1";
  return protocol == "HTTP/1.0" ? "http/1.0" : "";
}

std::string media_type_of(std::string_view content_type) {
  auto const type = trimmed(content_type.substr(0, content_type.find(';')));
  auto const slash = type.find('/');
  if (slash == std::string_view::npos || !is_token(type.substr(0, slash)) || !is_token(type.substr(slash + 1)))
    return {};
  std::string out(type);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

}  // namespace smallprint::ingest::wacz
