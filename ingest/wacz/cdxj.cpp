#include "ingest/wacz/cdxj.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <vector>

namespace smallprint::ingest::wacz {

using corpus::Result;
using Json = nlohmann::ordered_json;

namespace {

constexpr int lines_in_block = 1000;

std::string lower(std::string_view text) {
  std::string out(text);
  for (auto& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> out;
  for (;;) {
    auto const end = text.find(at);
    out.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end + 1);
  }
}

std::string joined(std::vector<std::string> const& parts, char by) {
  std::string out;
  for (auto const& part : parts) {
    if (&part != &parts.front()) out += by;
    out += part;
  }
  return out;
}

/// "www.", "www2." and so on at its beginning.
std::string_view without_www(std::string_view host) {
  if (!host.starts_with("www")) return host;
  auto const end = host.find_first_not_of("0123456789", 3);
  return end != std::string_view::npos && host[end] == '.' ? host.substr(end + 1) : host;
}

}  // namespace

std::string surt(std::string_view address) {
  auto const whole = lower(address);
  bool const secure = whole.starts_with("https://");
  if (!secure && !whole.starts_with("http://")) return whole;
  std::string_view rest = std::string_view(whole).substr(secure ? 8 : 7);
  auto const path = std::min(rest.find('/'), rest.size());
  auto host = rest.substr(0, path);
  rest.remove_prefix(path);
  if (auto const user = host.rfind('@'); user != std::string_view::npos)
    host.remove_prefix(user + 1);
  else
    host = without_www(host);
  std::string port;
  if (auto const colon = host.rfind(':'); colon != std::string_view::npos && host.find(']', colon) == host.npos) {
    if (host.substr(colon) != (secure ? ":443" : ":80") && colon + 1 < host.size()) port = host.substr(colon);
    host = host.substr(0, colon);
  }
  auto names = split(host, '.');
  std::reverse(names.begin(), names.end());
  auto out = joined(names, ',') + port + ")";
  auto const query = std::min(rest.find('?'), rest.size());
  out += rest.substr(0, query);
  if (query + 1 >= rest.size()) return out;
  auto arguments = split(rest.substr(query + 1), '&');
  std::sort(arguments.begin(), arguments.end());
  return out + "?" + joined(arguments, '&');
}

std::string cdxj_line(CdxjLine const& line) {
  std::string digits;
  for (char const c : line.date)
    if (c >= '0' && c <= '9') digits += c;
  // Numbers stand as text, as the tools that made the format write them.
  Json const json{{"url", line.address},
                  {"mime", line.mime},
                  {"status", std::to_string(line.status)},
                  {"digest", "sha256:" + line.payload_sha256},
                  {"length", std::to_string(line.length)},
                  {"offset", std::to_string(line.offset)},
                  {"filename", line.file}};
  return surt(line.address) + " " + digits + " " + json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<CdxjIndex> write_index(LineSorter& lines, Sink const& sink) {
  CdxjIndex out;
  out.summary = R"(!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"})"
                "\n";
  GzipWriter gzip(sink);
  std::string first;  // of the open block
  auto const end_block = [&]() -> Result<void> {
    auto const size = gzip.end();
    if (!size) return size.error();
    if (out.lines == 0) return {};  // a block must be there for the file to be one of gzip
    Json const json{{"offset", gzip.size() - *size}, {"length", *size}};
    out.summary += first + " " + json.dump() + "\n";
    return {};
  };
  auto const done = lines.each([&](std::string_view line) -> Result<void> {
    if (out.lines % lines_in_block == 0) {
      if (out.lines > 0)
        if (auto const ended = end_block(); !ended) return ended.error();
      first = line.substr(0, line.find(" {"));
    }
    ++out.lines;
    if (auto const added = gzip.add(line); !added) return added.error();
    return gzip.add("\n");
  });
  if (!done) return done.error();
  if (auto const ended = end_block(); !ended) return ended.error();
  return out;
}

}  // namespace smallprint::ingest::wacz
