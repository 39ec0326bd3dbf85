#include "parser/extract/bounded_child.hpp"

#include <catch2/catch_test_macros.hpp>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace smallprint;
using namespace std::chrono_literals;
using parser::ChildEnd;
using parser::ChildOutput;

namespace {

constexpr parser::ChildLimits ample{20s, 20s, 1u << 28, 1u << 24};

}  // namespace

TEST_CASE("a child gives its output back", "[parser][extract]") {
  auto const got = parser::run_in_child(
      [](ChildOutput const& give) { return give("one ") && give(std::string(200'000, 'x')) && give("end"); }, ample);
  CHECK(got.end == ChildEnd::done);
  CHECK(got.output == "one " + std::string(200'000, 'x') + "end");
}

TEST_CASE("what a child does is not seen here", "[parser][extract]") {
  int here = 1;
  auto const got = parser::run_in_child(
      [&](ChildOutput const& give) {
        here = 2;
        std::puts("not to be seen on the terminal");
        return give(std::to_string(here));
      },
      ample);
  CHECK(got.output == "2");
  CHECK(here == 1);
}

TEST_CASE("a child that fails is an end, not a crash", "[parser][extract]") {
  CHECK(parser::run_in_child([](ChildOutput const&) { return false; }, ample).end == ChildEnd::failed);
  CHECK(parser::run_in_child([](ChildOutput const&) -> bool { throw std::runtime_error("x"); }, ample).end ==
        ChildEnd::failed);
  auto const aborted = parser::run_in_child(
      [](ChildOutput const& give) -> bool {
        give("before");
        std::abort();
      },
      ample);
  CHECK(aborted.end == ChildEnd::failed);
  CHECK(aborted.output == "before");
}

TEST_CASE("a child is ended at its limits", "[parser][extract]") {
  auto const begin = std::chrono::steady_clock::now();
  auto const hangs = [](ChildOutput const& give) {
    give("x");
    for (std::atomic<int> i = 0;; ++i) {
    }
    return true;
  };
  CHECK(parser::run_in_child(hangs, {20s, 50ms, 1u << 28, 100}).end == ChildEnd::quiet);
  auto const talks = [](ChildOutput const& give) {
    while (give("x")) std::this_thread::sleep_for(1ms);
    return true;
  };
  CHECK(parser::run_in_child(talks, {100ms, 20s, 1u << 28, 1u << 20}).end == ChildEnd::late);
  CHECK(parser::run_in_child(talks, {20s, 20s, 1u << 28, 10}).end == ChildEnd::too_large);
  CHECK(std::chrono::steady_clock::now() - begin < 15s);
}

TEST_CASE("children of several threads do not wait for one another", "[parser][extract]") {
  std::vector<std::thread> threads;
  std::atomic<int> done = 0;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&, i] {
      auto const got = parser::run_in_child(
          [i](ChildOutput const& give) {
            std::this_thread::sleep_for(std::chrono::milliseconds(10 * i));
            return give(std::to_string(i));
          },
          ample);
      if (got.end == ChildEnd::done && got.output == std::to_string(i)) ++done;
    });
  for (auto& one : threads) one.join();
  CHECK(done == 8);
}
