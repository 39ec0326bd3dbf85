#include "query/query_plan.hpp"

#include "corpus/text.hpp"
#include "query/fts_expression.hpp"

#include <algorithm>

namespace smallprint::query::language {
namespace {

using corpus::Errc;
using corpus::Error;
using corpus::Result;
using Branches = std::vector<Branch>;

constexpr std::size_t most_branches = 16;

bool only_words(Branch const& branch) {
  return branch.documents.empty() && branch.provisions.empty() && branch.topics.empty();
}

template <class T>
void append(std::vector<T>& to, std::vector<T> const& from) {
  to.insert(to.end(), from.begin(), from.end());
}

/// Alternatives of nothing but words are one alternative: the index joins them faster.
Branches merge(Branches branches) {
  if (std::count_if(branches.begin(), branches.end(), [](auto const& b) { return only_words(b) && !b.all.empty(); }) <
      2)
    return branches;
  std::vector<std::string> words;
  std::erase_if(branches, [&](Branch const& branch) {
    if (!only_words(branch) || branch.all.empty()) return false;
    words.push_back(branch.expression());
    return true;
  });
  branches.insert(branches.begin(), Branch{{fts_join(std::move(words), "OR")}, {}, {}, {}, {}});
  return branches;
}

/// `modality:` and `bearer:` that stand side by side speak of the same provision.
void add_provisions(std::vector<ProvisionFilter>& to, std::vector<ProvisionFilter> const& from) {
  for (auto const& filter : from) {
    bool const pairs = !to.empty() && !filter.negated && !to.back().negated &&
                       (to.back().modalities.empty() ? filter.bearers.empty()
                                                     : to.back().bearers.empty() && filter.modalities.empty());
    if (!pairs) {
      to.push_back(filter);
      continue;
    }
    append(to.back().modalities, filter.modalities);
    append(to.back().bearers, filter.bearers);
  }
}

bool is_stop_word(Node const& node, StopWords const& stop_words) {
  if (node.kind != Node::Kind::term || node.phrase || node.prefix || node.exact) return false;
  auto const words = corpus::words(node.text);
  return words.size() == 1 && stop_words.contains(corpus::fold(corpus::slice(node.text, words.front())));
}

/// Leaves them out of lists without operators, unless nothing else is looked for there.
Node without_stop_words(Node node, StopWords const& stop_words) {
  for (auto& child : node.children) child = without_stop_words(std::move(child), stop_words);
  if (!node.implicit) return node;
  auto const stops = [&](Node const& child) { return is_stop_word(child, stop_words); };
  if (std::none_of(node.children.begin(), node.children.end(), [&](Node const& c) { return is_words(c) && !stops(c); }))
    return node;
  std::erase_if(node.children, stops);
  return node.children.size() == 1 ? Node(node.children.front()) : node;
}

class Planner {
 public:
  explicit Planner(PlanOptions const& options) : options_(options) {}

  /// Alternatives in which `node` holds, or does not when `negated`.
  Result<Branches> alternatives(Node const& node, bool negated, Field const* column) {
    switch (node.kind) {
      case Node::Kind::none:
        return alternatives(node.children.front(), !negated, column);
      case Node::Kind::filter:
        return filter(node, negated);
      default:
        break;
    }
    if (!is_words(node)) {
      if (node.kind == Node::Kind::words) return alternatives(node.children.front(), negated, &node.field);
      return (node.kind == Node::Kind::all) != negated ? every(node, negated, column) : either(node, negated, column);
    }
    Branch branch;
    (negated ? branch.none : branch.all).push_back(fts_expression(node, column));
    return Branches{branch};
  }

 private:
  Result<Branches> every(Node const& node, bool negated, Field const* column) {
    Branches out{{}};
    for (auto const& child : node.children) {
      auto const more = alternatives(child, negated, column);
      if (!more) return more.error();
      Branches product;
      for (auto const& left : out)
        for (auto const& right : *more) {
          Branch joined = left;
          append(joined.all, right.all);
          append(joined.none, right.none);
          append(joined.documents, right.documents);
          append(joined.topics, right.topics);
          add_provisions(joined.provisions, right.provisions);
          product.push_back(std::move(joined));
          if (product.size() > most_branches) return too_many(node);
        }
      out = merge(std::move(product));
    }
    return out;
  }

  Result<Branches> either(Node const& node, bool negated, Field const* column) {
    Branches out;
    for (auto const& child : node.children) {
      auto const more = alternatives(child, negated, column);
      if (!more) return more.error();
      append(out, *more);
      out = merge(std::move(out));
      if (out.size() > most_branches) return too_many(node);
    }
    return out;
  }

  static Error too_many(Node const& node) {
    return Error{Errc::too_large, "query", node.offset,
                 "OR and NOT combine fields and words here in more than 16 ways; ask in several queries"};
  }

  Result<Branches> filter(Node const& node, bool negated) {
    if (node.field == Field::topic) return topic(node, negated);
    Branch branch;
    if (node.field == Field::provider || node.field == Field::type) {
      branch.documents.push_back({node.field, node.values, negated, node.offset});
    } else {
      ProvisionFilter provision;
      provision.negated = negated;
      auto& list = node.field == Field::modality ? provision.modalities : provision.bearers;
      list = node.values;
      // What binds both binds each.
      if (node.field == Field::bearer &&
          std::any_of(list.begin(), list.end(), [](auto const& b) { return b == "user" || b == "provider"; }))
        list.emplace_back("both");
      branch.provisions.push_back(std::move(provision));
    }
    return Branches{branch};
  }

  Result<Branches> topic(Node const& node, bool negated) {
    Node either_topic{Node::Kind::any, node.offset};
    for (auto const& id : node.values) {
      if (!options_.topic_query)
        return Error{Errc::unsupported, "query", node.offset, "topic: needs the topics, which are not loaded here"};
      auto const text = options_.topic_query(id);
      if (!text) return Error{text.error().code, "query", node.offset, text.error().message};
      auto query = parse(*text);
      if (!query || !is_words(*query))
        return Error{Errc::schema, "query", node.offset,
                     "the query of topic '" + id + "' " +
                         (query ? "holds more than words" : "is wrong: " + query.error().message)};
      either_topic.children.push_back(std::move(*query));
    }
    auto const words = fts_expression(either_topic.children.size() == 1 ? either_topic.children.front() : either_topic);
    Branch branch;
    if (options_.topics_are_read) branch.topics.push_back({node.values, negated});
    if (!negated)
      branch.all.push_back(words);
    else if (!options_.topics_are_read)
      branch.none.push_back(words);
    return Branches{branch};
  }

  PlanOptions const& options_;
};

}  // namespace

std::string Branch::expression() const {
  if (all.empty()) return {};
  auto out = fts_join(all, "AND");
  if (none.empty()) return out;
  return '(' + out + " NOT " + fts_join(none, "OR") + ')';
}

Result<Plan> plan(Node const& written, PlanOptions const& options) {
  auto const query = options.stop_words == nullptr ? written : without_stop_words(written, *options.stop_words);
  Planner planner(options);
  auto branches = planner.alternatives(query, false, nullptr);
  if (!branches) return branches.error();
  Plan out;
  out.branches = std::move(*branches);
  if (query.kind != Node::Kind::all || !query.implicit) return out;
  Node beside{Node::Kind::all, query.offset};
  for (auto const& child : query.children)
    if (is_words(child))
      out.words.push_back(fts_expression(child));
    else
      beside.children.push_back(child);
  if (out.words.size() < 2) out.words.clear();
  if (out.words.empty()) return out;
  auto rest = beside.children.empty() ? Branches{{}} : planner.alternatives(beside, false, nullptr);
  if (!rest) return rest.error();
  out.beside = std::move(*rest);
  return out;
}

}  // namespace smallprint::query::language
