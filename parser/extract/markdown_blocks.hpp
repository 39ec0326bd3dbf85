#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace smallprint::parser {

/// Writes blocks of Markdown inside list items and quotations: indents, parts blocks by empty lines.
class MarkdownBlocks {
 public:
  /// Opens a container. Its first line begins with `first`, all others with `rest`.
  void open(std::string first, std::string rest);
  void close();
  /// The next block follows the one before without an empty line.
  void tight() { tight_ = true; }
  /// \param text  one or more lines, without a line end at the end
  void block(std::string_view text);
  [[nodiscard]] std::size_t size() const { return out_.size(); }
  [[nodiscard]] std::string take();

 private:
  struct Container {
    std::string first, rest;
    bool begun = false;
  };
  std::string out_;
  std::vector<Container> containers_;
  bool tight_ = false;
};

}  // namespace smallprint::parser
