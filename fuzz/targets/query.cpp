#include "corpus/text.hpp"
#include "fuzz/target.hpp"
#include "query/query_plan.hpp"

#include <sqlite3.h>

#include <string>

namespace smallprint::fuzz {
namespace {

using corpus::Errc;
using namespace query::language;

/// Whether FTS5 understands an expression: an empty table of the index's columns is asked.
bool understood(std::string const& expression) {
  static sqlite3_stmt* const statement = [] {
    sqlite3* database = nullptr;
    sqlite3_stmt* made = nullptr;
    require(sqlite3_open(":memory:", &database) == SQLITE_OK &&
                sqlite3_exec(database, "CREATE VIRTUAL TABLE t USING fts5(heading, lead_in, text)", nullptr, nullptr,
                             nullptr) == SQLITE_OK &&
                sqlite3_prepare_v2(database, "SELECT rowid FROM t WHERE t MATCH ?", -1, &made, nullptr) == SQLITE_OK,
            "SQLite has FTS5");
    return made;
  }();
  sqlite3_bind_text(statement, 1, expression.data(), static_cast<int>(expression.size()), SQLITE_TRANSIENT);
  bool const done = sqlite3_step(statement) == SQLITE_DONE;
  sqlite3_reset(statement);
  return done;
}

void check_node(Node const& node, std::size_t size) {
  require(node.offset < size, "a node starts inside the query");
  switch (node.kind) {
    case Node::Kind::term:
      require(!node.text.empty() && node.children.empty(), "a term has words");
      require(corpus::is_utf8(node.text), "a term is UTF-8");
      break;
    case Node::Kind::near:
      require(node.distance >= 1 && node.distance <= max_distance, "a distance is within its bounds");
      for (auto const& child : node.children) require(child.kind == Node::Kind::term, "NEAR joins terms");
      [[fallthrough]];
    case Node::Kind::all:
    case Node::Kind::any:
      require(node.children.size() >= 2, "a list has members");
      break;
    case Node::Kind::none:
    case Node::Kind::words:
      require(node.children.size() == 1, "there is one child");
      break;
    case Node::Kind::filter:
      require(!node.values.empty() && node.children.empty(), "a filter has values");
      break;
  }
  for (auto const& child : node.children) check_node(child, size);
}

void check_branches(std::vector<Branch> const& branches) {
  for (auto const& branch : branches) {
    auto const expression = branch.expression();
    require(expression.empty() == branch.all.empty(), "there is an expression where something must match");
    require(expression.empty() || understood(expression), "FTS5 understands " + expression);
  }
}

}  // namespace

void query(std::string_view bytes) {
  auto const tree = parse(bytes);
  if (tree.has_error()) {
    auto const& error = tree.error();
    require(error.source == "query" && error.offset <= bytes.size() && !error.message.empty(),
            "an error says where and what");
    require(!explain(error, bytes).empty(), "an error can be explained");
    return;
  }
  check_node(*tree, bytes.size());
  PlanOptions options;
  options.topic_query = [](std::string_view) -> corpus::Result<std::string> {
    return std::string("sell OR \"rent out\"");
  };
  auto const planned = plan(*tree, options);
  if (planned.has_error()) {
    require(planned.error().code == Errc::too_large && !planned.error().message.empty(), "only size stops a plan");
    return;
  }
  check_branches(planned->branches);
  check_branches(planned->beside);
  for (auto const& word : planned->words) require(understood(word), "FTS5 understands " + word);
}

}  // namespace smallprint::fuzz
