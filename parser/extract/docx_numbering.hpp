#pragma once
#include "parser/extract/docx_styles.hpp"

#include <pugixml.hpp>

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace smallprint::parser {

/// Counts the numbered paragraphs of a document as Word does, and writes their labels.
class DocxNumbering {
 public:
  DocxNumbering() = default;
  /// \param root  of word/numbering.xml
  explicit DocxNumbering(pugi::xml_node root);

  struct Printed {
    std::string text;     ///< "3.2", "(a)", "•"; empty for none
    bool joined = false;  ///< nothing stands between it and the paragraph's text
  };
  /// The label of the next paragraph, which is counted.
  /// \param style  of the paragraph, by id: a list's level may be bound to it
  [[nodiscard]] Printed next(DocxNumber const& number, std::string_view style);

 private:
  static constexpr std::size_t most_levels = 9;
  struct Level {
    std::uint32_t start = 1;
    std::string format = "decimal";
    std::string text;           ///< "%1.%2"
    std::uint32_t restart = 0;  ///< after which level, from 1; 0 for never
    bool legal = false;         ///< all numbers are decimal
    bool hidden = false;
    bool joined = false;
    std::string style;
  };
  using Levels = std::array<Level, most_levels>;
  /// What one numbering goes on with wherever it is used.
  struct Counter {
    std::array<std::uint32_t, most_levels> value{};
    std::array<bool, most_levels> begun{};
  };
  struct List {
    Levels levels;
    std::string counter;  ///< of the abstract list that several lists may share
    std::array<std::optional<std::uint32_t>, most_levels> restarts;  ///< where it is used first
  };

  static void read_level(pugi::xml_node node, Level& out);
  [[nodiscard]] static std::string print(Level const& level, Levels const& levels, Counter const& counter);

  std::map<std::string, List, std::less<>> lists_;
  std::map<std::string, Counter, std::less<>> counters_;
};

/// A number in one of Word's formats (w:numFmt): "lowerRoman", "upperLetter", "ordinal" and so on; decimal for
/// formats that are not known.
[[nodiscard]] std::string docx_number(std::uint32_t value, std::string_view format);

}  // namespace smallprint::parser
