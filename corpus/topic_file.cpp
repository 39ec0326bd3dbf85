#include "corpus/topic_file.hpp"

#include "corpus/text.hpp"
#include "corpus/toml_file.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

namespace smallprint::corpus {
namespace {

constexpr std::array<std::string_view, 6> verdicts{"restricted", "conditional", "permitted",
                                                   "required",   "silent",      "not-captured"};
constexpr std::array<std::string_view, 6> value_kinds{"none", "fixed", "age", "period", "jurisdiction", "amount"};

/// Adds the patterns of `key`, if it is there.
Result<void> add_patterns(toml::table const& table, std::string_view key, std::string const& path, PatternSet& out) {
  auto const patterns = optional_strings(table, key, path);
  if (!patterns) return patterns.error();
  for (auto const& pattern : *patterns) {
    auto const added = out.add(pattern, 0, place(*table.get(key), path, key));
    if (!added) return added.error();
  }
  return {};
}

/// An array of arrays of patterns: one set each.
Result<void> add_groups(toml::table const& table, std::string_view key, std::string const& path, Lexicon const& lexicon,
                        std::vector<PatternSet>& out) {
  auto const* node = table.get(key);
  if (node == nullptr) return {};
  auto const* groups = node->as_array();
  if (groups == nullptr) return Error{Errc::schema, place(*node, path, key), 0, "expected a list of lists of patterns"};
  for (auto const& group : *groups) {
    auto const patterns = strings(group, path, key);
    if (!patterns) return patterns.error();
    PatternSet set(lexicon);
    for (auto const& pattern : *patterns)
      if (auto const added = set.add(pattern, 0, place(group, path, key)); !added) return added.error();
    out.push_back(std::move(set));
  }
  return {};
}

template <class Enum, class Parse>
Result<std::vector<Enum>> names(toml::table const& table, std::string_view key, std::string const& path, Parse parse) {
  std::vector<Enum> out;
  auto const written = optional_strings(table, key, path);
  if (!written) return written.error();
  for (auto const& name : *written) {
    Enum value{};
    if (!parse(name, value))
      return Error{Errc::schema, place(*table.get(key), path, key), 0, "unknown name '" + name + "'"};
    out.push_back(value);
  }
  return out;
}

bool parse_verdict(std::string_view name, Verdict& out) {
  auto const found = verdict_from(name);
  if (found) out = *found;
  return found.has_value();
}

Result<void> read_verdict(toml::table const& table, std::string_view key, std::string const& path, Verdict& out) {
  auto const written = table[key].value<std::string>();
  if (!written || parse_verdict(*written, out)) return {};
  return Error{Errc::schema, place(*table.get(key), path, key), 0, "unknown verdict '" + *written + "'"};
}

/// Keys that a table may have: a misspelt one must not be passed over.
Result<void> only_keys(toml::table const& table, std::string const& path, std::set<std::string_view> const& known) {
  for (auto const& [key, value] : table)
    if (!known.contains(key.str())) {
      std::string list;
      for (auto const name : known) list.append(list.empty() ? "" : ", ").append(name);
      return Error{Errc::schema, place(value, path, key.str()), 0, "no such key; known here: " + list};
    }
  return {};
}

Result<void> read_reading(toml::table const& table, std::string const& path, Lexicon const& lexicon, Topic& topic) {
  if (auto const known = only_keys(table, path,
                                   {"id", "when", "also", "unless", "heading", "conditional", "modality", "bearer",
                                    "verdict", "qualifiers", "narrows", "weight", "value"});
      !known)
    return known.error();
  Reading reading(lexicon);
  auto const id = required_string(table, "id", path);
  if (!id) return id.error();
  reading.id = *id;
  if (auto const when = required_strings(table, "when", path); !when) return when.error();
  for (auto const& [key, set] :
       {std::pair{"when", &reading.when}, std::pair{"unless", &reading.unless}, std::pair{"heading", &reading.heading},
        std::pair{"conditional", &reading.conditional}})
    if (auto const done = add_patterns(table, key, path, *set); !done) return done.error();
  if (auto const done = add_groups(table, "also", path, lexicon, reading.also); !done) return done.error();
  auto const modalities =
      names<Modality>(table, "modality", path, [](std::string_view n, Modality& m) { return from_string(n, m); });
  if (!modalities) return modalities.error();
  reading.modalities = *modalities;
  auto const bearers =
      names<Bearer>(table, "bearer", path, [](std::string_view n, Bearer& b) { return from_string(n, b); });
  if (!bearers) return bearers.error();
  reading.bearers = *bearers;
  if (table.contains("verdict")) {
    Verdict verdict{};
    if (auto const done = read_verdict(table, "verdict", path, verdict); !done) return done.error();
    reading.verdict = verdict;
  }
  reading.qualifiers = table["qualifiers"].value_or(true);
  reading.narrows = table["narrows"].value_or(false);
  reading.weight = table["weight"].value_or(1.0);
  if (auto const value = table["value"].value<std::string>()) {
    auto const kind =
        std::find(value_kinds.begin(), value_kinds.end(), value->starts_with('$') ? value->substr(1) : "fixed");
    if (kind == value_kinds.end())
      return Error{Errc::schema, place(*table.get("value"), path, "value"), 0, "no way to read '" + *value + "'"};
    reading.value_kind = static_cast<ValueKind>(kind - value_kinds.begin());
    if (reading.value_kind == ValueKind::fixed) reading.value = *value;
  }
  for (auto const& word : reading.when.anchor_words()) topic.anchors.push_back(word);
  topic.readings.push_back(std::move(reading));
  return {};
}

Result<void> read_ask(toml::table const& table, std::string const& path, Lexicon const& lexicon, Topic& topic) {
  if (auto const known = only_keys(table, path, {"all", "unless", "weight"}); !known) return known.error();
  Topic::Ask ask{{}, PatternSet(lexicon), table["weight"].value_or(1.0)};
  if (auto const done = add_groups(table, "all", path, lexicon, ask.groups); !done) return done.error();
  if (auto const done = add_patterns(table, "unless", path, ask.unless); !done) return done.error();
  if (ask.groups.empty()) return Error{Errc::schema, place(table, path, "all"), 0, "is missing"};
  topic.asks.push_back(std::move(ask));
  return {};
}

Result<Topic> read_topic(toml::table const& file, std::string const& path, Lexicon const& lexicon) {
  if (auto const known = only_keys(
          file, path, {"id",         "title",      "question",       "order",         "featured",      "bearer",
                       "precedence", "mixed",      "on_prohibition", "on_permission", "on_obligation", "on_statement",
                       "differing",  "partial",    "full_weight",    "pick",          "examples",      "reading",
                       "ask",        "yes_favours"});
      !known)
    return known.error();
  Topic topic;
  for (auto const& [key, to] :
       {std::pair{"id", &topic.id}, std::pair{"title", &topic.title}, std::pair{"question", &topic.question}}) {
    auto const text = required_string(file, key, path);
    if (!text) return text.error();
    *to = *text;
  }
  topic.order = static_cast<int>(file["order"].value_or(0));
  topic.featured = file["featured"].value_or(true);
  auto const bearer = file["bearer"].value_or(std::string("user"));
  if (!from_string(bearer, topic.bearer))
    return Error{Errc::schema, place(file, path, "bearer"), 0, "no bearer '" + bearer + "'"};
  constexpr std::array<std::string_view, 4> favours{"bearer", "user", "provider", "nobody"};
  auto const yes = file["yes_favours"].value_or(std::string(favours.front()));
  auto const found = std::find(favours.begin(), favours.end(), yes);
  if (found == favours.end())
    return Error{Errc::schema, place(file, path, "yes_favours"), 0,
                 "expected user, provider or nobody, not '" + yes + "'"};
  topic.yes_favours = static_cast<Topic::Favours>(found - favours.begin());
  auto const precedence = names<Verdict>(file, "precedence", path, parse_verdict);
  if (!precedence) return precedence.error();
  topic.precedence = *precedence;
  for (auto const verdict : {Verdict::restricted, Verdict::conditional, Verdict::permitted, Verdict::required})
    if (std::find(topic.precedence.begin(), topic.precedence.end(), verdict) == topic.precedence.end())
      topic.precedence.push_back(verdict);
  for (auto const& [key, to] :
       {std::pair{"on_prohibition", &topic.on_prohibition}, std::pair{"on_permission", &topic.on_permission},
        std::pair{"on_obligation", &topic.on_obligation}})
    if (auto const done = read_verdict(file, key, path, *to); !done) return done.error();
  for (auto const& [key, to] : {std::pair{"mixed", &topic.mixed}, std::pair{"on_statement", &topic.on_statement},
                                std::pair{"differing", &topic.differing}, std::pair{"partial", &topic.partial}}) {
    if (!file.contains(key)) continue;
    Verdict verdict{};
    if (auto const done = read_verdict(file, key, path, verdict); !done) return done.error();
    *to = verdict;
  }
  auto const full_weight = optional_strings(file, "full_weight", path);
  if (!full_weight) return full_weight.error();
  topic.full_weight = *full_weight;
  auto const examples = optional_strings(file, "examples", path);
  if (!examples) return examples.error();
  topic.examples = *examples;
  topic.pick = file["pick"].value_or(topic.pick);
  auto const readings = for_each_table(file, "reading", path, [&](toml::table const& t, std::string const& p) {
    return read_reading(t, p, lexicon, topic);
  });
  if (!readings) return readings.error();
  auto const asks = for_each_table(
      file, "ask", path, [&](toml::table const& t, std::string const& p) { return read_ask(t, p, lexicon, topic); });
  if (!asks) return asks.error();
  if (topic.readings.empty()) return Error{Errc::schema, path, 0, "a topic needs at least one [[reading]]"};
  std::sort(topic.anchors.begin(), topic.anchors.end());
  topic.anchors.erase(std::unique(topic.anchors.begin(), topic.anchors.end()), topic.anchors.end());
  for (auto const& word : topic.anchors) topic.vocabulary.push_back(hash64(stem(word)));
  std::sort(topic.vocabulary.begin(), topic.vocabulary.end());
  return topic;
}

}  // namespace

std::string_view to_string(Verdict v) {
  return verdicts[static_cast<std::size_t>(v)];
}

std::optional<Verdict> verdict_from(std::string_view name) {
  auto const it = std::find(verdicts.begin(), verdicts.end(), name);
  if (it == verdicts.end()) return std::nullopt;
  return static_cast<Verdict>(it - verdicts.begin());
}

Topic const* Topics::find(std::string_view id) const {
  auto const it = std::find_if(all.begin(), all.end(), [&](Topic const& t) { return t.id == id; });
  return it == all.end() ? nullptr : &*it;
}

Result<Topics> load_topics(std::filesystem::path const& folder, Lexicon const& lexicon) {
  Topics out;
  auto types = load_document_types(folder.parent_path() / "document_types.toml");
  if (!types) return types.error();
  out.document_types = std::move(*types);
  if (auto const others = folder.parent_path() / "other_questions.toml"; std::filesystem::exists(others)) {
    auto const file = read_toml(others);
    if (!file) return file.error();
    auto const questions = optional_strings(*file, "questions", others.string());
    if (!questions) return questions.error();
    out.other_questions = *questions;
  }
  auto const files = toml_files(folder);
  if (!files) return files.error();
  for (auto const& path : *files) {
    auto const file = read_toml(path);
    if (!file) return file.error();
    auto topic = read_topic(*file, path.string(), lexicon);
    if (!topic) return topic.error();
    if (out.find(topic->id) != nullptr)
      return Error{Errc::schema, path.string(), 0, "another topic has the id '" + topic->id + "'"};
    out.all.push_back(std::move(*topic));
  }
  std::sort(out.all.begin(), out.all.end(),
            [](Topic const& a, Topic const& b) { return std::tie(a.order, a.id) < std::tie(b.order, b.id); });
  return out;
}

}  // namespace smallprint::corpus
