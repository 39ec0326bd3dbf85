// The texts that are made of real pages, beside those that Open Terms Archive's engine made of them.
#include "parser/extract/filters.hpp"
#include "tests/parser/extract/pages.hpp"
#include "tests/support/real_data.hpp"
#include "tests/support/word_similarity.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>

using namespace smallprint;

namespace {

std::string read(std::filesystem::path const& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The text of a document, or nothing where a page is not saved or its selectors match nothing.
std::optional<std::string> text_of(std::filesystem::path const& folder, corpus::DocumentDeclaration const& document) {
  std::string out;
  for (auto const& page : document.pages) {
    auto name = document.type;
    if (document.pages.size() > 1) name += " #" + page.part_name();
    auto const file = folder / (name + ".html");
    if (!std::filesystem::exists(file)) return {};
    auto const got = parser::extract_page(read(file), "text/html", page, test::shipped_rules());
    if (!got) {
      CHECK(got.error().code == corpus::Errc::not_found);
      return {};
    }
    if (!out.empty()) out.append(parser::page_separator);
    out.append(got->text);
  }
  return out;
}

}  // namespace

TEST_CASE("real pages become the texts that another engine made of them", "[parser][extract][real]") {
  auto const data = test::real_data() / "ota" / "genai-eu";
  if (!std::filesystem::exists(data)) SKIP("no real pages: " << data);
  std::vector<double> all;
  for (auto const& file : corpus::declaration_files(data / "declarations").value()) {
    auto const service = corpus::read_declaration(file, parser::filter_names()).value().service;
    auto const name = file.stem();
    for (auto const& document : service.documents) {
      auto const theirs = read(data / "versions" / name / (document.type + ".md"));
      auto const ours = text_of(data / "snapshots" / name, document);
      if (!ours || theirs.empty()) continue;
      INFO(name.string() << ", " << document.type);
      auto const similarity = tests::similarity(tests::plain_words(*ours), tests::plain_words(theirs)).in_order;
      CHECK(similarity >= 0.95);
      all.push_back(similarity);
    }
  }
  REQUIRE(all.size() >= 20);
  std::sort(all.begin(), all.end());
  CHECK(all[all.size() / 2] >= 0.985);
}
