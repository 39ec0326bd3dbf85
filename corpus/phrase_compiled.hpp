#pragma once  // only phrase.cpp and matcher.cpp include this
#include "corpus/first_words.hpp"
#include "corpus/phrase.hpp"

#include <unordered_map>

namespace smallprint::corpus {

namespace compiled {

/// As pattern::Element with words hashed and names resolved.
struct Element {
  enum class Kind : std::uint8_t { stem, exact, in_concept, gap, number, group, optional } kind{};
  std::uint64_t hash = 0;   ///< stem, exact
  std::uint32_t value = 0;  ///< in_concept: its id; gap: how many words at most
  std::vector<std::vector<Element>> choices{};
  std::string word{};  ///< stem, exact: as written, for anchors
  [[nodiscard]] bool is_one_word() const { return kind == Kind::stem || kind == Kind::exact || kind == Kind::number; }
};
using Sequence = std::vector<Element>;

/// Key under which a sequence that starts with a number is filed.
inline constexpr std::uint64_t number_key = 0x6e756d6265720000ULL;

}  // namespace compiled

struct Lexicon::Impl {
  struct Group {
    std::string name;
    std::vector<compiled::Sequence> phrases;
    std::vector<std::uint64_t> firsts;  ///< of all its phrases, sorted, after link()
    compiled::FirstWords starts;        ///< the same, to be asked
    std::string where;                  ///< of its first phrase
  };
  std::vector<Group> groups;
  std::unordered_map<std::string, std::uint32_t> ids;
  std::vector<std::string> definable;

  [[nodiscard]] bool is_definable(std::uint32_t id) const;
  std::uint32_t intern(std::string const& name);
};

struct PatternSet::Impl {
  Lexicon const* lexicon = nullptr;
  struct Entry {
    compiled::Sequence sequence;
    std::uint32_t tag = 0;
    std::vector<std::uint64_t> anchors;  ///< words of which every match holds one; empty where they are too many to ask
  };
  std::vector<Entry> entries;
  std::vector<std::uint64_t> anchors;  ///< the same of all entries
  bool anchored = true;                ///< every entry has anchors, and they are few enough to ask
  compiled::FirstWords first_words;
};

}  // namespace smallprint::corpus
