#include "query/quote_names.hpp"

#include "corpus/text.hpp"

#include <algorithm>

namespace smallprint::query {
namespace {

/// Folded words; "Acme's" is "acme", and "acme.ai" two words. One that begins with a capital keeps it, as a
/// name that is a common word too ("Runway") is meant only where it is written as a name.
std::vector<std::string> name_words(std::string text) {
  std::replace(text.begin(), text.end(), '.', ' ');
  std::vector<std::string> out;
  for (auto const word : corpus::words(text)) {
    auto folded = corpus::fold(corpus::slice(text, word));
    if (folded.empty()) continue;
    if (folded.ends_with("'s")) folded.resize(folded.size() - 2);
    if (char const first = text[word.begin]; first >= 'A' && first <= 'Z') folded.front() = first;
    out.push_back(std::move(folded));
  }
  return out;
}

template <class Names>
std::set<std::string> found(Names const& names, std::vector<std::string> const& text) {
  std::set<std::string> out;
  for (auto const& one : names)
    if (!one.words.empty() && std::search(text.begin(), text.end(), one.words.begin(), one.words.end()) != text.end())
      out.insert(one.name);
  return out;
}

}  // namespace

QuoteNames::QuoteNames(std::vector<index::Document> const& documents) {
  std::set<std::string> authorities, types;
  for (auto const& document : documents) {
    authorities.insert(document.source.authority);
    types.insert(document.source.document_type);
  }
  for (auto const& name : authorities) authorities_.push_back({name, name_words(name)});
  for (auto const& name : types) document_types_.push_back({name, name_words(name)});
}

Named QuoteNames::in(corpus::Quotation const& quotation) const {
  auto const near = name_words(quotation.sentence);
  auto const around = name_words(quotation.paragraph);
  Named out{found(authorities_, near), found(document_types_, near), true};
  if (out.authorities.empty()) out.authorities = found(authorities_, around);
  if (out.document_types.empty()) out.document_types = found(document_types_, around);
  if (!out.authorities.empty()) return out;
  out.surely = false;
  auto const before = name_words(quotation.before);
  out.authorities = found(authorities_, before);
  if (out.document_types.empty()) out.document_types = found(document_types_, before);
  return out;
}

}  // namespace smallprint::query
