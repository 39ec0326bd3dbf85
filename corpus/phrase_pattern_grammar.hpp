#pragma once  // only phrase_pattern.cpp includes this
#include "corpus/phrase_pattern.hpp"

#include <boost/fusion/include/std_pair.hpp>
#include <boost/spirit/home/x3.hpp>

namespace smallprint::corpus::pattern::grammar {
namespace x3 = boost::spirit::x3;

/// Collects what the rules find; one entry per open bracket.
class Builder {
 public:
  Builder() { open_group(); }
  void add(Element::Kind kind, std::string text = {}) { add(Element{kind, std::move(text)}); }
  void add_gap(boost::optional<std::uint32_t> const& most) {
    Element gap{Element::Kind::gap};
    if (most) gap.most = *most;
    add(std::move(gap));
  }
  void next_choice() { open_.back().emplace_back(); }
  void open_group() {
    open_.emplace_back();
    next_choice();
  }
  void close_group(Element::Kind kind) {
    Element group{kind};
    group.choices = finish();
    open_.pop_back();
    add(std::move(group));
  }
  Alternatives finish() { return std::move(open_.back()); }

 private:
  void add(Element element) { open_.back().back().push_back(std::move(element)); }
  std::vector<Alternatives> open_;
};
struct builder_tag;

inline auto& builder(auto& ctx) {
  return x3::get<builder_tag>(ctx).get();
}

inline const auto on_word = [](auto& ctx) { builder(ctx).add(Element::Kind::word, x3::_attr(ctx)); };
inline const auto on_exact = [](auto& ctx) { builder(ctx).add(Element::Kind::exact, x3::_attr(ctx)); };
inline const auto on_concept = [](auto& ctx) { builder(ctx).add(Element::Kind::concept_name, x3::_attr(ctx)); };
inline const auto on_gap = [](auto& ctx) { builder(ctx).add_gap(x3::_attr(ctx)); };
inline const auto on_number = [](auto& ctx) { builder(ctx).add(Element::Kind::number); };
inline const auto on_or = [](auto& ctx) { builder(ctx).next_choice(); };
inline const auto on_open = [](auto& ctx) { builder(ctx).open_group(); };
inline const auto on_close = [](auto& ctx) { builder(ctx).close_group(Element::Kind::group); };
inline const auto on_close_optional = [](auto& ctx) { builder(ctx).close_group(Element::Kind::optional); };

// Bytes above ASCII belong to words; ICU cuts a word such as "opt-out" in two later.
inline const auto letter = x3::char_ - x3::char_(" \t()[]|@=#.\"");
inline const x3::rule<struct word_id, std::string> word = "word";
inline const auto word_def = x3::lexeme[+letter >> *(x3::char_('.') >> !x3::lit('.') >> +letter)];
inline const x3::rule<struct name_id, std::string> name = "concept name";
inline const auto name_def = x3::lexeme[+x3::char_("a-z0-9_-")];

// Rules of their own, so that an error names what is missing.
inline const x3::rule<struct named_id> concept_name = "concept name after '@'";
inline const auto concept_name_def = name[on_concept];
inline const x3::rule<struct exact_id> exact_word = "word after '='";
inline const auto exact_word_def = word[on_exact];
inline const x3::rule<struct close_id> close = "')'";
inline const auto close_def = x3::lit(')')[on_close];
inline const x3::rule<struct close_optional_id> close_optional = "']'";
inline const auto close_optional_def = x3::lit(']')[on_close_optional];
inline const x3::rule<struct choices_id> choices = "phrase";
inline const x3::rule<struct element_id> element = "word";
inline const auto element_def = (x3::lit("..") >> -x3::uint32)[on_gap] | x3::lit('#')[on_number] |
                                ('@' > concept_name) | ('=' > exact_word) | (x3::lit('(')[on_open] > choices > close) |
                                (x3::lit('[')[on_open] > choices > close_optional) | word[on_word];
inline const auto choices_def = +element % x3::lit('|')[on_or];
BOOST_SPIRIT_DEFINE(word, name, concept_name, exact_word, close, close_optional, choices, element)

}  // namespace smallprint::corpus::pattern::grammar
