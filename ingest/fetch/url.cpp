#include "ingest/fetch/url.hpp"

#include <curl/curl.h>
#include <fmt/format.h>
#include <unicode/uidna.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <new>

namespace smallprint::ingest {
namespace {

using corpus::Errc;
using corpus::Error;
using corpus::Result;

struct Cleanup {
  void operator()(CURLU* handle) const { ::curl_url_cleanup(handle); }
  void operator()(char* text) const { ::curl_free(text); }
};
using Handle = std::unique_ptr<CURLU, Cleanup>;

Handle new_handle() {
  Handle out(::curl_url());
  if (!out) throw std::bad_alloc();
  return out;
}

// Empty for a part that is not there.
std::string part(CURLU* handle, CURLUPart which, unsigned flags = 0) {
  char* text = nullptr;
  if (::curl_url_get(handle, which, &text, flags) != CURLUE_OK) return {};
  std::unique_ptr<char, Cleanup> const owner(text);
  return text;
}

Error refusal(Errc code, std::string_view url, std::string message) {
  return {code, shown(url), 0, std::move(message)};
}

Error refusal(CURLUcode code, std::string_view url) {
  if (code == CURLUE_OUT_OF_MEMORY) throw std::bad_alloc();
  if (code == CURLUE_USER_NOT_ALLOWED)
    return refusal(Errc::unsupported, url, "a user name or password stands in the address");
  if (code == CURLUE_UNSUPPORTED_SCHEME) return refusal(Errc::unsupported, url, "only http and https are fetched");
  if (code == CURLUE_BAD_SCHEME)
    return refusal(Errc::syntax, url, "not an absolute address, as https://example.com/terms is");
  return refusal(Errc::syntax, url, fmt::format("not an address: {}", ::curl_url_strerror(code)));
}

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// UTS #46, strict; empty when it is no name. Not by libcurl, which goes by the locale of the process.
std::string to_idna(std::string const& host) {
  constexpr std::uint32_t rules = UIDNA_USE_STD3_RULES | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ |
                                  UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE;
  UErrorCode failure = U_ZERO_ERROR;
  std::unique_ptr<UIDNA, decltype(&::uidna_close)> const idna(::uidna_openUTS46(rules, &failure), &::uidna_close);
  std::array<char, 256> name{};  // a name has at most 253
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  auto const size = ::uidna_nameToASCII_UTF8(idna.get(), host.data(), static_cast<std::int32_t>(host.size()),
                                             name.data(), static_cast<std::int32_t>(name.size()), &info, &failure);
  if (U_FAILURE(failure) || info.errors != 0 || size > static_cast<std::int32_t>(name.size())) return {};
  return {name.data(), static_cast<std::size_t>(size)};
}

// `handle` may hold a base, which `text` is then resolved against.
Result<Url> read_once(CURLU* handle, std::string_view text) {
  if (text.size() > longest_url)
    return refusal(Errc::too_large, text, fmt::format("an address of more than {} bytes", longest_url));
  if (text.find('\0') != std::string_view::npos) return refusal(Errc::syntax, text, "not an address: it has a NUL");
  constexpr unsigned flags = CURLU_DISALLOW_USER | CURLU_URLENCODE | CURLU_ALLOW_SPACE;
  if (auto const code = ::curl_url_set(handle, CURLUPART_URL, std::string(text).c_str(), flags); code != CURLUE_OK)
    return refusal(code, text);
  auto const scheme = part(handle, CURLUPART_SCHEME);
  if (scheme != "http" && scheme != "https") return refusal(Errc::unsupported, text, "only http and https are fetched");

  auto host = lower(part(handle, CURLUPART_HOST));
  if (!is_ascii(host)) host = to_idna(host);
  while (host.ends_with('.')) host.pop_back();  // "example.com." is the same host
  if (host.empty() || (host.front() != '[' && host.find('%') != std::string::npos))
    return refusal(Errc::syntax, text, "not an address: its host is no name");
  if (auto const code = ::curl_url_set(handle, CURLUPART_HOST, host.c_str(), 0); code != CURLUE_OK)
    return refusal(code, text);
  ::curl_url_set(handle, CURLUPART_FRAGMENT, nullptr, 0);

  Url out;
  out.text = part(handle, CURLUPART_URL, CURLU_NO_DEFAULT_PORT);
  if (out.text.size() > longest_url)
    return refusal(Errc::too_large, text, fmt::format("an address of more than {} bytes", longest_url));
  out.host_key = fmt::format("{}://{}:{}", scheme, host, part(handle, CURLUPART_PORT, CURLU_DEFAULT_PORT));
  out.host = host.starts_with('[') ? host.substr(1, host.size() - 2) : host;
  auto const query = part(handle, CURLUPART_QUERY);
  out.target = part(handle, CURLUPART_PATH) + (query.empty() ? "" : "?" + query);
  return out;
}

// Twice: only once its escapes and wide digits are undone can a host be seen to be an address, as "127.1" is.
Result<Url> read(CURLU* handle, std::string_view text) {
  auto first = read_once(handle, text);
  if (first.has_error() || first->text == text) return first;
  return read_once(new_handle().get(), first->text);
}

}  // namespace

Result<Url> parse_url(std::string_view text) {
  return read(new_handle().get(), text);
}

Result<Url> resolve(Url const& base, std::string_view location) {
  auto const handle = new_handle();
  if (auto const code = ::curl_url_set(handle.get(), CURLUPART_URL, base.text.c_str(), 0); code != CURLUE_OK)
    return refusal(code, base.text);
  // Without its fragment first: a base and "#part" are the base.
  location = location.substr(0, location.find('#'));
  return location.empty() ? read(handle.get(), base.text) : read(handle.get(), location);
}

std::string shown(std::string_view url) {
  constexpr std::size_t most = 200;
  std::string out(url.substr(0, most));
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c < 0x20 || c > 0x7e; }, '?');
  // What stands before an '@' in the authority may be a password.
  if (auto const slashes = out.find("//"); slashes != std::string::npos) {
    auto const end = std::min(out.find_first_of("/?#", slashes + 2), out.size());
    if (auto const at = out.rfind('@', end); at != std::string::npos && at > slashes)
      out.replace(slashes + 2, at - slashes - 2, "...");
  }
  if (url.size() > most) out += "...";
  return out;
}

}  // namespace smallprint::ingest
