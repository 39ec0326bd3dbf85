#include "ingest/browser/child_process.hpp"

#include "processes.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <csignal>

using namespace smallprint;
using namespace std::chrono_literals;

namespace {

ingest::ChildOptions shell(std::string const& script) {
  ingest::ChildOptions options;
  options.program = "/bin/sh";
  options.arguments = {"-c", script};
  options.environment = {"PATH=/usr/bin:/bin", "WORD=said"};
  return options;
}

std::string receive_all(int socket) {
  std::string out;
  char part[4096];
  for (ssize_t got = 0; (got = ::recv(socket, part, sizeof part, 0)) > 0;)
    out.append(part, static_cast<std::size_t>(got));
  return out;
}

}  // namespace

TEST_CASE("a child talks over descriptors 3 and 4 and has no others", "[ingest][browser]") {
  auto const inherited = ::open("/dev/null", O_RDONLY);  // not to be closed by exec
  auto const child = ingest::ChildProcess::start(shell("read line <&3; echo \"$WORD $line\" >&4; ls /proc/self/fd >&4;"
                                                       "links=$(readlink /proc/$$/fd/0 /proc/$$/fd/1);"
                                                       "echo \"$links\" >&4; ulimit -c >&4;"
                                                       "ulimit -n >&4; ulimit -d >&4; env | grep -c HOME >&4"))
                         .value();
  REQUIRE(::send((*child).to(), "hello\n", 6, MSG_NOSIGNAL) == 6);
  // "ls" opens the folder it lists: 5.
  CHECK(receive_all(child->from()) == "said hello\n0\n1\n2\n3\n4\n5\n/dev/null\n/dev/null\n0\n4096\nunlimited\n0\n");
  CHECK(::getpgid(child->group()) == child->group());
  ::close(inherited);
}

TEST_CASE("a child's limits hold for it", "[ingest][browser]") {
  auto options = shell("ulimit -d >&4; ulimit -n >&4");
  options.data_bytes = 64u << 20;
  options.files = 100;
  auto const child = ingest::ChildProcess::start(options).value();
  CHECK(receive_all(child->from()) == "65536\n100\n");
}

TEST_CASE("the end of a child's error output is kept", "[ingest][browser]") {
  auto options = shell("i=0; while [ $i -lt 2000 ]; do echo line $i >&2; i=$((i+1)); done; echo out; exit 3");
  options.error_bytes = 100;
  auto const child = ingest::ChildProcess::start(options).value();
  CHECK(receive_all(child->from()).empty());
  for (int i = 0; i < 100 && !child->errors().ends_with("line 1999\n"); ++i) ::usleep(10'000);
  CHECK(child->errors().size() == 100);
  CHECK(child->errors().ends_with("line 1998\nline 1999\n"));
  for (int i = 0; i < 100 && child->running(); ++i) ::usleep(10'000);
  CHECK_FALSE(child->running());
}

TEST_CASE("a program that cannot be started is an error", "[ingest][browser]") {
  auto options = shell("");
  options.program = "/nowhere/program";
  auto const got = ingest::ChildProcess::start(options);
  REQUIRE(got.has_error());
  CHECK(got.error().code == corpus::Errc::io);
  CHECK(got.error().source == "/nowhere/program");
  CHECK(got.error().message == "it cannot be started: No such file or directory");
}

TEST_CASE("a group ends with its object, unwilling or not", "[ingest][browser]") {
  pid_t group = 0;
  auto begin = std::chrono::steady_clock::now();
  SECTION("asked") {
    auto const child = ingest::ChildProcess::start(shell("sleep 1000 & sleep 1000 & echo >&4; wait")).value();
    group = child->group();
    char byte = 0;
    REQUIRE(::recv(child->from(), &byte, 1, 0) == 1);
    CHECK(living_of(group) == 3);
    CHECK(child->running());
    begin = std::chrono::steady_clock::now();
  }
  SECTION("killed") {
    auto options = shell("trap '' TERM; sleep 1000 & echo >&4; while :; do sleep 1000; done");
    options.grace = 200ms;
    auto const child = ingest::ChildProcess::start(options).value();
    group = child->group();
    char byte = 0;
    REQUIRE(::recv(child->from(), &byte, 1, 0) == 1);
    begin = std::chrono::steady_clock::now();
  }
  SECTION("the first of it gone before") {
    auto const child = ingest::ChildProcess::start(shell("sleep 1000 & echo >&4")).value();
    group = child->group();
    char byte = 0;
    REQUIRE(::recv(child->from(), &byte, 1, 0) == 1);
    for (int i = 0; i < 100 && child->running(); ++i) ::usleep(10'000);
    CHECK(living_of(group) == 1);
  }
  CHECK(std::chrono::steady_clock::now() - begin < 1500ms);
  CHECK(living_of(group) == 0);
}

TEST_CASE("a child dies with this process, even when that is killed", "[ingest][browser]") {
  int told[2];
  REQUIRE(::pipe(told) == 0);
  auto const helper = ::fork();
  if (helper == 0) {
    auto const child = ingest::ChildProcess::start(shell("trap '' TERM HUP; exec sleep 1000"));
    auto const group = child.has_value() ? (*child)->group() : 0;
    [[maybe_unused]] auto const written = ::write(told[1], &group, sizeof group);
    ::kill(::getpid(), SIGKILL);
  }
  pid_t group = 0;
  REQUIRE(::read(told[0], &group, sizeof group) == sizeof group);
  ::close(told[0]);
  ::close(told[1]);
  ::waitpid(helper, nullptr, 0);
  REQUIRE(group > 0);
  for (int i = 0; i < 200 && living_of(group); ++i) ::usleep(10'000);
  CHECK(living_of(group) == 0);
}
