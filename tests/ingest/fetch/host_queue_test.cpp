#include "ingest/fetch/host_queue.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <map>

using namespace smallprint::ingest;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

HostQueue::Time at(double time) {
  return HostQueue::Time{std::chrono::duration_cast<HostQueue::Wait>(std::chrono::duration<double>(time))};
}

}  // namespace

TEST_CASE("a host is asked one at a time, with a delay after the end", "[ingest][fetch]") {
  HostQueue queue(4, seconds(1));
  queue.add("a", 1);
  queue.add("a", 2);
  queue.add("b", 3);
  CHECK(queue.start(at(0)) == 1u);
  CHECK(queue.start(at(0)) == 3u);  // meanwhile another goes on
  CHECK(queue.start(at(50)) == std::nullopt);
  CHECK(queue.next_start() == std::nullopt);
  queue.finish("a", at(60));
  CHECK(queue.next_start() == at(61));
  CHECK(queue.start(at(60.9)) == std::nullopt);
  CHECK(queue.start(at(61)) == 2u);
  queue.finish("a", at(62));
  CHECK(queue.next_start() == std::nullopt);
  queue.add("a", 4);  // long after: the delay still counts
  CHECK(queue.next_start() == at(63));
}

TEST_CASE("so many hosts at once and no more, the one that waited longest first", "[ingest][fetch]") {
  HostQueue queue(2, seconds(1));
  for (HostQueue::Job i = 0; i < 4; ++i) queue.add(std::string(1, static_cast<char>('a' + i)), i);
  CHECK(queue.start(at(0)) == 0u);
  CHECK(queue.start(at(0)) == 1u);
  CHECK(queue.start(at(9)) == std::nullopt);
  queue.add("a", 9);
  queue.finish("a", at(9));
  CHECK(queue.start(at(20)) == 2u);
  queue.finish("b", at(20));
  CHECK(queue.start(at(20)) == 3u);  // "a" may, but its turn came later
  queue.finish("c", at(20));
  CHECK(queue.start(at(20)) == 9u);
}

TEST_CASE("rules go before the pages that are held for them", "[ingest][fetch]") {
  HostQueue queue(2, seconds(1));
  queue.hold_pages("a");
  queue.add("a", 1);
  queue.add_rules("a", 2);
  CHECK(queue.start(at(0)) == 2u);
  queue.finish("a", at(0));
  CHECK(queue.start(at(9)) == std::nullopt);
  queue.add_rules("a", 3);  // another host's rules lead here
  CHECK(queue.start(at(9)) == 3u);
  queue.finish("a", at(9));
  queue.slow_down("a", seconds(5));
  queue.release_pages("a");
  CHECK(queue.next_start() == at(14));
  CHECK(queue.start(at(14)) == 1u);
}

TEST_CASE("what was begun goes on before the next page", "[ingest][fetch]") {
  HostQueue queue(2, seconds(1));
  queue.add("a", 1);
  queue.add("a", 2);
  CHECK(queue.start(at(0)) == 1u);
  queue.finish("a", at(1));
  queue.wait_until("a", at(100));
  queue.add_first("a", 1);
  CHECK(queue.next_start() == at(100));
  CHECK(queue.start(at(100)) == 1u);
  queue.skip("a");  // not asked after all: no delay
  CHECK(queue.start(at(100)) == 2u);
}

TEST_CASE("pages can be dropped, and all be forgotten but when a host was asked", "[ingest][fetch]") {
  HostQueue queue(1, seconds(1));
  queue.add("a", 1);
  queue.add("a", 2);
  queue.add("b", 3);
  CHECK(queue.drop_pages("a") == std::vector<HostQueue::Job>{1, 2});
  CHECK(queue.start(at(0)) == 3u);
  queue.clear(at(5));
  CHECK(queue.next_start() == std::nullopt);
  queue.add("b", 4);
  CHECK(queue.next_start() == at(6));
  queue.slow_down("b", milliseconds(1));  // shorter than that of all
  CHECK(queue.next_start() == at(6));
}

TEST_CASE("two hundred requests to twenty hosts take the time of ten delays", "[ingest][fetch]") {
  HostQueue queue(16, seconds(1));
  for (HostQueue::Job i = 0; i < 200; ++i) queue.add("host" + std::to_string(i % 20), i);
  // Each request takes 0.1 s; time jumps to the next thing that happens.
  auto now = at(0);
  std::multimap<HostQueue::Time, std::string> ends;
  std::map<std::string, std::vector<HostQueue::Job>> order;
  while (true) {
    while (auto const job = queue.start(now)) {
      auto const host = "host" + std::to_string(*job % 20);
      order[host].push_back(*job);
      ends.emplace(now + milliseconds(100), host);
      REQUIRE(ends.size() <= 16);
    }
    auto next = queue.next_start();
    if (!ends.empty() && (!next || ends.begin()->first <= *next)) {
      now = ends.begin()->first;
      queue.finish(ends.begin()->second, now);
      ends.erase(ends.begin());
    } else if (next) {
      now = *next;
    } else {
      break;
    }
  }
  CHECK(order.size() == 20);
  for (auto const& [host, jobs] : order) {
    CHECK(jobs.size() == 10);
    CHECK(std::is_sorted(jobs.begin(), jobs.end()));
  }
  CHECK(now >= at(10));
  CHECK(now < at(11.5));
}
