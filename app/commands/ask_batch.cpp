#include "app/commands/ask_batch.hpp"

#include "report/json.hpp"

#include <fmt/format.h>

#include <condition_variable>
#include <exception>
#include <fstream>
#include <iostream>
#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>
#include <unordered_map>

namespace smallprint::app {
namespace {

constexpr std::size_t longest_line = 1u << 20;  // bytes
constexpr std::size_t ahead = 4;                // lines a worker that are answered before their turn to be printed

/// A line of the file.
struct Line {
  std::size_t turn = 0;    ///< 0, 1, 2 ... among those that are answered
  std::size_t number = 0;  ///< in the file, from 1
  std::string text;
};

/// What is printed for a line.
struct Output {
  std::string text;
  bool bad = false;
  std::exception_ptr failure;  ///< the index or the archive could not be read: nothing more is printed
};

/// Gives lines to workers and prints what comes back in their order. Thread-safe.
class Lines {
 public:
  Lines(std::istream& in, std::size_t most_ahead) : in_(in), most_ahead_(most_ahead) {}

  /// The next line that is not blank. Waits while too many are answered and not printed. \returns nothing at the end
  std::optional<Line> take() {
    std::lock_guard const reading(read_);
    Line line;
    do {
      if (stopped() || !std::getline(in_, line.text)) return std::nullopt;
      line.number = ++number_;
    } while (line.text.find_first_not_of(" \t\r") == std::string::npos);
    line.turn = turns_++;
    std::unique_lock lock(print_);
    printed_.wait(lock, [&] { return code_ || line.turn < turn_ + most_ahead_; });
    return code_ ? std::nullopt : std::optional(std::move(line));
  }

  void give(std::size_t turn, Output output) {
    std::lock_guard const lock(print_);
    waiting_.emplace(turn, std::move(output));
    for (auto it = waiting_.begin(); !code_ && it != waiting_.end() && it->first == turn_; it = waiting_.erase(it)) {
      ++turn_;
      if (it->second.failure) {
        failure_ = it->second.failure;
        code_ = Exit::failure;
      } else if (auto const printed = print(it->second.text, Exit::done); printed != Exit::done) {
        code_ = printed;
      }
      any_bad_ = any_bad_ || it->second.bad;
    }
    printed_.notify_all();
  }

  /// \pre no worker is left. \returns the exit code; throws what made a worker stop
  int finish() {
    if (failure_) std::rethrow_exception(failure_);
    return code_.value_or(any_bad_ ? Exit::failure : Exit::done);
  }

 private:
  bool stopped() {
    std::lock_guard const lock(print_);
    return code_.has_value();
  }

  std::istream& in_;
  std::size_t most_ahead_;
  std::mutex read_;  // guards in_, number_, turns_; taken before print_
  std::size_t number_ = 0, turns_ = 0;
  std::mutex print_;  // guards the rest
  std::condition_variable printed_;
  std::map<std::size_t, Output> waiting_;
  std::size_t turn_ = 0;  ///< that is printed next
  bool any_bad_ = false;
  std::optional<int> code_;  ///< set: stop
  std::exception_ptr failure_;
};

report::Json error_line(report::Json id, std::string const& message) {
  return {{"id", std::move(id)}, {"error", message}};
}

/// Answers lines by one connection.
class Worker {
 public:
  Worker(index::Store& store, query::Asker& asker, BatchOptions const& options)
      : store_(store), asker_(asker), options_(options) {}

  Output answer(Line const& line) {
    report::Json id;
    auto const answers = ask(line, id);
    Output out;
    if (answers) {
      for (auto const& one : *answers) out.text += report::dump(report::batch_line(id, one)) + "\n";
    } else {
      out.text = report::dump(error_line(id, answers.error().source + ": " + answers.error().message)) + "\n";
      out.bad = true;
    }
    return out;
  }

 private:
  corpus::Result<std::vector<query::Answer>> ask(Line const& line, report::Json& id) {
    auto const bad = [&](std::string message) {
      return corpus::Error{corpus::Errc::syntax, fmt::format("{}:{}", options_.file, line.number), 0,
                           std::move(message)};
    };
    if (line.text.size() > longest_line) return bad("a line has at most 1 MiB");
    auto const row = report::Json::parse(line.text, nullptr, false);
    if (row.is_discarded() || !row.is_object()) return bad("expected a JSON object");
    if (row.contains("id")) id = row["id"];
    if (!row.contains("text") || !row["text"].is_string()) return bad("expected a string \"text\"");
    query::AskScope scope;
    scope.as_of = options_.as_of;
    scope.max_quotes = options_.quotes;
    if (row.contains("provider") && !row["provider"].is_null()) {
      if (!row["provider"].is_string()) return bad("expected a string \"provider\"");
      auto const typed = row["provider"].get<std::string>();
      auto it = known_.find(typed);
      if (it == known_.end()) {
        auto names = authorities(store_, {typed});
        if (!names) return names.error();
        it = known_.emplace(typed, std::move(*names)).first;
      }
      scope.authorities = it->second;
    }
    return asker_.ask(row["text"].get<std::string>(), options_.topic, scope);
  }

  index::Store& store_;
  query::Asker& asker_;
  BatchOptions const& options_;
  std::unordered_map<std::string, std::vector<std::string>> known_;  // what was typed -> the index's name
};

/// \param first  takes the connection of `reading`; the others open their own when there is a line for them
void work(Lines& lines, Reading& reading, BatchOptions const& options, bool first) {
  Connection own;
  std::optional<Worker> worker;
  while (auto const line = lines.take()) {
    Output out;
    try {
      if (!worker) {
        if (!first) own = connect_again(reading);
        worker.emplace(first ? *reading.store : *own.store, first ? *reading.asker : *own.asker, options);
      }
      out = worker->answer(*line);
    } catch (...) {
      out.failure = std::current_exception();
    }
    lines.give(line->turn, std::move(out));
  }
}

}  // namespace

int ask_batch(Reading& reading, BatchOptions const& options) {
  std::ifstream file;
  if (options.file != "-") {
    file.open(options.file, std::ios::binary);
    if (!file) return report_error({corpus::Errc::io, options.file, 0, "cannot read the file"});
  }
  auto& in = options.file == "-" ? std::cin : static_cast<std::istream&>(file);
  Lines lines(in, ahead * reading.sharers);
  {
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < reading.sharers; ++i)
      others.emplace_back([&] { work(lines, reading, options, false); });
    work(lines, reading, options, true);
  }
  auto const code = lines.finish();
  if (in.bad()) return report_error({corpus::Errc::io, options.file, 0, "reading failed"});
  return code;
}

}  // namespace smallprint::app
