#include "parser/parser.hpp"
#include "tests/parser/tree_checks.hpp"
#include "tests/support/checkout.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/real_data.hpp"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>
#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <cstdlib>
#include <map>

using namespace smallprint;
using corpus::MediaType;
namespace fs = std::filesystem;

namespace {

/// The newest versions of a bundle as files, cloned once beside the build. Empty when that fails.
fs::path checked_out(std::string const& bundle) {
  return test::clone_once(test::real_data() / "ota" / (bundle + ".bundle"),
                          fs::path(SMALLPRINT_BINARY_DIR) / "real" / bundle);
}

std::vector<fs::path> files(fs::path const& folder, std::string const& extension) {
  std::vector<fs::path> out;
  for (auto const& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file() && entry.path().extension() == extension) out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

/// Whether the document was put together from several pages, each a file "<name> #<part>.html".
bool combined(fs::path const& page) {
  for (auto const& entry : fs::directory_iterator(page.parent_path()))
    if (entry.path().filename().string().starts_with(page.stem().string() + " #")) return true;
  return false;
}

/// Words with a letter in them, counted.
std::map<std::string, int> count_words(std::string_view text) {
  std::map<std::string, int> out;
  for (auto const span : corpus::words(text)) {
    std::string const word(slice(text, span));
    if (std::any_of(word.begin(), word.end(),
                    [](char c) { return std::isalpha(static_cast<unsigned char>(c)) || (c & 0x80) != 0; }))
      ++out[word];
  }
  return out;
}

/// cmark's own rendering, which knows nothing of positions. It drops raw HTML, and so would glue words
/// together that a line break separates.
std::string plain(std::string markdown) {
  for (std::string_view const mark : {"<br>", "<br/>", "<br />"})
    for (auto at = markdown.find(mark); at != std::string::npos; at = markdown.find(mark, at))
      markdown.replace(at, mark.size(), " ");
  cmark_gfm_core_extensions_ensure_registered();
  auto* parser = cmark_parser_new(CMARK_OPT_DEFAULT);
  for (char const* name : {"table", "autolink", "strikethrough"})
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name));
  cmark_parser_feed(parser, markdown.data(), markdown.size());
  auto* root = cmark_parser_finish(parser);
  char* text = cmark_render_plaintext(root, CMARK_OPT_DEFAULT, 0);
  std::string out(text);
  std::free(text);
  cmark_node_free(root);
  cmark_parser_free(parser);
  return out;
}

}  // namespace

TEST_CASE("real terms keep every word at its bytes", "[parser][real]") {
  if (test::real_data().empty()) SKIP("no real data: set SMALLPRINT_REAL_DATA");
  auto const bundle = GENERATE("GenAI-versions", "pga-versions", "genai-eu-versions");
  auto const folder = checked_out(bundle);
  if (folder.empty()) SKIP("cannot clone " << bundle);
  std::size_t documents = 0;
  std::size_t clauses = 0;
  std::size_t labelled = 0;
  std::size_t led_in = 0;
  std::size_t missing = 0;
  std::size_t words = 0;
  for (auto const& path : files(folder, ".md")) {
    CAPTURE(path);
    auto const bytes = tests::read_file(path);
    auto const document = parser::read_document(bytes, MediaType::markdown, path.string()).value();
    tests::check_tree(document, bytes);
    auto const cut = parser::split_clauses(document);
    tests::check_clauses(document, cut);
    ++documents;
    clauses += cut.size();
    for (auto const& clause : cut) {
      labelled += clause.label.empty() ? 0 : 1;
      led_in += clause.lead_ins.empty() ? 0 : 1;
    }
    auto const ours = count_words(document.text);
    for (auto const& [word, count] : count_words(corpus::fold_spaces(corpus::to_nfc(plain(bytes))))) {
      auto const it = ours.find(word);
      auto const have = it == ours.end() ? 0 : it->second;
      words += static_cast<std::size_t>(count);
      missing += static_cast<std::size_t>(std::max(0, count - have));
    }
  }
  auto const figures =
      fmt::format("{}: {} documents, {} clauses, {} labelled, {} with lead-in; {} of {} words not as cmark has them",
                  bundle, documents, clauses, labelled, led_in, missing, words);
  INFO(figures);
  CHECK(documents > 50);
  CHECK(clauses > documents * 20);
  CHECK(labelled * 20 > clauses);
  CHECK(led_in * 20 > clauses);
  // Soft hyphens and zero-width spaces inside words, which cmark keeps.
  CHECK(missing * 2000 < words);
  if (std::getenv("SMALLPRINT_FIGURES") != nullptr) WARN(figures);
}

TEST_CASE("mutilated real terms are read", "[parser][real][property]") {
  if (test::real_data().empty()) SKIP("no real data: set SMALLPRINT_REAL_DATA");
  auto const folder = checked_out("GenAI-versions");
  if (folder.empty()) SKIP("cannot clone GenAI-versions");
  auto const all = files(folder, ".md");
  REQUIRE_FALSE(all.empty());
  std::uint64_t state = 42;
  auto const below = [&](std::size_t n) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::size_t>(state >> 33) % n;
  };
  for (std::size_t round = 0; round < 150; ++round) {
    auto bytes = tests::read_file(all[below(all.size())]);
    if (bytes.empty()) continue;
    bytes.resize(below(bytes.size()) + 1);
    static constexpr std::string_view noise = "*_[]()`|>#\n\\& 1.a;:-\t<";
    for (auto n = below(60); n > 0; --n) bytes[below(bytes.size())] = noise[below(noise.size())];
    for (auto const type : {MediaType::markdown, MediaType::html, MediaType::text}) {
      auto const document = parser::read_document(bytes, type, "mutilated");
      if (document.has_error()) {
        CHECK(document.error().code == corpus::Errc::bad_encoding);
        continue;
      }
      tests::check_tree(*document, bytes,
                        type == MediaType::html ? tests::Spaces::other_encoding : tests::Spaces::exact);
      tests::check_clauses(*document, parser::split_clauses(*document));
    }
  }
}

TEST_CASE("real pages as fetched keep the words of their Markdown", "[parser][real][html]") {
  if (test::real_data().empty()) SKIP("no real data: set SMALLPRINT_REAL_DATA");
  auto const pages = test::real_data() / "ota/genai-eu/snapshots";
  if (!fs::exists(pages)) SKIP("no snapshots");
  std::size_t compared = 0;
  for (auto const& path : files(pages, ".html")) {
    CAPTURE(path);
    auto const bytes = tests::read_file(path);
    auto const document = parser::read_document(bytes, MediaType::html, path.string()).value();
    tests::check_tree(document, bytes, tests::Spaces::markup);
    tests::check_clauses(document, parser::split_clauses(document));
    auto const version =
        test::real_data() / "ota/genai-eu/versions" / path.parent_path().filename() / (path.stem().string() + ".md");
    if (!fs::exists(version) || combined(path)) continue;
    // The page holds more (navigation), the Markdown no word that the page does not hold; how often is
    // no matter, as one page's text was recorded twice.
    auto const markdown =
        parser::read_document(tests::read_file(version), MediaType::markdown, version.string()).value();
    auto const ours = count_words(document.text);
    std::size_t missing = 0;
    std::size_t words = 0;
    for (auto const& [word, count] : count_words(markdown.text)) {
      words += static_cast<std::size_t>(count);
      if (!ours.contains(word)) missing += static_cast<std::size_t>(count);
    }
    INFO(missing << " of " << words);
    CHECK(missing * 50 <= words + 50);
    ++compared;
  }
  CHECK(compared > 10);
}
