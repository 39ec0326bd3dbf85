#include "ingest/browser/document_record.hpp"

#include "ingest/browser/web_address.hpp"

#include <algorithm>
#include <string_view>

namespace smallprint::ingest {
namespace {

constexpr std::size_t most_requests = 64;

/// "name: value\r\n" of each; a value of several lines is a field that came several times. HTTP/2's own
/// (":path") stand for the request line.
std::string lines_of(Json const& headers) {
  std::string out;
  for (auto const& [name, value] : headers.items()) {
    if (!value.is_string() || name.starts_with(':')) continue;
    auto const& text = value.get_ref<std::string const&>();
    for (std::size_t at = 0; at <= text.size();) {
      auto const end = std::min(text.find('\n', at), text.size());
      out += name + ": " + text.substr(at, end - at) + "\r\n";
      at = end + 1;
    }
  }
  return out;
}

/// A header block as it came, without its status line and the empty line at its end.
std::string without_status(std::string_view text) {
  auto const end = text.find("\r\n");
  if (end == std::string_view::npos) return {};
  text.remove_prefix(end + 2);
  while (text.ends_with("\r\n\r\n") || text == "\r\n") text.remove_suffix(2);
  return std::string(text);
}

std::string protocol_name(std::string const& name) {
  if (name == "h2") return "HTTP/2";
  if (name == "h3") return "HTTP/3";
  auto out = name;
  if (out.starts_with("http/")) out.replace(0, 4, "HTTP");
  return out;
}

}  // namespace

void DocumentRecord::take(std::string const& method, Json const& params) {
  if (method == "Inspector.targetCrashed") {
    crashed_ = true;
  } else if (method == "Page.frameNavigated") {
    auto const& frame = object_of(params, "frame");
    if (text_of(frame, "id") != frame_) return;
    loader_ = text_of(frame, "loaderId");
    url_ = text_of(frame, "url");
    parsed_ = loaded_ = quiet_ = false;
    ++documents_;
  } else if (method == "Page.lifecycleEvent") {
    if (text_of(params, "frameId") != frame_ || text_of(params, "loaderId") != loader_) return;
    auto const name = text_of(params, "name");
    parsed_ |= name == "DOMContentLoaded";
    loaded_ |= name == "load";
    quiet_ |= name == "networkIdle";
  } else if (method.starts_with("Network.")) {
    auto const id = text_of(params, "requestId");
    if (method == "Network.requestWillBeSent") {
      // The request of a document has its loader's name.
      if (text_of(params, "frameId") != frame_ || text_of(params, "loaderId") != id) return;
      auto const& sent = object_of(params, "request");
      if (!web_address(text_of(sent, "url"))) return;  // "blob:", "about:": nothing is asked of a server
      if (requests_.size() >= most_requests && !requests_.contains(id)) requests_.clear();
      auto& request = requests_[id];
      request.url = text_of(sent, "url");
      if (request.request_headers.empty()) request.request_headers = lines_of(object_of(sent, "headers"));
      request.response = Json();
      last_asked_ = id;
      return;
    }
    auto const at = requests_.find(id);
    if (at == requests_.end()) return;
    auto& request = at->second;
    if (method == "Network.requestWillBeSentExtraInfo") {
      request.request_headers = lines_of(object_of(params, "headers"));
    } else if (method == "Network.responseReceivedExtraInfo") {
      // Pairs with the answers by order only, so one of a redirect is told by its status.
      auto const text = text_of(params, "headersText");
      request.raw_headers = text.empty() ? lines_of(object_of(params, "headers")) : without_status(text);
      request.raw_status = number_of(params, "statusCode");
    } else if (method == "Network.responseReceived") {
      request.response = object_of(params, "response");
    } else if (method == "Network.loadingFailed") {
      // A script may stop its page from loading further: what is there is what it wants to show.
      if (!is_true(params, "canceled")) request.failure = text_of(params, "errorText");
    }
  }
}

DocumentRecord::Request const* DocumentRecord::current() const {
  auto at = requests_.find(loader_);
  if (at == requests_.end()) at = requests_.find(last_asked_);
  return at == requests_.end() ? nullptr : &at->second;
}

std::string DocumentRecord::failure() const {
  auto const* const request = current();
  return request ? request->failure : std::string();
}

std::int64_t DocumentRecord::port() const {
  auto const* const request = current();
  return request ? number_of(request->response, "remotePort") : 0;
}

void DocumentRecord::fill(Exchange& exchange) const {
  auto const* const request = current();
  if (!request) return;
  if (!request->url.empty()) exchange.url = without_fragment(request->url);
  exchange.request_headers = request->request_headers;
  if (!request->response.is_object()) return;
  exchange.status = static_cast<std::int32_t>(number_of(request->response, "status"));
  exchange.protocol = protocol_name(text_of(request->response, "protocol"));
  exchange.address = text_of(request->response, "remoteIPAddress");
  exchange.headers = request->raw_status == exchange.status && !request->raw_headers.empty()
                         ? request->raw_headers
                         : lines_of(object_of(request->response, "headers"));
}

}  // namespace smallprint::ingest
