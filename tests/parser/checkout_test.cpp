#include "tests/support/checkout.hpp"

#include <catch2/catch_message.hpp>
#include <catch2/catch_test_macros.hpp>

#include <array>
#include <barrier>
#include <fstream>
#include <iterator>
#include <thread>

namespace fs = std::filesystem;
using smallprint::test::clone_once;

namespace {

constexpr int all_files = 200;

int entries(fs::path const& folder) {
  std::error_code ec;
  return static_cast<int>(std::distance(fs::directory_iterator(folder, ec), fs::directory_iterator()));
}

/// A folder with a repository of `all_files` files, gone with its owner.
class Origin {
 public:
  Origin() {
    auto name = (fs::temp_directory_path() / "smallprint-checkout-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
    fs::create_directories(repository());
    for (int i = 0; i < all_files; ++i) std::ofstream(repository() / std::to_string(i)) << "terms " << i;
    auto const command =
        "cd '" + repository().string() +
        "' && git init -q && git add . && git -c user.name=t -c user.email=t@example.org commit -q -m t";
    REQUIRE(std::system(command.c_str()) == 0);
  }
  Origin(Origin const&) = delete;
  Origin& operator=(Origin const&) = delete;
  ~Origin() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  [[nodiscard]] fs::path const& path() const { return path_; }
  [[nodiscard]] fs::path repository() const { return path_ / "origin"; }

 private:
  fs::path path_;
};

}  // namespace

TEST_CASE("all who ask for a checkout at once get the same whole one", "[support]") {
  Origin const origin;
  auto const target = origin.path() / "real" / "bundle";
  constexpr std::size_t askers = 6;
  std::array<fs::path, askers> got;
  std::array<int, askers> seen{};
  {
    std::barrier start(static_cast<std::ptrdiff_t>(askers));
    std::array<std::jthread, askers> threads;
    for (std::size_t i = 0; i < askers; ++i)
      threads[i] = std::jthread([&, i] {
        start.arrive_and_wait();
        got[i] = clone_once(origin.repository(), target);
        seen[i] = entries(got[i]);
      });
  }
  for (std::size_t i = 0; i < askers; ++i) {
    CAPTURE(i);
    CHECK(got[i] == target);
    CHECK(seen[i] == all_files + 1);  // and .git
  }
  CHECK(entries(target.parent_path()) == 1);  // nothing is left of those who came second
}

TEST_CASE("what cannot be cloned leaves nothing behind", "[support]") {
  Origin const origin;
  auto const target = origin.path() / "real" / "bundle";
  CHECK(clone_once(origin.path() / "missing", target).empty());
  std::ofstream(origin.path() / "broken.bundle") << "no bundle";
  CHECK(clone_once(origin.path() / "broken.bundle", target).empty());
  CHECK(entries(target.parent_path()) == 0);
}
