#include "query/changes/direction.hpp"

#include "corpus/text.hpp"
#include "query/changes/worth.hpp"

#include <algorithm>
#include <cstdlib>

namespace smallprint::query {
namespace {

constexpr double tells_direction = 0.25;      // what a change must be worth to the user to be called more than neutral
constexpr std::size_t least_words = 2;        // of a rule that came or went, to tell
constexpr double youngest = 10, oldest = 21;  // ages that terms name

/// What a word at a place of a text is to the user who reads it there.
double value_at(std::vector<Substance const*> const& sides, std::uint32_t at) {
  // Several clauses joined: where each begins is not kept, and the one that reaches furthest stands for all.
  if (sides.size() != 1) {
    double furthest = 0;
    for (auto const* one : sides)
      for (auto const& reach : one->reaches)
        if (std::abs(reach.value) > std::abs(furthest)) furthest = reach.value;
    return furthest;
  }
  auto const& one = *sides.front();
  Reach const* found = nullptr;
  for (auto const& reach : one.reaches) {
    if (at < reach.sentence.begin || at >= reach.sentence.end || reach.value == 0) continue;
    // The last cue before the word, else the first after it.
    if (found == nullptr || (reach.begin <= at && (found->begin > at || reach.begin >= found->begin)) ||
        (reach.begin > at && found->begin > at && reach.begin < found->begin))
      found = &reach;
  }
  if (found == nullptr) return 0;
  bool const excepted = std::any_of(one.exceptions.begin(), one.exceptions.end(),
                                    [&](corpus::Span words) { return at >= words.begin && at < words.end; });
  return excepted ? -found->value : found->value;
}

double highest_age(std::string_view text) {
  double highest = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] < '0' || text[i] > '9') continue;
    std::size_t end = i;
    while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
    if (end - i == 2)
      if (auto const age = std::strtod(std::string(text.substr(i, 2)).c_str(), nullptr);
          age >= youngest && age <= oldest)
        highest = std::max(highest, age);
    i = end;
  }
  return highest;
}

}  // namespace

Direction direction_of(double for_user) {
  return for_user >= tells_direction    ? Direction::less_restrictive
         : for_user <= -tells_direction ? Direction::more_restrictive
                                        : Direction::neutral;
}

double reach_change(ClauseChange const& change, std::vector<Substance const*> const& before,
                    std::vector<Substance const*> const& after, corpus::ChangeRules const& rules) {
  double gained = 0;
  std::size_t words = 0;
  auto const count = [&](std::string_view text, corpus::Span part, std::vector<Substance const*> const& side,
                         int sign) {
    for (auto const& token : redline_tokens(corpus::slice(text, part))) {
      if (!token.word || rules.light_words.contains(token.folded)) continue;
      auto const value = value_at(side, part.begin + token.span.begin);
      if (value == 0) continue;
      ++words;
      gained += sign * value;
    }
  };
  for (auto const& part : change.redline) {
    if (part.kind == RedlinePart::Kind::removed) count(change.old_text, part.before, before, -1);
    if (part.kind == RedlinePart::Kind::added) count(change.new_text, part.after, after, 1);
  }
  return words < least_words ? 0 : gained / static_cast<double>(words);
}

double age_change(ClauseChange const& change, std::vector<Substance const*> const& before,
                  std::vector<Substance const*> const& after) {
  auto const speaks = [](std::vector<Substance const*> const& side) {
    return std::any_of(side.begin(), side.end(), [](Substance const* one) {
      return std::any_of(one->topics.begin(), one->topics.end(),
                         [](TopicReading const& reading) { return is_of_age(*reading.topic); });
    });
  };
  if (!speaks(before) || !speaks(after)) return 0;
  auto const was = highest_age(change.old_text), is = highest_age(change.new_text);
  return was == 0 || is == 0 || was == is ? 0 : is > was ? -1 : 1;
}

}  // namespace smallprint::query
