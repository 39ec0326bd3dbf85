#include "ingest/browser/temporary_folder.hpp"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>

using namespace smallprint;
namespace fs = std::filesystem;

namespace {

std::string prefix() {
  return "smallprint-test-" + std::to_string(::getpid()) + "-";
}

}  // namespace

TEST_CASE("a temporary folder is private and goes with its object", "[ingest][browser]") {
  std::string path;
  {
    auto folder = ingest::TemporaryFolder::make(prefix()).value();
    path = folder.path();
    struct stat state {};
    REQUIRE(::stat(path.c_str(), &state) == 0);
    CHECK((state.st_mode & 0777) == 0700);
    fs::create_directories(path + "/a/b");
    std::ofstream(path + "/a/b/c") << "text";
    auto const moved = std::move(folder);
    CHECK(moved.path() == path);
  }
  CHECK_FALSE(fs::exists(path));
}

TEST_CASE("a folder of a killed process is cleared, one in use is not", "[ingest][browser]") {
  auto const ours = prefix();
  auto const mine = ingest::TemporaryFolder::make(ours).value();
  int told[2];
  REQUIRE(::pipe(told) == 0);
  auto const child = ::fork();
  if (child == 0) {
    auto const folder = ingest::TemporaryFolder::make(ours);
    auto const path = folder.has_value() ? folder->path() : "";
    [[maybe_unused]] auto const written = ::write(told[1], path.data(), path.size());
    ::kill(::getpid(), SIGKILL);
  }
  ::close(told[1]);
  std::string left(200, '\0');
  left.resize(static_cast<std::size_t>(std::max<ssize_t>(0, ::read(told[0], left.data(), left.size()))));
  ::close(told[0]);
  ::waitpid(child, nullptr, 0);
  REQUIRE(fs::is_directory(left));

  auto const next = ingest::TemporaryFolder::make(ours).value();
  CHECK_FALSE(fs::exists(left));
  CHECK(fs::is_directory(mine.path()));
  CHECK(fs::is_directory(next.path()));
}
