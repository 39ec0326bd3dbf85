#include "query/places.hpp"

#include <algorithm>

namespace smallprint::query {

using corpus::Errc;
using corpus::Error;
using corpus::Result;

Result<std::vector<index::Occurrence> const*> Places::clauses(index::Version const& version) {
  if (auto const it = clauses_.find(version.id); it != clauses_.end()) return &it->second;
  auto read = store_.occurrences(version.id);
  if (!read) return read.error();
  return &clauses_.emplace(version.id, std::move(*read)).first->second;
}

Result<index::Occurrence const*> Places::first(index::Version const& version, std::int64_t text_id) {
  auto const all = clauses(version);
  if (!all) return all.error();
  auto const it = std::find_if((*all)->begin(), (*all)->end(), [&](auto const& one) { return one.text_id == text_id; });
  if (it != (*all)->end()) return &*it;
  return Error{Errc::not_found, "index", 0,
               "a clause has no place in the version of " + version.date + "; run smallprint reindex"};
}

Result<std::string> Places::quote(index::Version const& version, corpus::Span raw) {
  auto it = versions_.find(version.sha256);
  if (it == versions_.end()) {
    auto text = texts_.text(version.sha256);
    if (!text) return text.error();
    it = versions_.emplace(version.sha256, std::move(*text)).first;
  }
  if (raw.begin > raw.end || raw.end > it->second.size())
    return Error{Errc::io, "index", raw.end,
                 "a clause ends after its version of " + version.date + "; run smallprint reindex"};
  return std::string(corpus::slice(it->second, raw));
}

std::string place_name(std::string const& label, std::string const& heading) {
  if (!label.empty()) return label;
  auto const last = heading.rfind(" > ");
  return last == std::string::npos ? heading : heading.substr(last + 3);
}

std::string citation(corpus::Source const& source, std::string const& place) {
  return source.authority + ", " + source.document_type + (place.empty() ? "" : ", " + place);
}

}  // namespace smallprint::query
