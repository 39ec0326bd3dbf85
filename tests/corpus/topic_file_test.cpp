#include "corpus/topic_file.hpp"
#include "corpus/lexicon_file.hpp"
#include "tests/support/real_data.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <unistd.h>

#include <fstream>

using namespace smallprint;
using Catch::Matchers::ContainsSubstring;

namespace {

/// A folder with one topic file and the shipped document types beside it.
class TopicFolder {
 public:
  explicit TopicFolder(std::string const& text) {
    std::filesystem::create_directories(root_ / "topics");
    std::filesystem::copy_file(test::data_folder() / "document_types.toml", root_ / "document_types.toml",
                               std::filesystem::copy_options::overwrite_existing);
    std::ofstream(root_ / "topics" / "one.toml") << text;
  }
  ~TopicFolder() { std::filesystem::remove_all(root_); }
  [[nodiscard]] std::filesystem::path path() const { return root_ / "topics"; }

 private:
  std::filesystem::path root_ =
      std::filesystem::temp_directory_path() / ("smallprint-topics-" + std::to_string(::getpid()));
};

}  // namespace

TEST_CASE("the shipped lexicons and topics are well-formed", "[corpus]") {
  auto const lexicons = corpus::load_lexicons(test::data_folder() / "lexicons");
  REQUIRE(lexicons.has_value());
  auto const topics = corpus::load_topics(test::data_folder() / "topics", lexicons->concepts);
  REQUIRE(topics.has_value());
  CHECK(topics->all.size() >= 24);
  for (auto const& topic : topics->all) {
    CAPTURE(topic.id);
    CHECK_FALSE(topic.readings.empty());
    CHECK_FALSE(topic.asks.empty());
    CHECK_FALSE(topic.anchors.empty());
    CHECK(topics->find(topic.id) == &topic);
  }
}

TEST_CASE("a slip in a topic file names file, line, key and cause", "[corpus]") {
  std::string const head = "id = \"t\"\ntitle = \"T\"\nquestion = \"Q?\"\n";
  auto const [body, message] = GENERATE(table<std::string, std::string>({
      {"", "a topic needs at least one [[reading]]"},
      {"[[reading]]\nid = \"r\"\n", "is missing"},
      {"[[reading]]\nid = \"r\"\nwhen = [\"(a\"]\n", "expected ')', got end of pattern"},
      {"[[reading]]\nid = \"r\"\nwhen = [\"@nothing\"]\n", "no concept named 'nothing'"},
      {"[[reading]]\nid = \"r\"\nwhen = [\"a\"]\nverdict = \"maybe\"\n", "unknown verdict 'maybe'"},
      {"[[reading]]\nid = \"r\"\nwhen = [\"a\"]\nwen = 1\n", "no such key; known here: "},
      {"bearer = \"king\"\n[[reading]]\nid = \"r\"\nwhen = [\"a\"]\n", "no bearer 'king'"},
      {"[[reading]]\nid = \"r\"\nwhen = [\"a\"]\nvalue = \"$height\"\n", "no way to read '$height'"},
  }));
  TopicFolder const folder(head + body);
  corpus::Lexicon lexicon;
  REQUIRE(lexicon.link().has_value());
  auto const got = corpus::load_topics(folder.path(), lexicon);
  REQUIRE(got.has_error());
  CHECK_THAT(got.error().message, ContainsSubstring(message));
  CHECK_THAT(got.error().source, ContainsSubstring("one.toml"));
}

TEST_CASE("a file that is no TOML is told with line and column", "[corpus]") {
  TopicFolder const folder("id = \"t\"\ntitle = \n");
  corpus::Lexicon lexicon;
  REQUIRE(lexicon.link().has_value());
  auto const got = corpus::load_topics(folder.path(), lexicon);
  REQUIRE(got.has_error());
  CHECK(got.error().code == corpus::Errc::syntax);
  CHECK_THAT(got.error().source, ContainsSubstring("one.toml:2:"));
}
