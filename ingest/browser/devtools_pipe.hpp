#pragma once
#include "corpus/error.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace smallprint::ingest {

using Json = nlohmann::json;

/// When to give up: at a time, or as soon as `interrupted` says so (asked ten times a second).
struct Deadline {
  std::chrono::steady_clock::time_point end;
  std::function<bool()> interrupted;

  [[nodiscard]] bool passed() const {
    return std::chrono::steady_clock::now() >= end || (interrupted && interrupted());
  }
};

/// The member of that name when it is of that type; else "", 0, false or an empty object.
[[nodiscard]] std::string text_of(Json const& object, std::string_view name);
[[nodiscard]] std::int64_t number_of(Json const& object, std::string_view name);
[[nodiscard]] bool is_true(Json const& object, std::string_view name);
[[nodiscard]] Json const& object_of(Json const& object, std::string_view name);

/// The Chrome DevTools Protocol over a pair of sockets: JSON messages, each ended by NUL.
/// https://chromedevtools.github.io/devtools-protocol/
///
/// Used from one thread. Errors of all members:
/// \retval Errc::interrupted  the deadline passed
/// \retval Errc::io           the browser is gone
/// \retval Errc::too_large    a message of more than `message_bytes`: nothing more can be read
/// \retval Errc::syntax       a message that is no JSON object
/// \retval Errc::schema       the browser refused the command; the message says why
class DevtoolsPipe {
 public:
  using Handler = std::function<void(std::string const& method, Json const& params, std::string const& session)>;

  /// The sockets stay the caller's.
  DevtoolsPipe(int to, int from, std::size_t message_bytes);
  /// Called for each event, while a member waits. It may post(), and nothing else of this object.
  void on_event(Handler handler) { handler_ = std::move(handler); }

  /// Sends a command and waits for its result.
  [[nodiscard]] corpus::Result<Json> call(std::string const& method, Json const& params, std::string const& session,
                                          Deadline const& deadline);
  /// Sends a command whose result nobody needs.
  corpus::Result<void> post(std::string const& method, Json const& params, std::string const& session,
                            Deadline const& deadline);
  /// Takes events until `done` says so, asked after each of them and first of all.
  [[nodiscard]] corpus::Result<void> wait(Deadline const& deadline, std::function<bool()> const& done);

 private:
  struct Answer {
    std::int64_t id = 0;  ///< 0: the message was an event
    Json result;
    bool is_refusal = false;
    std::string refusal;
  };
  corpus::Result<std::int64_t> send(std::string const& method, Json const& params, std::string const& session,
                                    Deadline const& deadline);
  corpus::Result<std::string> read(Deadline const& deadline);
  corpus::Result<Answer> take(Deadline const& deadline);

  int to_;
  int from_;
  std::size_t message_bytes_;
  std::int64_t last_id_ = 0;
  std::string buffer_;
  std::size_t begin_ = 0;    ///< of the next message, in `buffer_`
  std::size_t scanned_ = 0;  ///< no end of a message before it
  Handler handler_;
};

}  // namespace smallprint::ingest
