#include "ingest/wacz/output_file.hpp"

#include "tests/ingest/workbench.hpp"

#include <catch2/catch_test_macros.hpp>
#include <iterator>

using namespace smallprint;
using ingest::wacz::OutputFile;

namespace {

auto files_in(fs::path const& folder) {
  return std::distance(fs::directory_iterator(folder), fs::directory_iterator());
}

}  // namespace

TEST_CASE("a file takes its place when it is kept", "[ingest][wacz]") {
  test::Folder folder;
  test::write(folder / "out", "older");
  auto file = OutputFile::create(folder / "out").value();
  std::string const large(1 << 20, 'x');
  REQUIRE(file->write("start").has_value());
  REQUIRE(file->write(large).has_value());
  REQUIRE(file->write("end").has_value());
  CHECK(file->size() == 5 + large.size() + 3);
  REQUIRE(file->patch(1, "TA").has_value());
  REQUIRE(file->patch(5 + large.size() + 1, "ND").has_value());
  CHECK(test::read(folder / "out") == "older");
  REQUIRE(file->keep().has_value());
  CHECK(test::read(folder / "out") == "sTArt" + large + "eND");
  file.reset();
  CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("a file that is not kept leaves no trace", "[ingest][wacz]") {
  test::Folder folder;
  {
    auto const file = OutputFile::create(folder / "out").value();
    REQUIRE(file->write(std::string(1 << 20, 'x')).has_value());
    CHECK(files_in(folder.path()) == 1);
  }
  CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("a file without a folder in its name is put into the current one", "[ingest][wacz]") {
  test::Folder folder;
  auto const before = fs::current_path();
  fs::current_path(folder.path());
  auto const file = OutputFile::create("out");
  auto const kept = file ? (*file)->keep() : corpus::Result<void>(file.error());
  fs::current_path(before);
  CHECK(kept.has_value());
  CHECK(fs::exists(folder / "out"));
}
