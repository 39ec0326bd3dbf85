#pragma once
#include "corpus/phrase.hpp"
#include "corpus/provision.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace smallprint::parser {

/// One field, cut into words.
struct Words {
  corpus::Field field = corpus::Field::text;
  std::string_view text;
  std::vector<corpus::Token> tokens;

  Words(corpus::Field f, std::string_view t) : field(f), text(t), tokens(corpus::tokenize(t)) {}
  [[nodiscard]] corpus::Located located(std::uint32_t begin, std::uint32_t end) const {
    if (begin >= end || begin >= tokens.size()) return {field, {}};
    return {field, {tokens[begin].span.begin, tokens[end - 1].span.end}};
  }
  /// End of the sentence that holds token `at`.
  [[nodiscard]] std::uint32_t sentence_end(std::uint32_t at) const {
    auto end = at + 1;
    while (end < tokens.size() && tokens[end].before != corpus::Token::Break::sentence) ++end;
    return std::min<std::uint32_t>(end, static_cast<std::uint32_t>(tokens.size()));
  }
};

}  // namespace smallprint::parser
