#include "query/incorporated.hpp"

#include "corpus/text.hpp"

#include <algorithm>
#include <set>

namespace smallprint::query {
namespace {

constexpr std::size_t longest_name = 80;  // bytes

std::set<std::uint64_t> stems_of(std::string_view text) {
  std::set<std::uint64_t> out;
  for (auto const& token : corpus::tokenize(text)) out.insert(token.stem);
  return out;
}

bool ends_like_a_document(std::string_view name, corpus::Lexicon const& concepts) {
  if (!concepts.has("document_word")) return false;
  auto const tokens = corpus::tokenize(name);
  corpus::Matcher matcher(concepts, tokens);
  auto const& places = matcher.find_concept(concepts.id("document_word"));
  return std::any_of(places.begin(), places.end(), [&](corpus::Match const& m) { return m.end == tokens.size(); });
}

}  // namespace

std::vector<std::string> linked_documents(std::string_view clause, corpus::Lexicon const& concepts) {
  std::vector<std::string> out;
  for (auto end = clause.find("]("); end != std::string_view::npos; end = clause.find("](", end + 1)) {
    auto const begin = clause.rfind('[', end);
    if (begin == std::string_view::npos || end - begin > longest_name) continue;
    auto const name = corpus::fold_spaces(clause.substr(begin + 1, end - begin - 1));
    bool const is_name = !name.empty() && name.front() >= 'A' && name.front() <= 'Z' &&
                         name.find_first_of("*_[]<>") == std::string::npos;
    if (is_name && ends_like_a_document(name, concepts) && std::find(out.begin(), out.end(), name) == out.end())
      out.push_back(name);
  }
  return out;
}

bool is_among(std::string_view name, std::span<std::string const> known) {
  auto const wanted = stems_of(name);
  return std::any_of(known.begin(), known.end(), [&](std::string const& one) {
    auto const have = stems_of(one);
    return std::includes(have.begin(), have.end(), wanted.begin(), wanted.end()) ||
           (!have.empty() && std::includes(wanted.begin(), wanted.end(), have.begin(), have.end()));
  });
}

}  // namespace smallprint::query
