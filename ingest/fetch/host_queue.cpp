#include "ingest/fetch/host_queue.hpp"

#include <algorithm>

namespace smallprint::ingest {

HostQueue::Host& HostQueue::host(std::string const& name) {
  auto const [at, is_new] = hosts_.try_emplace(name);
  if (is_new) {
    at->second.delay = delay_;
    at->second.order = hosts_.size();
  }
  return at->second;
}

void HostQueue::list(Host& host) {
  if (host.listed) turns_.erase({{*host.listed, host.order}, &host});
  host.listed.reset();
  if (host.busy || (host.rules.empty() && (host.pages.empty() || host.held))) return;
  auto time = host.not_before;
  if (host.last_end) time = std::max(time, *host.last_end + host.delay);
  host.listed = time;
  turns_.insert({{time, host.order}, &host});
}

void HostQueue::add(std::string const& name, Job page) {
  auto& at = host(name);
  at.pages.push_back(page);
  list(at);
}

void HostQueue::add_first(std::string const& name, Job page) {
  auto& at = host(name);
  at.pages.push_front(page);
  list(at);
}

void HostQueue::add_rules(std::string const& name, Job job) {
  auto& at = host(name);
  at.rules.push_back(job);
  list(at);
}

void HostQueue::hold_pages(std::string const& name) {
  auto& at = host(name);
  at.held = true;
  list(at);
}

void HostQueue::release_pages(std::string const& name) {
  auto& at = host(name);
  at.held = false;
  list(at);
}

std::vector<HostQueue::Job> HostQueue::drop_pages(std::string const& name) {
  auto& at = host(name);
  std::vector<Job> out(at.pages.begin(), at.pages.end());
  at.pages.clear();
  list(at);
  return out;
}

void HostQueue::wait_until(std::string const& name, Time time) {
  auto& at = host(name);
  at.not_before = std::max(at.not_before, time);
  list(at);
}

void HostQueue::slow_down(std::string const& name, Wait delay) {
  auto& at = host(name);
  at.delay = std::max(at.delay, delay);
  list(at);
}

std::optional<HostQueue::Job> HostQueue::start(Time now) {
  if (busy_ >= most_ || turns_.empty() || turns_.begin()->first.first > now) return std::nullopt;
  auto& at = *turns_.begin()->second;
  auto& jobs = at.rules.empty() ? at.pages : at.rules;
  auto const job = jobs.front();
  jobs.pop_front();
  at.busy = true;
  ++busy_;
  list(at);
  return job;
}

void HostQueue::finish(std::string const& name, Time now) {
  host(name).last_end = now;
  skip(name);
}

void HostQueue::skip(std::string const& name) {
  auto& at = host(name);
  if (at.busy) --busy_;
  at.busy = false;
  list(at);
}

std::optional<HostQueue::Time> HostQueue::next_start() const {
  if (busy_ >= most_ || turns_.empty()) return std::nullopt;
  return turns_.begin()->first.first;
}

void HostQueue::clear(Time now) {
  for (auto& [name, at] : hosts_) {
    at.rules.clear();
    at.pages.clear();
    if (at.busy) at.last_end = now;
    at.held = at.busy = false;
    list(at);
  }
  busy_ = 0;
}

}  // namespace smallprint::ingest
