#include "parser/extract/pdf.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/real_data.hpp"
#include "tests/support/word_similarity.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <iostream>

using namespace smallprint;

namespace {

std::string markdown(std::filesystem::path const& file) {
  return parser::pdf_to_markdown(tests::read_file(file), file.filename().string()).value();
}

}  // namespace

TEST_CASE("contracts in PDF say what their text says", "[parser][extract][pdf]") {
  auto const folder = test::real_data() / "pdf";
  if (!std::filesystem::is_directory(folder)) SKIP("no real contracts");
  auto const name = GENERATE(as<std::string>(), "contract-1", "contract-2", "contract-3", "contract-4", "contract-5");
  auto const got = tests::similarity(tests::plain_words(markdown(folder / (name + ".pdf"))),
                                     tests::plain_words(tests::read_file(folder / (name + ".txt"))));
  std::cout << name << ": " << got.in_order << " in order, " << got.with_moved << " with moved passages\n";
  // The text has recitals 1 to 3 of the first contract behind "Permission", in the order in which the file draws them;
  // its page shows them below "Recitals", where a reader finds them.
  CHECK((name == "contract-1" ? got.with_moved : got.in_order) >= 0.97);
  CHECK(got.in_order >= 0.95);
}

TEST_CASE("a policy in PDF says what its version says", "[parser][extract][pdf]") {
  auto const data = test::real_data() / "ota/genai-eu";
  std::filesystem::path const document = "ChatGPT/Law Enforcement Guidelines";
  auto const pdf = data / "snapshots" / (document.string() + ".pdf");
  if (test::real_data().empty() || !std::filesystem::exists(pdf)) SKIP("no real policy");
  auto const text = markdown(pdf);
  auto const version = tests::read_file(data / "versions" / (document.string() + ".md"));
  // That version joined the last word of each line to the first of the next, so letters are compared, not words.
  auto const letters = [](std::string const& from) {
    std::string out;
    for (auto const& word : tests::plain_words(from)) out += word;
    return out;
  };
  auto const a = letters(text);
  auto const b = letters(version);
  auto const got =
      2.0 * static_cast<double>(tests::common_items(a, b).size()) / static_cast<double>(a.size() + b.size());
  std::cout << "policy: " << got << " of the letters; of the words "
            << tests::similarity(tests::plain_words(text), tests::plain_words(version)).in_order << '\n';
  CHECK(got >= 0.95);
  CHECK(text.find("representatives of government agencies (“You” or “Your”)") != std::string::npos);
  CHECK(text.find("\n● state with particularity the categories of records or information sought;\n") !=
        std::string::npos);
  CHECK(text.find("v2025.12") == std::string::npos);
}
