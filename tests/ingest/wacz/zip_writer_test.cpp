#include "ingest/wacz/zip_writer.hpp"

#include "tests/ingest/wacz/reading.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace smallprint;
using namespace smallprint::ingest::wacz;

namespace {

/// Two entries of unknown size around two of known size.
std::vector<ZipEntry> write(fs::path const& file, std::uint64_t zip64_from) {
  auto out = OutputFile::create(file).value();
  ZipWriter zip(*out, "2025-06-13T04:12:07Z", zip64_from);
  std::vector<ZipEntry> entries;
  zip.begin("archive/data.warc.gz").value();
  for (int i = 0; i < 100; ++i) zip.write(std::string(10'000, static_cast<char>('a' + i % 26))).value();
  entries.push_back(zip.end().value());
  entries.push_back(zip.add("pages/pages.jsonl", "{}\n").value());
  zip.begin("empty").value();
  entries.push_back(zip.end().value());
  entries.push_back(zip.add("last", "").value());
  zip.finish().value();
  out->keep().value();
  return entries;
}

}  // namespace

TEST_CASE("others read the file from its end and from its beginning", "[ingest][wacz]") {
  // Numbers of 64 bits nowhere, everywhere, and only for what lies far behind.
  auto const zip64_from = GENERATE(std::uint64_t{0xFFFFFFFF}, std::uint64_t{0}, std::uint64_t{500'000});
  test::Folder folder;
  auto const entries = write(folder / "out.zip", zip64_from);
  for (bool const streaming : {false, true}) {
    auto const read = test::read_zip(folder / "out.zip", streaming);
    CHECK(read.names == std::vector<std::string>{"archive/data.warc.gz", "pages/pages.jsonl", "empty", "last"});
    for (auto const& entry : entries) {
      CHECK(read.files.at(entry.name).size() == entry.bytes);
      CHECK("sha256:" + entry.sha256 == test::sha256_field(read.files.at(entry.name)));
    }
    CHECK(read.files.at("pages/pages.jsonl") == "{}\n");
  }
}

TEST_CASE("content is stored as it is, with the time that was given", "[ingest][wacz]") {
  test::Folder folder;
  write(folder / "out.zip", 0xFFFFFFFF);
  auto const bytes = test::read(folder / "out.zip");
  CHECK(bytes.find(std::string(10'000, 'c')) != std::string::npos);
  // 2025-06-13 04:12:06 as the format has it, the lowest byte first.
  CHECK(bytes.substr(10, 4) == std::string("\x83\x21\xCD\x5A", 4));
}
