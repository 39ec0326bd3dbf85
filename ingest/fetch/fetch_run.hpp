#pragma once
#include "ingest/fetch/backoff.hpp"
#include "ingest/fetch/course.hpp"
#include "ingest/fetch/curl_handles.hpp"
#include "ingest/fetch/fetcher.hpp"
#include "ingest/fetch/host_queue.hpp"
#include "ingest/fetch/proxy.hpp"
#include "ingest/fetch/robots.hpp"
#include "ingest/fetch/transfer.hpp"

#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace smallprint::ingest {

/// The loop behind a Fetcher: courses wait in the host queue, transfers run on one multi handle, robots.txt is a
/// course of its own that a host's pages wait for.
class FetchRun {
 public:
  /// \param options  with `now` and `interrupted` set
  FetchRun(FetchOptions options, std::string authorities);
  FetchRun(FetchRun const&) = delete;
  FetchRun& operator=(FetchRun const&) = delete;

  void fetch(std::span<FetchRequest const> requests, Fetcher::Done const& done);

 private:
  struct Job {
    Course course;
    std::size_t request = 0;  // of a page
    std::string rules_of;     // the host whose robots.txt it is; empty: a page
    [[nodiscard]] bool is_page() const { return rules_of.empty(); }
  };
  struct Running {
    HostQueue::Job job = 0;
    std::string host;
    std::unique_ptr<Transfer> transfer;
  };
  struct HostState {
    enum class Rules : std::uint8_t { unknown, asked, known, unreachable };
    Rules state = Rules::unknown;
    RobotsRules rules;
    FetchEnd end = FetchEnd::failed;  // of each page, when the rules cannot be had
    std::string why;                  // the same
    std::string leave_alone;          // the detail for all that is not asked any more; empty: it may be asked
  };

  void take(FetchRequest const& request, std::size_t number);
  /// Puts a job into the queue of the host of its URL, behind a request for the host's robots.txt where it is not
  /// known.
  void place(HostQueue::Job id, bool goes_on);
  void ask_rules(std::string const& host);
  void start_what_may();
  void begin(HostQueue::Job id);
  /// Why a job is not to be asked; nothing: it is.
  [[nodiscard]] std::optional<std::pair<FetchEnd, std::string>> objection(Job const& job);
  void collect();
  void end_stalled();
  void finish(Transfer& transfer, CURLcode code);
  void end_job(HostQueue::Job id);
  void learn_rules(Job& job);
  void leave_alone(std::string const& host, std::string const& url, std::string const& until);
  void wait_for_news();
  void give_up();
  [[nodiscard]] HostState& state(std::string const& host) { return hosts_[host]; }

  FetchOptions options_;
  std::string authorities_;
  FetchLimits rules_limits_;
  std::string product_;
  Environment environment_ = process_environment();
  Backoff backoff_;
  HostQueue queue_;
  std::unordered_map<std::string, HostState> hosts_;
  MultiHandle multi_;  // before the transfers: it goes last
  std::vector<Running> running_;
  std::deque<std::optional<Job>> jobs_;  // by the queue's number; empty once ended
  std::size_t open_pages_ = 0;
  Fetcher::Done const* done_ = nullptr;
};

}  // namespace smallprint::ingest
