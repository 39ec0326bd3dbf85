#include "ingest/browser/devtools_pipe.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace smallprint::ingest {
namespace {

using corpus::Errc;
using corpus::Error;

Error failure(Errc code, std::string message) {
  return {code, "browser", 0, std::move(message)};
}

/// Waits until the socket is ready. \returns true when it is
corpus::Result<void> ready(int socket, short events, Deadline const& deadline) {
  using namespace std::chrono;
  while (true) {
    if (deadline.passed()) return failure(Errc::interrupted, "no answer in time");
    auto const left = duration_cast<milliseconds>(deadline.end - steady_clock::now()).count();
    pollfd one{socket, events, 0};
    auto const got = ::poll(&one, 1, static_cast<int>(std::clamp<std::int64_t>(left, 1, 100)));
    if (got > 0) return {};
    if (got < 0 && errno != EINTR) return failure(Errc::io, std::strerror(errno));
  }
}

Json const* member(Json const& object, std::string_view name) {
  if (!object.is_object()) return nullptr;
  auto const at = object.find(name);
  return at == object.end() ? nullptr : &*at;
}

}  // namespace

std::string text_of(Json const& object, std::string_view name) {
  auto const* const value = member(object, name);
  return value && value->is_string() ? value->get<std::string>() : std::string();
}

std::int64_t number_of(Json const& object, std::string_view name) {
  auto const* const value = member(object, name);
  return value && value->is_number_integer() ? value->get<std::int64_t>() : 0;
}

bool is_true(Json const& object, std::string_view name) {
  auto const* const value = member(object, name);
  return value && value->is_boolean() && value->get<bool>();
}

Json const& object_of(Json const& object, std::string_view name) {
  static Json const empty = Json::object();
  auto const* const value = member(object, name);
  return value && value->is_object() ? *value : empty;
}

DevtoolsPipe::DevtoolsPipe(int to, int from, std::size_t message_bytes)
    : to_(to), from_(from), message_bytes_(message_bytes) {}

corpus::Result<std::int64_t> DevtoolsPipe::send(std::string const& method, Json const& params,
                                                std::string const& session, Deadline const& deadline) {
  Json message{{"id", ++last_id_}, {"method", method}, {"params", params}};
  if (!session.empty()) message["sessionId"] = session;
  auto text = message.dump(-1, ' ', false, Json::error_handler_t::replace);
  text += '\0';
  for (std::size_t sent = 0; sent < text.size();) {
    if (auto const open = ready(to_, POLLOUT, deadline); open.has_error()) return open.error();
    auto const got = ::send(to_, text.data() + sent, text.size() - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (got >= 0)
      sent += static_cast<std::size_t>(got);
    else if (errno != EINTR && errno != EAGAIN)
      return failure(Errc::io, "it is gone: " + std::string(std::strerror(errno)));
  }
  return last_id_;
}

/// The next message, without its NUL.
corpus::Result<std::string> DevtoolsPipe::read(Deadline const& deadline) {
  while (true) {
    auto const end = buffer_.find('\0', scanned_);
    if (end != std::string::npos && end - begin_ <= message_bytes_) {
      auto message = buffer_.substr(begin_, end - begin_);
      begin_ = scanned_ = end + 1;
      return message;
    }
    buffer_.erase(0, begin_);
    begin_ = 0;
    scanned_ = buffer_.size();
    if (end != std::string::npos || buffer_.size() > message_bytes_)
      return failure(Errc::too_large, "a message of more than " + std::to_string(message_bytes_) + " bytes");

    if (auto const filled = ready(from_, POLLIN, deadline); filled.has_error()) return filled.error();
    std::array<char, 65536> part;  // NOLINT: filled by recv
    auto const got = ::recv(from_, part.data(), part.size(), MSG_DONTWAIT);
    if (got > 0)
      buffer_.append(part.data(), static_cast<std::size_t>(got));
    else if (got == 0)
      return failure(Errc::io, "it is gone");
    else if (errno != EINTR && errno != EAGAIN)
      return failure(Errc::io, "it is gone: " + std::string(std::strerror(errno)));
  }
}

corpus::Result<DevtoolsPipe::Answer> DevtoolsPipe::take(Deadline const& deadline) {
  // A flood of events must not keep a wait from ending.
  if (deadline.passed()) return failure(Errc::interrupted, "no answer in time");
  auto text = read(deadline);
  if (text.has_error()) return text.error();
  auto message = Json::parse(*text, nullptr, false);
  if (!message.is_object()) return failure(Errc::syntax, "a message that is no JSON object");
  if (auto const method = text_of(message, "method"); !method.empty()) {
    if (handler_) handler_(method, object_of(message, "params"), text_of(message, "sessionId"));
    return Answer{};
  }
  Answer answer;
  answer.id = number_of(message, "id");
  answer.is_refusal = message.contains("error");
  if (answer.is_refusal)
    answer.refusal = text_of(object_of(message, "error"), "message");
  else if (auto const at = message.find("result"); at != message.end())
    answer.result = std::move(*at);
  return answer;
}

corpus::Result<Json> DevtoolsPipe::call(std::string const& method, Json const& params, std::string const& session,
                                        Deadline const& deadline) {
  auto const id = send(method, params, session, deadline);
  if (id.has_error()) return id.error();
  while (true) {
    auto answer = take(deadline);
    if (answer.has_error()) return answer.error();
    if (answer->id != *id) continue;
    if (answer->is_refusal) return failure(Errc::schema, method + " was refused: " + answer->refusal);
    // JSON turns itself into anything: the result must be told what it gets.
    return {boost::system::in_place_value, std::move(answer->result)};
  }
}

corpus::Result<void> DevtoolsPipe::post(std::string const& method, Json const& params, std::string const& session,
                                        Deadline const& deadline) {
  auto const id = send(method, params, session, deadline);
  if (id.has_error()) return id.error();
  return {};
}

corpus::Result<void> DevtoolsPipe::wait(Deadline const& deadline, std::function<bool()> const& done) {
  while (!done()) {
    auto const answer = take(deadline);
    if (answer.has_error()) return answer.error();
  }
  return {};
}

}  // namespace smallprint::ingest
