#include "ingest/wacz/cdxj.hpp"

#include "tests/ingest/wacz/reading.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace smallprint;
using namespace smallprint::ingest::wacz;

TEST_CASE("addresses sort by domain, then path, then query", "[ingest][wacz]") {
  // The right-hand sides are what warcio.js 2.4.11 gives.
  auto const [address, key] = GENERATE(table<char const*, char const*>({
      {"https://www2.Example.org:443/A/B?z=1&b=%2F&b", "org,example)/a/b?b&b=%2f&z=1"},
      {"http://user:pw@example.org:8080/", "org,example:8080)/"},
      {"https://www.example.org/?", "org,example)/"},
      {"https://wwwx.example.org/a;b=c?x", "org,example,wwwx)/a;b=c?x"},
      {"http://127.0.0.1/a", "1,0,0,127)/a"},
      {"http://[::1]:81/x", "[::1]:81)/x"},
      {"https://example.org/a?b=c?d&a", "org,example)/a?a&b=c?d"},
      {"https://www.org/", "org)/"},
      {"https://user@www.example.org/", "org,example,www)/"},
      {"http://example.org:443/", "org,example:443)/"},
      {"urn:x", "urn:x"},
  }));
  CHECK(surt(address) == key);
}

TEST_CASE("a line has what leads to its record", "[ingest][wacz]") {
  CdxjLine line{"https://www.acme.example/terms", "2025-06-13T04:12:07Z", "text/html", 200, "ab", 7, 1234, "d.warc.gz"};
  CHECK(cdxj_line(line) ==
        R"(example,acme)/terms 20250613041207 {"url":"https://www.acme.example/terms","mime":"text/html",)"
        R"("status":"200","digest":"sha256:ab","length":"1234","offset":"7","filename":"d.warc.gz"})");
  line.address = "https://acme.example/\"\\";
  auto const text = cdxj_line(line);
  CHECK(nlohmann::json::parse(text.substr(text.find(" {"))).at("url") == line.address);
}

TEST_CASE("blocks of the index are found by its summary", "[ingest][wacz]") {
  auto const count = GENERATE(0, 1, 999, 1000, 1001, 2500);
  test::Folder folder;
  LineSorter lines(folder.path());
  std::vector<std::string> expected;
  for (int i = 0; i < count; ++i) {
    auto const number = std::to_string(10'000 + i * 7 % 9973);
    expected.push_back("org,example)/" + number + " 20250101000000 {\"offset\":\"" + number + "\"}");
    REQUIRE(lines.add(expected.back()).has_value());
  }
  std::sort(expected.begin(), expected.end());
  std::string packed;
  auto const index = write_index(lines, [&](std::string_view bytes) -> corpus::Result<void> {
    packed += bytes;
    return {};
  });
  REQUIRE(index.has_value());
  CHECK(index->lines == count);
  CHECK(test::lines_of(test::inflate_all(packed)) == expected);
  auto const summary = test::lines_of(index->summary);
  REQUIRE(summary.size() == 1 + static_cast<std::size_t>(count + 999) / 1000);
  for (std::size_t i = 1; i < summary.size(); ++i) {
    auto const at = summary[i].find(" {");
    auto const block = nlohmann::json::parse(summary[i].substr(at));
    auto const [text, size] = test::inflate_member(std::string_view(packed).substr(block.at("offset")));
    CHECK(size == block.at("length"));
    CHECK(test::lines_of(text).front() == expected[(i - 1) * 1000]);
    CHECK(expected[(i - 1) * 1000].starts_with(summary[i].substr(0, at) + " {"));
  }
}
