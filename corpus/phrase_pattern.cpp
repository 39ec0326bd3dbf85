#include "corpus/phrase_pattern.hpp"

#include "corpus/phrase_pattern_grammar.hpp"

namespace smallprint::corpus::pattern {
namespace {

constexpr std::size_t max_size = 2000;  // bytes of one pattern
constexpr std::size_t max_depth = 20;   // of brackets

std::string found_at(std::string_view text, std::size_t at) {
  return at >= text.size() ? "end of pattern" : "'" + std::string(text.substr(at, 1)) + "'";
}

std::size_t depth_of(std::string_view text) {
  std::size_t depth = 0;
  std::size_t most = 0;
  for (char const c : text) {
    if (c == '(' || c == '[') most = std::max(most, ++depth);
    if ((c == ')' || c == ']') && depth > 0) --depth;
  }
  return most;
}

}  // namespace

Result<Alternatives> parse(std::string_view text, std::string const& where) {
  namespace x3 = boost::spirit::x3;
  if (text.size() > max_size || depth_of(text) > max_depth)
    return Error{Errc::too_large, where, 0, "a pattern has at most 2000 bytes and 20 nested brackets"};
  grammar::Builder builder;
  auto const begin = text.begin();
  auto it = begin;
  auto const rule = x3::with<grammar::builder_tag>(std::ref(builder))[grammar::choices];
  try {
    bool const ok = x3::phrase_parse(it, text.end(), rule, x3::ascii::space);
    auto const at = static_cast<std::size_t>(it - begin);
    if (!ok || it != text.end())
      return Error{Errc::syntax, where, at,
                   "expected a word, '@', '=', '(', '[', '|' or '..', got " + found_at(text, at)};
  } catch (x3::expectation_failure<std::string_view::iterator> const& e) {
    auto const at = static_cast<std::size_t>(e.where() - begin);
    return Error{Errc::syntax, where, at, "expected " + e.which() + ", got " + found_at(text, at)};
  }
  return builder.finish();
}

}  // namespace smallprint::corpus::pattern
