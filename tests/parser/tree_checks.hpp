#pragma once
#include "corpus/document.hpp"
#include "corpus/text.hpp"
#include "parser/parser.hpp"

#include <catch2/catch_test_macros.hpp>

/// What must hold of every tree and every cut, whatever the bytes were.
namespace smallprint::tests {

inline bool is_raw_space(char c) { return c == '\t' || c == '\n' || c == '\r' || c == '\0' || static_cast<unsigned char>(c) < 0x20; }

/// What a space of the clean text may stand for.
enum class Spaces { exact, markup, other_encoding };

/// Every byte of a copied run is the raw byte it maps to (white space may differ), runs ascend, spans
/// nest, leaves lie in order and end in a line end or cell separator.
inline void check_tree(corpus::Document const& document, std::string_view raw, Spaces spaces = Spaces::exact) {
  REQUIRE(!document.nodes.empty());
  REQUIRE(document.offsets.clean_size() == document.text.size());
  REQUIRE(corpus::is_utf8(document.text));
  std::uint32_t raw_end = 0;
  std::size_t wrong = 0;
  for (auto const& run : document.offsets.runs()) {
    if (run.raw < raw_end || run.raw + run.raw_size > raw.size()) ++wrong;
    raw_end = run.raw + run.raw_size;
    if (!run.copied() || spaces == Spaces::other_encoding) continue;
    for (std::uint32_t i = 0; i < run.clean_size; ++i) {
      char const clean = document.text[run.clean + i];
      char const byte = raw[run.raw + i];
      if (clean != byte && !(clean == ' ' && is_raw_space(byte)) && !(spaces == Spaces::markup && (clean == ' ' || clean == '\n')) && run.clean_size != 1) ++wrong;
    }
  }
  CHECK(wrong == 0);
  std::uint32_t end = 0;
  for (std::size_t i = 1; i < document.nodes.size(); ++i) {
    auto const& node = document.nodes[i];
    REQUIRE(node.parent >= 0);
    REQUIRE(static_cast<std::size_t>(node.parent) < i);
    REQUIRE(node.text.end <= document.text.size());
    REQUIRE(node.raw.end <= raw.size());
    bool const leaf = node.kind == corpus::NodeKind::heading || node.kind == corpus::NodeKind::paragraph ||
                      node.kind == corpus::NodeKind::table_cell || node.kind == corpus::NodeKind::code;
    if (!leaf) continue;
    REQUIRE(node.text.begin >= end);
    REQUIRE(!node.text.empty());
    end = node.text.end;
    auto const after = std::string_view(document.text).substr(end, 3);
    CHECK((after[0] == '\n' || after == " | "));
  }
  for (auto const& mark : document.marks) REQUIRE(mark.text.end <= document.text.size());
}

/// No word is in two clauses; every word is in a clause, a label or a heading over clauses.
inline void check_clauses(corpus::Document const& document, std::vector<corpus::Clause> const& clauses) {
  std::vector<char> covered(document.text.size(), 0);
  std::size_t twice = 0;
  std::uint32_t last = 0;
  for (auto const& clause : clauses) {
    REQUIRE(clause.text.end <= document.text.size());
    REQUIRE(!clause.text.empty());
    if (clause.text.begin < last) ++twice;
    last = std::max(last, clause.text.end);
    for (auto i = clause.text.begin; i < clause.text.end; ++i) covered[i] = 1;
    CHECK(clause.raw == document.offsets.to_raw(clause.text));
    for (auto const lead : clause.lead_ins) REQUIRE(lead.end <= document.text.size());
  }
  CHECK(twice == 0);
  std::string headings;
  for (auto const& clause : clauses)
    for (auto const& heading : clause.headings)
      if (headings.size() < (1u << 22)) headings += heading + "\n";
  // Words outside: labels are short, headings are found in the clauses' heading paths.
  for (auto const& node : document.nodes) {
    bool const leaf = node.kind == corpus::NodeKind::heading || node.kind == corpus::NodeKind::paragraph ||
                      node.kind == corpus::NodeKind::code;
    if (!leaf) continue;
    std::uint32_t begin = node.text.begin;
    while (begin < node.text.end) {
      if (covered[begin]) {
        ++begin;
        continue;
      }
      auto end = begin;
      while (end < node.text.end && !covered[end]) ++end;
      auto const outside = corpus::slice(document.text, corpus::Span{begin, end});
      auto const words = corpus::words(outside);
      INFO("lost: " << outside);
      std::size_t lost = 0;  // a label may hold one long word, as "Article IV" does
      for (auto const word : words)
        if (word.size() > 3 && headings.find(corpus::slice(outside, word)) == std::string::npos) ++lost;
      CHECK(lost <= 1);
      begin = end;
    }
  }
}

}  // namespace smallprint::tests
