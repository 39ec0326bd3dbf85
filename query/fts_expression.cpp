#include "query/fts_expression.hpp"

#include "corpus/text.hpp"

#include <algorithm>

namespace smallprint::query::language {
namespace {

/// index/tokenizer.hpp: before a word of a query, "this very word, not its stem".
constexpr char exact_mark = '=';

std::string quoted(std::string_view text, bool exact) {
  std::string out = "\"";
  auto const put = [&](std::string_view part) {
    for (char const c : part)
      if (c == '"')
        out += "\"\"";
      else
        out += c == exact_mark || static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  };
  if (exact)
    for (auto const word : corpus::words(text)) {
      out += out.size() > 1 ? " " : "";
      out += exact_mark;
      put(corpus::slice(text, word));
    }
  else
    put(text);
  return out + '"';
}

std::string term(Node const& node) {
  return quoted(node.text, node.exact) + (node.prefix ? " *" : "");
}

/// How deeply brackets are nested, those in strings apart.
std::size_t depth(std::string_view expression) {
  std::size_t now = 0;
  std::size_t most = 0;
  bool string = false;
  for (char const c : expression) {
    if (c == '"') string = !string;
    if (string) continue;
    if (c == '(') most = std::max(most, ++now);
    if (c == ')') --now;
  }
  return most;
}

std::string list(Node const& node, std::string_view operation) {
  std::vector<std::string> parts;
  for (auto const& child : node.children) parts.push_back(fts_expression(child));
  return fts_join(std::move(parts), operation);
}

std::string_view column_name(Field field) {
  return field == Field::heading ? "heading" : field == Field::lead_in ? "lead_in" : "text";
}

}  // namespace

bool is_words(Node const& node) {
  if (node.kind == Node::Kind::none || node.kind == Node::Kind::filter) return false;
  return std::all_of(node.children.begin(), node.children.end(), [](Node const& child) { return is_words(child); });
}

std::string fts_expression(Node const& node, Field const* column) {
  if (column != nullptr) return '{' + std::string(column_name(*column)) + "} : " + fts_expression(node);
  switch (node.kind) {
    case Node::Kind::near: {
      std::string out = "NEAR(";
      for (auto const& child : node.children) out += term(child) + ' ';
      return out + ", " + std::to_string(node.distance) + ')';
    }
    case Node::Kind::all:
      return list(node, "AND");
    case Node::Kind::any:
      return list(node, "OR");
    case Node::Kind::words:
      return fts_expression(node.children.front(), &node.field);
    default:
      return term(node);
  }
}

std::string fts_join(std::vector<std::string> expressions, std::string_view operation) {
  if (expressions.size() == 1) return std::move(expressions.front());
  std::vector<std::pair<std::size_t, std::string>> parts;
  for (auto& expression : expressions) parts.emplace_back(depth(expression), std::move(expression));
  std::stable_sort(parts.begin(), parts.end(), [](auto const& a, auto const& b) { return a.first > b.first; });
  std::string out;
  for (auto const& [deep, part] : parts) {
    out += out.empty() ? '(' : ' ';
    if (out.size() > 1) out.append(operation) += ' ';
    out += part;
  }
  return out + ')';
}

std::string fts_any(std::span<std::string const> words) {
  std::string out;
  for (auto const& word : words) out += (out.empty() ? "" : " OR ") + quoted(word, false);
  return out;
}

}  // namespace smallprint::query::language
