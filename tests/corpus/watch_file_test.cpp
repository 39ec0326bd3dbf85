#include "corpus/watch_file.hpp"

#include "corpus/lexicon_file.hpp"
#include "tests/support/real_data.hpp"

#include <unistd.h>
#include <catch2/catch_test_macros.hpp>

#include <filesystem>
#include <fstream>

using namespace smallprint;

namespace {

corpus::Result<std::vector<corpus::Watch>> read(std::string const& toml) {
  static auto const lexicons = corpus::load_lexicons(test::data_folder() / "lexicons").value();
  static auto const topics = corpus::load_topics(test::data_folder() / "topics", lexicons.concepts).value();
  auto const file =
      std::filesystem::temp_directory_path() / ("smallprint-watches-" + std::to_string(::getpid()) + ".toml");
  std::ofstream(file) << toml;
  auto watches = corpus::load_watches(file, topics);
  std::filesystem::remove(file);
  return watches;
}

}  // namespace

TEST_CASE("a watch is read with what it leaves out", "[corpus]") {
  auto const watches = read(
      "[[watch]]\nname = \"all\"\n[[watch]]\nname = \"one\"\ntopic = \"arbitration\"\n"
      "provider = [\"Quillmere\"]\ndocument = \"Terms of Service\"\nleast = \"editorial\"\n");
  REQUIRE(watches.has_value());
  REQUIRE(watches->size() == 2);
  CHECK(watches->at(0).authorities.empty());
  CHECK(watches->at(0).least == corpus::ChangeClass::substantive);
  CHECK(watches->at(1).topic == "arbitration");
  CHECK(watches->at(1).authorities == std::vector<std::string>{"Quillmere"});
  CHECK(watches->at(1).documents == std::vector<std::string>{"Terms of Service"});
  CHECK(watches->at(1).least == corpus::ChangeClass::editorial);
}

TEST_CASE("a broken watch is named with line, key and cause", "[corpus]") {
  auto const error = read("[[watch]]\nname = \"a\"\n\nleast = \"grave\"\n").error();
  CHECK(error.code == corpus::Errc::schema);
  CHECK(error.source.find(":4:") != std::string::npos);
  CHECK(error.source.find("least") != std::string::npos);
  CHECK(read("[[watch]]\nname = 7\n").has_error());
  CHECK(read("[[watch]]\nname = \"a\"\nquestion = \"\"\n").has_error());
  CHECK(read("watch = 3\n").has_error());
  CHECK(read("[other]\n").error().message.find("[[watch]]") != std::string::npos);
}
