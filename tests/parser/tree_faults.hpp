#pragma once
#include "corpus/document.hpp"
#include "corpus/text.hpp"
#include "parser/parser.hpp"

#include <string>
#include <string_view>
#include <vector>

/// What must hold of every tree and every cut, whatever the bytes were. The first thing that does not
/// hold comes back in words, empty when all does: for the tests, which check it, and the fuzz targets.
namespace smallprint::tests {

/// Control characters are read as white space.
inline bool is_raw_space(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

/// What a space of the clean text may stand for.
enum class Spaces { exact, markup, other_encoding };

inline bool is_leaf(corpus::Node const& node) {
  return node.kind == corpus::NodeKind::heading || node.kind == corpus::NodeKind::paragraph ||
         node.kind == corpus::NodeKind::table_cell || node.kind == corpus::NodeKind::code;
}

/// Whether a span lies inside a text, forwards, and cuts no character.
inline bool is_inside(corpus::Span span, std::string_view text) {
  auto const starts = [&](std::uint32_t at) { return at == text.size() || (text[at] & 0xC0) != 0x80; };
  return span.begin <= span.end && span.end <= text.size() && starts(span.begin) && starts(span.end);
}

/// Every byte of a copied run is the raw byte it maps to (white space may differ), and runs ascend.
inline std::string offsets_fault(corpus::Document const& document, std::string_view raw, Spaces spaces) {
  if (document.offsets.clean_size() != document.text.size()) return "the offsets do not end with the text";
  std::uint32_t raw_end = 0;
  for (auto const& run : document.offsets.runs()) {
    auto const at = " at clean byte " + std::to_string(run.clean);
    if (run.raw < raw_end || run.raw + run.raw_size > raw.size()) return "raw run out of order" + at;
    raw_end = run.raw + run.raw_size;
    if (!run.copied() || spaces == Spaces::other_encoding || run.clean_size == 1) continue;
    // Letters that were composed may be as many bytes as before; a position between characters still holds.
    auto const stored = raw.substr(run.raw, run.raw_size);
    if (corpus::is_utf8(stored) && corpus::to_nfc(stored) != stored) continue;
    for (std::uint32_t i = 0; i < run.clean_size; ++i) {
      char const clean = document.text[run.clean + i];
      char const byte = raw[run.raw + i];
      bool const space =
          (clean == ' ' && is_raw_space(byte)) || (spaces == Spaces::markup && (clean == ' ' || clean == '\n'));
      if (clean != byte && !space) return "copied bytes differ" + at;
    }
  }
  return {};
}

/// Offsets hold, spans lie inside what they count from, a parent comes first and holds its children,
/// leaves lie in order and end in a line end or cell separator.
inline std::string tree_fault(corpus::Document const& document, std::string_view raw, Spaces spaces = Spaces::exact) {
  if (document.nodes.empty()) return "no root";
  if (!corpus::is_utf8(document.text)) return "the clean text is not UTF-8";
  if (auto fault = offsets_fault(document, raw, spaces); !fault.empty()) return fault;
  std::uint32_t end = 0;
  for (std::size_t i = 1; i < document.nodes.size(); ++i) {
    auto const& node = document.nodes[i];
    auto const which = " of node " + std::to_string(i);
    if (node.parent < 0 || static_cast<std::size_t>(node.parent) >= i) return "bad parent" + which;
    if (!is_inside(node.text, document.text)) return "text outside" + which;
    if (node.raw.begin > node.raw.end || node.raw.end > raw.size()) return "raw bytes outside" + which;
    auto const& parent = document.nodes[static_cast<std::size_t>(node.parent)];
    if (is_leaf(parent)) return "a leaf is the parent" + which;
    if (!node.text.empty() && !parent.text.contains(node.text)) return "text beyond the parent" + which;
    if (!is_leaf(node)) continue;
    if (node.text.begin < end) return "leaves overlap, text" + which;
    if (node.text.empty()) return "empty text" + which;
    end = node.text.end;
    auto const after = std::string_view(document.text).substr(end, 3);
    if (!after.starts_with('\n') && after != " | ") return "no line end after the text" + which;
  }
  for (auto const& mark : document.marks)
    if (!is_inside(mark.text, document.text)) return "mark outside at " + std::to_string(mark.text.begin);
  return {};
}

/// Words outside all clauses: labels are short, headings are found in the clauses' heading paths.
inline std::string lost_words(corpus::Document const& document, std::vector<corpus::Clause> const& clauses,
                              std::vector<char> const& covered) {
  std::string headings;
  for (auto const& clause : clauses)
    for (auto const& heading : clause.headings)
      if (headings.size() < (1u << 22)) headings += heading + "\n";
  for (auto const& node : document.nodes) {
    if (!is_leaf(node) || node.kind == corpus::NodeKind::table_cell) continue;
    std::uint32_t begin = node.text.begin;
    while (begin < node.text.end) {
      if (covered[begin]) {
        ++begin;
        continue;
      }
      auto end = begin;
      while (end < node.text.end && !covered[end]) ++end;
      auto const outside = corpus::slice(document.text, corpus::Span{begin, end});
      std::size_t lost = 0;  // a label may hold one long word, as "Article IV" does
      for (auto const word : corpus::words(outside)) {
        auto const letters = corpus::slice(outside, word);
        auto const is_first_byte = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
        bool const is_long =
            letters.find_first_not_of("_.0123456789") != std::string_view::npos &&  // "____" and "3.33" are no words
            std::count_if(letters.begin(), letters.end(), is_first_byte) > 3;
        if (is_long && headings.find(letters) == std::string::npos) ++lost;
      }
      if (lost > 1) return "lost: " + std::string(outside);
      begin = end;
    }
  }
  return {};
}

/// No word is in two clauses; every word is in a clause, a label or a heading over clauses.
inline std::string clauses_fault(corpus::Document const& document, std::vector<corpus::Clause> const& clauses) {
  std::vector<char> covered(document.text.size(), 0);
  std::uint32_t last = 0;
  for (auto const& clause : clauses) {
    auto const at = " of the clause at " + std::to_string(clause.text.begin);
    if (!is_inside(clause.text, document.text)) return "text outside" + at;
    if (clause.text.empty()) return "no text" + at;
    if (clause.text.begin < last) return "words in two clauses: those" + at;
    last = clause.text.end;
    for (auto i = clause.text.begin; i < clause.text.end; ++i) covered[i] = 1;
    if (clause.raw != document.offsets.to_raw(clause.text)) return "other raw bytes" + at;
    for (auto const lead : clause.lead_ins)
      if (!is_inside(lead, document.text)) return "lead-in outside" + at;
  }
  return lost_words(document, clauses, covered);
}

}  // namespace smallprint::tests
