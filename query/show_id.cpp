#include "query/show_id.hpp"

#include "corpus/text.hpp"
#include "query/name_filter.hpp"
#include "query/suggest.hpp"

#include <algorithm>
#include <set>

namespace smallprint::query {
namespace {

using corpus::Errc;
using corpus::Error;
using corpus::Result;

constexpr std::size_t shortest_key = 8;
constexpr std::size_t most_candidates = 5;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// "2025", "2025-06", "2025-06-01", and a time after it.
bool is_date(std::string_view text) {
  constexpr std::string_view form = "dddd-dd-ddTdd:dd:ddZ";
  if (text.size() > form.size() || (text.size() != 4 && text.size() != 7 && text.size() < 10)) return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (form[i] == 'd' ? !is_digit(text[i]) : text[i] != form[i]) return false;
  return true;
}

std::string name_of(index::Document const& document) {
  return document.source.authority + "/" + document.source.document_type;
}

std::string listed(std::vector<index::Document> const& documents) {
  std::string out;
  for (std::size_t i = 0; i < documents.size() && i < most_candidates; ++i)
    out += (i == 0 ? "" : ", ") + name_of(documents[i]);
  if (documents.size() > most_candidates) out += " and " + std::to_string(documents.size() - most_candidates) + " more";
  return out;
}

/// Documents whose authority and type are meant by the two names, empty when one means nothing.
std::vector<index::Document> meant(std::string const& authority, std::string const& type,
                                   std::vector<index::Document> known) {
  using language::Field;
  for (auto const field : {Field::provider, Field::type}) {
    std::set<std::string> names;
    for (auto const& one : known)
      names.insert(field == Field::provider ? one.source.authority : one.source.document_type);
    auto const fit = meant_names({field, {field == Field::provider ? authority : type}}, {names.begin(), names.end()});
    if (!fit) return {};
    std::erase_if(known, [&](index::Document const& one) {
      auto const& name = field == Field::provider ? one.source.authority : one.source.document_type;
      return !std::binary_search(fit->begin(), fit->end(), name);
    });
  }
  return known;
}

}  // namespace

Result<ShowId> parse_show_id(std::string_view id) {
  auto const error = [&](std::size_t at, std::string message) {
    return Error{Errc::syntax, std::string(id), at, std::move(message)};
  };
  if (id.empty()) return Error{Errc::syntax, "id", 0, "expected a clause's key or 'authority/document', got nothing"};
  if (!corpus::is_utf8(id)) return Error{Errc::bad_encoding, "id", 0, "expected UTF-8"};
  ShowId out;
  auto const slash = id.find('/');
  if (slash == std::string_view::npos) {
    if (!std::all_of(id.begin(), id.end(), is_hex))
      return error(
          0, "expected a clause's key (8 or more hex digits) or 'authority/document', got '" + std::string(id) + "'");
    if (id.size() < shortest_key)
      return error(id.size(), "expected 8 or more digits of a key, got " + std::to_string(id.size()));
    out.key = id;
    std::transform(out.key.begin(), out.key.end(), out.key.begin(),
                   [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c; });
    return out;
  }
  auto rest = id;
  if (auto const hash = id.find('#', slash); hash != std::string_view::npos) {
    out.label = corpus::fold_spaces(id.substr(hash + 1));
    if (out.label.empty()) return error(hash + 1, "expected a label after '#', got end of id");
    rest = id.substr(0, hash);
  }
  if (auto const at = rest.find('@', slash); at != std::string_view::npos) {
    out.date = rest.substr(at + 1);
    if (!is_date(out.date)) return error(at + 1, "expected a date like 2025-06-01 after '@', got '" + out.date + "'");
    rest = rest.substr(0, at);
  }
  out.document = corpus::fold_spaces(rest);
  return out;
}

Result<index::Document> meant_document(std::string const& name, std::vector<index::Document> const& known) {
  for (auto const& one : known)
    if (same_name(name_of(one), name)) return one;
  // An authority's name may hold a slash itself.
  for (auto slash = name.find('/'); slash != std::string::npos; slash = name.find('/', slash + 1)) {
    auto const found = meant(name.substr(0, slash), name.substr(slash + 1), known);
    if (found.size() == 1) return found.front();
    if (found.size() > 1)
      return Error{Errc::not_found, name, 0, "names " + std::to_string(found.size()) + " documents: " + listed(found)};
  }
  std::vector<index::Document> of_authority;
  std::vector<std::string> names;
  for (auto const& one : known) {
    names.push_back(name_of(one));
    if (same_name(one.source.authority, name.substr(0, name.find('/')))) of_authority.push_back(one);
  }
  auto const near = suggestion(name, names);
  if (near.empty() && !of_authority.empty())
    return Error{Errc::not_found, name, 0, "no such document; there are " + listed(of_authority)};
  return Error{Errc::not_found, name, 0, "no such document" + near};
}

std::string plain_label(std::string_view label) {
  auto out = corpus::fold(label);
  std::erase_if(out, [](char c) { return c == ' '; });
  while (out.ends_with('.') || out.ends_with(':')) out.pop_back();
  return out;
}

}  // namespace smallprint::query
