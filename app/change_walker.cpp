#include "app/change_walker.hpp"

#include "corpus/data_folder.hpp"

#include <atomic>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>

namespace smallprint::app {

using corpus::Result;

Result<corpus::ChangeRules> open_change_rules(corpus::Lexicons const& lexicons) {
  auto const folder = corpus::data_folder();
  if (!folder) return folder.error();
  return corpus::load_change_rules(*folder / "change_rules.toml", lexicons.concepts);
}

namespace {

/// What went wrong first, by its index. Thread-safe.
class FirstFailure {
 public:
  void set(std::size_t at, std::optional<corpus::Error> error, std::exception_ptr thrown) {
    std::lock_guard const lock(mutex_);
    stop_ = true;
    if (at >= at_) return;
    at_ = at;
    error_ = std::move(error);
    thrown_ = std::move(thrown);
  }
  [[nodiscard]] bool stop() const { return stop_; }
  /// \pre no thread is left
  [[nodiscard]] Result<void> result() const {
    if (thrown_) std::rethrow_exception(thrown_);
    if (error_) return *error_;
    return {};
  }

 private:
  std::mutex mutex_;
  std::atomic<bool> stop_ = false;
  std::size_t at_ = SIZE_MAX;
  std::optional<corpus::Error> error_;
  std::exception_ptr thrown_;
};

}  // namespace

Result<void> in_parallel(Reading& reading, corpus::ChangeRules const& rules, std::size_t count, std::string_view stage,
                         ProgressBar& progress, std::function<Result<void>(ChangeWorker&, std::size_t)> const& work,
                         query::Depth depth) {
  std::atomic<std::size_t> next = 0, done = 0;
  FirstFailure failure;
  auto const run = [&](bool first) {
    Connection own;
    std::optional<query::ClauseReader> reader;
    std::optional<query::Differ> differ;
    for (auto at = next++; at < count && !failure.stop(); at = next++) {
      try {
        if (!differ) {
          if (!first) own = connect_again(reading);
          reader.emplace(first ? *reading.store : *own.store, reading.without, reading.sharers);
          differ.emplace(reading.lexicons, reading.topics, rules, *reader, depth);
        }
        ChangeWorker worker{first ? *reading.store : *own.store, first ? *reading.asker : *own.asker, *differ};
        if (auto const ok = work(worker, at); !ok) failure.set(at, ok.error(), nullptr);
      } catch (...) {
        failure.set(at, std::nullopt, std::current_exception());
      }
      ++done;
      if (first) progress.show(stage, static_cast<std::int64_t>(done.load()), static_cast<std::int64_t>(count), 0);
    }
  };
  {
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < reading.sharers; ++i) others.emplace_back([&] { run(false); });
    run(true);
  }
  progress.clear();
  return failure.result();
}

}  // namespace smallprint::app
