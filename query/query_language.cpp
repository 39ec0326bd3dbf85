#include "query/query_language.hpp"

#include "corpus/provision.hpp"
#include "query/query_grammar.hpp"
#include "query/suggest.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace smallprint::query::language {
namespace {

using corpus::Errc;
using corpus::Error;
using corpus::Result;

constexpr std::array<std::string_view, 8> field_words{"provider", "type",    "modality", "bearer",
                                                      "topic",    "heading", "lead-in",  "text"};

Error error(std::size_t at, std::string message, Errc code = Errc::syntax) {
  return Error{code, "query", at, std::move(message)};
}

std::size_t skip_spaces(std::string_view query, std::size_t at) {
  auto it = query.begin() + static_cast<std::ptrdiff_t>(at);
  boost::spirit::x3::parse(it, query.end(), *grammar::space);
  return static_cast<std::size_t>(it - query.begin());
}

/// The word, or the bracket or quote, that stands at `at`.
std::string found_at(std::string_view query, std::size_t at) {
  if (at >= query.size()) return "end of query";
  constexpr std::size_t longest = 24;
  std::size_t end = at + 1;
  if (std::string_view("()\",*").find(query[at]) == std::string_view::npos)
    while (end < query.size() && std::string_view(" \t\r\n()\",*").find(query[end]) == std::string_view::npos) ++end;
  if (end - at > longest) end = at + longest;
  while (end < query.size() && (static_cast<unsigned char>(query[end]) & 0xC0) == 0x80) ++end;
  return "'" + std::string(query.substr(at, end - at)) + "'";
}

std::string joined(std::vector<std::string> const& names) {
  std::string out;
  for (auto const& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

std::size_t column(std::string_view query, std::size_t at) {
  auto const head = query.substr(0, at);
  auto const line = head.substr(head.rfind('\n') + 1);  // npos + 1 is 0
  return 1 + static_cast<std::size_t>(std::count_if(
                 line.begin(), line.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

/// Looked at before the grammar, which descends as deep as the brackets do. Any quote ends any other, as there.
std::optional<std::size_t> too_deep(std::string_view query) {
  std::size_t depth = 0;
  bool quoted = false;
  for (std::size_t at = 0; at < query.size(); ++at) {
    auto it = query.begin() + static_cast<std::ptrdiff_t>(at);
    if (boost::spirit::x3::parse(it, query.end(), grammar::quote)) quoted = !quoted;
    if (quoted) continue;
    if (query[at] == '(' && ++depth > max_depth) return at;
    if (query[at] == ')' && depth > 0) --depth;
  }
  return std::nullopt;
}

/// What the grammar cannot say: names of fields, values of filters, fields within fields.
class Checker {
 public:
  Result<void> check(Node& node, Node const* inside = nullptr) {
    if (node.kind == Node::Kind::filter) return check_filter(node, inside);
    if (node.kind == Node::Kind::words) {
      if (inside != nullptr) return nested(node, *inside);
      inside = &node;
    }
    for (auto& child : node.children)
      if (auto const ok = check(child, inside); !ok) return ok.error();
    return {};
  }

 private:
  static Error nested(Node const& node, Node const& outer) {
    return error(node.offset, "expected words inside '" + std::string(to_string(outer.field)) + ":', got the field '" +
                                  std::string(to_string(node.field)) + ":'");
  }

  static Result<void> check_filter(Node& node, Node const* inside) {
    if (!node.text.empty()) {
      std::vector<std::string> const names(field_words.begin(), field_words.end());
      auto const guess = suggestion(node.text, names);
      return error(node.offset,
                   "no field '" + node.text + "'" +
                       (guess.empty() ? "; there are " + joined(names) + "; quotes make it words" : guess));
    }
    if (inside != nullptr) return nested(node, *inside);
    if (auto const read = read_values(node, node.children.front()); !read) return read.error();
    node.children.clear();
    return {};
  }

  static Result<void> read_values(Node& filter, Node const& value) {
    if (value.kind == Node::Kind::any) {
      for (auto const& child : value.children)
        if (auto const read = read_values(filter, child); !read) return read.error();
      return {};
    }
    std::string name;
    bool plain = value.kind == Node::Kind::term || (value.kind == Node::Kind::all && value.implicit);
    auto const add = [&](Node const& term) {
      plain = plain && term.kind == Node::Kind::term && !term.exact;
      name += (name.empty() ? "" : " ") + term.text + (term.prefix ? "*" : "");
    };
    if (value.kind == Node::Kind::term) add(value);
    for (auto const& child : value.children) add(child);
    if (!plain)
      return error(value.offset, "expected names joined by OR after '" + std::string(to_string(filter.field)) + ":'");
    return add_value(filter, value.offset, std::move(name));
  }

  static Result<void> add_value(Node& filter, std::size_t at, std::string name) {
    if (filter.field == Field::modality || filter.field == Field::bearer) {
      name = corpus::fold(name);
      auto const known = known_values(filter.field);
      if (std::find(known.begin(), known.end(), name) == known.end()) {
        return error(at, "no " + std::string(to_string(filter.field)) + " '" + name + "'; there are " + joined(known));
      }
    }
    filter.values.push_back(std::move(name));
    return {};
  }

  static std::vector<std::string> known_values(Field field) {
    std::vector<std::string> out;
    if (field == Field::modality)
      for (int i = 0; i <= static_cast<int>(corpus::Modality::definition); ++i)
        out.emplace_back(to_string(static_cast<corpus::Modality>(i)));
    else
      for (int i = 0; i <= static_cast<int>(corpus::Bearer::both); ++i)
        out.emplace_back(to_string(static_cast<corpus::Bearer>(i)));
    return out;
  }
};

Result<Node> parse_grammar(std::string_view query) {
  namespace x3 = boost::spirit::x3;
  auto it = query.begin();
  auto const rule = x3::with<grammar::begin_tag>(query.begin())[grammar::whole];
  Node root;
  try {
    x3::phrase_parse(it, query.end(), rule, grammar::space, root);
  } catch (x3::expectation_failure<std::string_view::iterator> const& e) {
    auto const at = skip_spaces(query, static_cast<std::size_t>(e.where() - query.begin()));
    return error(at, "expected " + e.which() + ", got " + found_at(query, at));
  }
  return root;
}

}  // namespace

std::string_view to_string(Field field) {
  return field_words[static_cast<std::size_t>(field)];
}

Result<Node> parse(std::string_view query) {
  if (query.size() > max_size)
    return error(max_size, "expected at most 4096 bytes, got " + std::to_string(query.size()), Errc::too_large);
  if (!corpus::is_utf8(query)) {
    std::size_t good = 0;
    for (std::size_t size = 1; good + size <= query.size() && size <= 4;)
      corpus::is_utf8(query.substr(good, size)) ? (good += size, size = 1) : ++size;
    return error(good, "expected UTF-8, got another byte", Errc::bad_encoding);
  }
  if (auto const at = too_deep(query))
    return error(*at, "expected at most 64 nested brackets, got one more", Errc::too_large);
  auto root = parse_grammar(query);
  if (!root) return root;
  if (auto const ok = Checker().check(*root); !ok) return ok.error();
  return root;
}

std::string explain(Error const& error, std::string_view query) {
  if (error.source != "query") return error.source + ": " + error.message;
  auto const at = std::min(error.offset, query.size());
  auto const line_begin = query.substr(0, at).rfind('\n') + 1;
  auto const line = query.substr(line_begin, query.find('\n', at) - line_begin);
  auto const number = 1 + std::count(query.begin(), query.begin() + static_cast<std::ptrdiff_t>(at), '\n');
  auto const col = column(query, at);
  return "query:" + std::to_string(number) + ":" + std::to_string(col) + ": " + error.message + "\n  " +
         std::string(line) + "\n  " + std::string(col - 1, ' ') + "^";
}

}  // namespace smallprint::query::language
