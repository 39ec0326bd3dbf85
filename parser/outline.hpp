#pragma once
#include "corpus/span.hpp"
#include "parser/enumerator.hpp"

#include <string>
#include <vector>

namespace smallprint::parser {

/// Joins a label to the path of what it stands under: "3" and "(b)" give "3(b)". A label that is
/// itself a path ("3.2") replaces what stands above it.
[[nodiscard]] std::string join_path(std::string const& parent, Label const& label);

/// One open level of numbering.
struct Level {
  LabelKind kind{};
  bool brackets = false;
  std::string word;
  std::size_t depth = 1;               ///< numbers in a decimal label
  std::uint32_t value = 0;             ///< of the last label
  std::string path;                    ///< of the last label
  std::vector<corpus::Span> lead_ins;  ///< of every label of this level
  std::string group;                   ///< heading inside the block that leads into the level
  std::string run_in;                  ///< heading inside the last labelled block
};

/// The numbering that is open at a place of the document: which label goes on with which.
///
/// It is the sequence that tells "(i)" after "(h)" from the "(i)" that starts a new level.
class Outline {
 public:
  enum class Fit : std::uint8_t {
    none,   ///< neither goes on with a level nor starts one
    next,   ///< the next value of an open level
    same,   ///< the current value again, as "1" in "1(b)" after "1(a)"
    first,  ///< starts a level at its first value
    jump    ///< fits a level, but values are left out; or starts one in the middle
  };

  /// How a label would be placed. \param nested  the block before it leads into a list
  [[nodiscard]] Fit fit(Label const& label, bool nested) const;
  /// Places it: levels below its own are closed. \param lead_ins, group  for a level that it opens
  Level& place(Label const& label, bool nested, std::string const& base_path, std::vector<corpus::Span> const& lead_ins,
               std::string const& group = {});

  /// Closes the levels of lists, keeps those of numbered sections ("3.2", "A."), whose lead-ins end.
  void end_lists(std::vector<corpus::Span> const& base);
  void clear() { levels_.clear(); }
  [[nodiscard]] std::vector<Level> const& levels() const { return levels_; }

 private:
  struct Match {
    Fit fit = Fit::none;
    std::size_t level = 0;  ///< for next, same, jump: which; for first: how many stay open
    Reading reading;
    bool opens = false;
  };
  [[nodiscard]] Match match(Label const& label, bool nested) const;

  std::vector<Level> levels_;
};

}  // namespace smallprint::parser
