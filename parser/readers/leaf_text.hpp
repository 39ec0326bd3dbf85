#pragma once
#include "corpus/document.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace smallprint::parser {

/// The clean text of one leaf while it is read: folds spaces, drops invisible characters, keeps NFC,
/// and remembers which raw bytes each clean byte stands for.
///
/// White space (Unicode White_Space, control characters) becomes one U+0020 and is trimmed at the
/// ends. U+200B, U+2060, U+FEFF and U+00AD are dropped. U+200C and U+200D stay only after a
/// non-ASCII character, where Persian, Indic scripts and emoji need them.
class LeafText {
 public:
  /// Appends bytes that stand in the raw text as they are. \pre raw offsets never go back
  void copy(std::string_view bytes, std::uint32_t raw_begin);
  /// Appends bytes that stand for a raw range which reads otherwise, such as an entity.
  void replace(std::string_view bytes, corpus::Span raw);
  /// A soft line break, or markup that separates words.
  void space(corpus::Span raw);
  /// A line end the author asked for.
  void line_break(corpus::Span raw);
  /// As copy(), but spaces and line ends stay.
  void verbatim(std::string_view bytes, std::uint32_t raw_begin);

  void open_mark(corpus::Mark::Kind kind, std::string_view target = {});
  /// Closes the innermost open mark of that kind. \returns false when none is open
  bool close_mark(corpus::Mark::Kind kind);

  [[nodiscard]] bool empty() const { return text_.empty(); }
  [[nodiscard]] bool ends_with_break() const { return pending_ && pending_break_; }
  [[nodiscard]] std::uint32_t raw_end() const { return raw_end_; }

  /// Appends text, map and marks to the document and clears itself. \returns the leaf's span in
  /// Document::text; nothing is appended when it is empty
  corpus::Span flush(corpus::Document& document, std::string_view separator, corpus::Span separator_raw);
  /// Appends one line end, or what parts cells, after a leaf.
  void clear();

 private:
  void emit(std::string_view bytes, corpus::Span raw);
  void emit_pending();
  void normalize();

  std::string text_;
  std::vector<corpus::OffsetMap::Run> runs_;
  std::vector<corpus::Mark> marks_;
  std::vector<std::size_t> open_;  ///< marks_ that are not closed
  corpus::Span pending_raw_;
  bool pending_ = false;
  bool pending_break_ = false;
  bool ascii_ = true;
  std::uint32_t raw_end_ = 0;
};

}  // namespace smallprint::parser
