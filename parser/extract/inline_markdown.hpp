#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace smallprint::parser {

/// The words of one heading, paragraph or cell while it is read, and their Markdown.
///
/// White space is folded to single spaces and trimmed; non-breaking spaces count as white space.
/// U+200B, U+2060, U+FEFF and U+00AD are dropped, U+200C and U+200D where no script needs them.
class InlineText {
 public:
  enum Mark : std::uint8_t { strong = 1, emphasis = 2, strike = 4, code = 8 };

  void add(std::string_view text, std::uint8_t marks);
  void space() { pending_ = pending_ || !runs_.empty(); }
  /// A line end the author asked for. \returns false when one stands there already, and nothing was added
  bool line_break();
  /// At least so many line ends before the next words, where there are words before.
  void part(unsigned line_breaks);
  [[nodiscard]] bool ends_with_break() const { return !runs_.empty() && runs_.back().line_break; }
  /// What is added from here on is a link's words, until end_link(). A link without words is kept.
  void begin_link(std::string target, std::string title);
  void end_link();
  [[nodiscard]] bool in_link() const { return link_ != 0; }
  void image(std::string_view alt, std::string_view target);

  [[nodiscard]] bool empty() const { return runs_.empty(); }
  /// Whether it holds words, a link or an image, not only line breaks.
  [[nodiscard]] bool holds_anything() const;

  /// \param line_break  what stands for a line break
  [[nodiscard]] std::string markdown(std::string_view line_break) const;
  void clear();

 private:
  struct Run {
    std::string text;  ///< with a leading space where one stood
    std::uint8_t marks = 0;
    std::uint32_t link = 0;  ///< into links_, from 1
    bool line_break = false;
    bool raw = false;  ///< Markdown already
  };
  struct Link {
    std::string target, title;
    bool used = false;
  };
  Run& run(std::uint8_t marks);
  void put_breaks();
  enum class Part : std::uint8_t { link, strong, emphasis, strike };
  [[nodiscard]] static unsigned bit(Part part) { return 1U << static_cast<unsigned>(part); }
  [[nodiscard]] static std::uint32_t part_of(Run const& run, Part part);
  [[nodiscard]] std::size_t extent(std::size_t begin, std::size_t end, Part part) const;
  /// \param done  bits of the parts that stand around already
  void render(std::size_t begin, std::size_t end, unsigned done, std::string_view line_break, std::string& out) const;
  void render_marked(std::size_t begin, std::size_t end, Part part, unsigned done, std::string_view line_break,
                     std::string& out) const;
  static void words(Run const& run, std::string_view line_break, std::string& out);
  [[nodiscard]] char next_char(std::size_t run) const;

  std::vector<Run> runs_;
  std::vector<Link> links_;
  std::uint32_t link_ = 0;
  bool pending_ = false;
  unsigned pending_breaks_ = 0;
};

}  // namespace smallprint::parser
