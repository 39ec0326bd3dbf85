#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace smallprint::ingest {

/// Which request may start when: one at a time for each host, with a delay after it, so many hosts at once. Knows
/// neither network nor clock: times are handed in. A host with a turn goes before those whose turn came later.
class HostQueue {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Wait = std::chrono::steady_clock::duration;
  using Job = std::size_t;  ///< the caller's number for a request

  /// \param delay  between the end of a request and the next to the same host
  HostQueue(std::size_t hosts_at_once, Wait delay) : most_(hosts_at_once), delay_(delay) {}

  void add(std::string const& host, Job page);        ///< behind the host's other pages
  void add_first(std::string const& host, Job page);  ///< before them: it goes on with what was begun
  void add_rules(std::string const& host, Job job);   ///< before all pages, and while they are held too
  void hold_pages(std::string const& host);           ///< none starts until release_pages()
  void release_pages(std::string const& host);
  std::vector<Job> drop_pages(std::string const& host);  ///< those that wait, in order; they are forgotten

  void wait_until(std::string const& host, Time time);  ///< nothing starts there before
  void slow_down(std::string const& host, Wait delay);  ///< counts where it is longer than the delay of all

  /// The next job that may start; its host is busy from now on until finish() or skip().
  [[nodiscard]] std::optional<Job> start(Time now);
  void finish(std::string const& host, Time now);  ///< the request ended: the delay begins
  void skip(std::string const& host);              ///< what had started was not asked after all: no delay

  /// When start() is to be asked again; nothing while no job waits that the end of another would not free.
  [[nodiscard]] std::optional<Time> next_start() const;
  /// Forgets all jobs and holds, and that any host is busy; when hosts were last asked stays known.
  void clear(Time now);

 private:
  struct Host {
    std::deque<Job> rules, pages;
    bool held = false, busy = false;
    std::optional<Time> last_end;
    Time not_before{};
    Wait delay{0};
    std::uint64_t order = 0;     // hosts first seen go first
    std::optional<Time> listed;  // under which time it stands in `turns_`
  };
  Host& host(std::string const& name);
  void list(Host& host);

  std::size_t most_, busy_ = 0;
  Wait delay_;
  std::unordered_map<std::string, Host> hosts_;
  std::set<std::pair<std::pair<Time, std::uint64_t>, Host*>> turns_;  // hosts that wait for their turn alone
};

}  // namespace smallprint::ingest
