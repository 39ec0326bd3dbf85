#include "tests/parser/tree_faults.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace smallprint;
using tests::clauses_fault;
using tests::tree_fault;

namespace {

constexpr std::string_view bytes = "# Terms\n\nYou may not:\n\n- resell the Service;\n- copy caf\u00E9 menus.\n";

corpus::Document tree() {
  return parser::read_document(bytes, corpus::MediaType::markdown, "test").value();
}

}  // namespace

TEST_CASE("the checks of trees see each fault", "[parser][support]") {
  REQUIRE(tree_fault(tree(), bytes) == "");
  auto const broken = [](auto&& harm) {
    auto document = tree();
    harm(document);
    return tree_fault(document, bytes);
  };
  CHECK(broken([](auto& d) { d.nodes.clear(); }) == "no root");
  CHECK(broken([](auto& d) { d.text[0] = '\xFF'; }) == "the clean text is not UTF-8");
  CHECK(broken([](auto& d) { d.text += "more"; }) == "the offsets do not end with the text");
  CHECK(broken([](auto& d) { d.text[1] = 'X'; }).starts_with("copied bytes differ"));
  CHECK(broken([](auto& d) { d.nodes.back().parent = 1000; }).starts_with("bad parent"));
  CHECK(broken([](auto& d) { d.nodes.back().text.end = 1000; }).starts_with("text outside"));
  CHECK(broken([](auto& d) { d.nodes.back().raw.end = 1000; }).starts_with("raw bytes outside"));
  CHECK(broken([](auto& d) { d.nodes.back().text.begin = 0; }).starts_with("text beyond the parent"));
  CHECK(broken([](auto& d) { d.nodes.back().text.end -= 2; }).starts_with("no line end"));
  CHECK(broken([](auto& d) { d.nodes.back().text.begin = d.nodes.back().text.end; }).starts_with("empty text"));
  CHECK(broken([](auto& d) { d.nodes.back().parent = 1; }).starts_with("a leaf is the parent"));
  CHECK(broken([](auto& d) { d.marks.push_back({{}, {3, 1}, {}}); }).starts_with("mark outside"));
  CHECK(tree_fault(tree(), bytes.substr(0, 20)).starts_with("raw run out of order"));
  // Between the two bytes of "é".
  auto const inside = static_cast<std::uint32_t>(tree().text.find("\u00E9") + 1);
  CHECK(broken([&](auto& d) { d.nodes.back().text.begin = inside; }).starts_with("text outside"));
}

TEST_CASE("the checks of clauses see each fault", "[parser][support]") {
  auto const document = tree();
  auto const whole = parser::split_clauses(document);
  REQUIRE(clauses_fault(document, whole) == "");
  auto const broken = [&](auto&& harm) {
    auto clauses = whole;
    harm(clauses);
    return clauses_fault(document, clauses);
  };
  CHECK(broken([](auto& c) { c.pop_back(); }).starts_with("lost: copy"));
  CHECK(broken([](auto& c) { c.push_back(c.back()); }).starts_with("words in two clauses"));
  CHECK(broken([](auto& c) { c.back().text.end = 1000; }).starts_with("text outside"));
  CHECK(broken([](auto& c) { c.back().text.begin = c.back().text.end; }).starts_with("no text"));
  CHECK(broken([](auto& c) { c.back().raw.begin += 1; }).starts_with("other raw bytes"));
  CHECK(broken([](auto& c) { c.back().lead_ins.push_back({0, 1000}); }).starts_with("lead-in outside"));
}
