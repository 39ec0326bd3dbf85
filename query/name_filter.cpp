#include "query/name_filter.hpp"

#include "corpus/text.hpp"
#include "query/suggest.hpp"

#include <algorithm>
#include <set>

namespace smallprint::query {
namespace {

/// "Acme.ai" is two words here: nobody types the dot.
std::vector<std::string> folded_words(std::string text) {
  std::replace(text.begin(), text.end(), '.', ' ');
  std::vector<std::string> out;
  for (auto const word : corpus::words(text)) out.push_back(corpus::fold(corpus::slice(text, word)));
  return out;
}

bool holds(std::vector<std::string> const& name, std::vector<std::string> const& wanted, bool prefix) {
  auto const fits = [&](std::string const& have, std::string const& want) {
    return have == want || (prefix && &want == &wanted.back() && have.starts_with(want));
  };
  return !wanted.empty() && std::search(name.begin(), name.end(), wanted.begin(), wanted.end(), fits) != name.end();
}

std::string const& name_of(corpus::Source const& source, language::Field field) {
  return field == language::Field::provider ? source.authority : source.document_type;
}

}  // namespace

corpus::Result<std::vector<std::string>> meant_names(language::DocumentFilter const& filter,
                                                     std::vector<std::string> const& known) {
  std::set<std::string> out;
  for (auto const& name : filter.names) {
    bool const prefix = name.ends_with('*');
    auto const wanted = folded_words(name);
    std::set<std::string> found;
    for (auto const& one : known)
      if (!prefix && folded_words(one) == wanted) found.insert(one);
    if (found.empty())
      for (auto const& one : known)
        if (holds(folded_words(one), wanted, prefix)) found.insert(one);
    if (found.empty())
      return corpus::Error{corpus::Errc::not_found, "query", filter.offset,
                           "no " +
                               std::string(filter.field == language::Field::provider ? "provider" : "document type") +
                               " '" + name + "'" + suggestion(name, known)};
    out.merge(found);
  }
  return std::vector<std::string>(out.begin(), out.end());
}

corpus::Result<DocumentScope> DocumentScope::make(std::vector<language::DocumentFilter> const& filters,
                                                  std::span<corpus::Source const> known) {
  DocumentScope out;
  for (auto const& filter : filters) {
    std::set<std::string> names;
    for (auto const& source : known) names.insert(name_of(source, filter.field));
    auto meant = meant_names(filter, {names.begin(), names.end()});
    if (!meant) return meant.error();
    out.limits_.push_back({filter.field, std::move(*meant), filter.negated});
  }
  return out;
}

bool DocumentScope::holds(corpus::Source const& source) const {
  return std::all_of(limits_.begin(), limits_.end(), [&](Limit const& limit) {
    return std::binary_search(limit.names.begin(), limit.names.end(), name_of(source, limit.field)) != limit.negated;
  });
}

}  // namespace smallprint::query
