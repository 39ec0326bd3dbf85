#include "ingest/browser/chromium_flags.hpp"

#include <unistd.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>

using namespace smallprint;

namespace {

bool has(std::vector<std::string> const& list, std::string const& entry) {
  return std::find(list.begin(), list.end(), entry) != list.end();
}

}  // namespace

TEST_CASE("the browser is told to go through the guard and nowhere else", "[ingest][browser]") {
  ingest::BrowserOptions options;
  options.user_agent = "smallprint/1.0";
  options.accept_language = "de-CH, de;q=0.8,*;q=0.1";
  auto const flags = ingest::chromium_flags(options, "/tmp/x", {}, 4711);
  CHECK(has(flags, "--user-data-dir=/tmp/x/profile"));
  CHECK(has(flags, "--user-agent=smallprint/1.0"));
  CHECK(has(flags, "--accept-lang=de-CH,de,*"));
  CHECK(has(flags, "--proxy-server=socks5://127.0.0.1:4711"));
  CHECK(has(flags, "--proxy-bypass-list=<-loopback>"));
  CHECK(has(flags, "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"));
  CHECK(has(flags, "--webrtc-ip-handling-policy=disable_non_proxied_udp"));
  CHECK(has(flags, "--disable-quic"));
  CHECK(has(flags, "--no-sandbox") == (::geteuid() == 0));
  for (auto const& flag : flags) CHECK(flag.starts_with("--"));

  auto const plain = ingest::chromium_flags({}, "/tmp/x", {}, 1);
  CHECK(std::none_of(plain.begin(), plain.end(), [](auto const& flag) { return flag.starts_with("--user-agent"); }));
}

TEST_CASE("the browser sees little of the environment", "[ingest][browser]") {
  ::setenv("SMALLPRINT_TEST_SECRET", "x", 1);
  auto const environment = ingest::chromium_environment("/tmp/x");
  CHECK(has(environment, "HOME=/tmp/x"));
  CHECK(has(environment, "TMPDIR=/tmp/x"));
  CHECK(has(environment, "TZ=UTC"));
  CHECK(has(environment, "PATH=" + std::string(std::getenv("PATH"))));
  CHECK(std::none_of(environment.begin(), environment.end(),
                     [](auto const& one) { return one.find("SECRET") != one.npos; }));
}
