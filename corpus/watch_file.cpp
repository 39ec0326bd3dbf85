#include "corpus/watch_file.hpp"

#include "corpus/toml_file.hpp"

#include <algorithm>
#include <array>

namespace smallprint::corpus {
namespace {

constexpr std::array<std::string_view, 7> keys{"name", "provider", "document", "topic", "question", "search", "least"};

Result<std::string> optional_string(toml::table const& table, std::string_view key, std::string const& path) {
  auto const* node = table.get(key);
  if (node == nullptr) return std::string();
  auto const text = node->value<std::string>();
  if (!text || text->empty())
    return Error{Errc::schema, place(*node, path, key), 0, "expected a string that is not empty"};
  return *text;
}

Result<Watch> read_watch(toml::table const& table, std::string const& path, Topics const& topics) {
  for (auto const& [key, node] : table)
    if (std::find(keys.begin(), keys.end(), key.str()) == keys.end())
      return Error{Errc::schema, place(node, path, key.str()), 0,
                   "no such key; a watch has name, provider, document, topic, question, search, least"};
  Watch out;
  auto const name = required_string(table, "name", path);
  if (!name) return name.error();
  out.name = *name;
  for (auto const& [key, to] : {std::pair{"provider", &out.authorities}, std::pair{"document", &out.documents}}) {
    auto const some = optional_strings(table, key, path);
    if (!some) return some.error();
    *to = *some;
  }
  int of_kind = 0;
  for (auto const& [key, to] :
       {std::pair{"topic", &out.topic}, std::pair{"question", &out.question}, std::pair{"search", &out.search}}) {
    auto const text = optional_string(table, key, path);
    if (!text) return text.error();
    *to = *text;
    of_kind += text->empty() ? 0 : 1;
  }
  if (of_kind > 1)
    return Error{Errc::schema, place(table, path, "watch"), 0,
                 "'" + out.name + "' has more than one of topic, question and search"};
  if (!out.topic.empty() && topics.find(out.topic) == nullptr)
    return Error{Errc::not_found, place(*table.get("topic"), path, "topic"), 0,
                 "no topic '" + out.topic + "'; `smallprint topics` lists them"};
  auto const least = optional_string(table, "least", path);
  if (!least) return least.error();
  if (least->empty()) return out;
  auto const known = change_class_from(*least);
  if (!known)
    return Error{Errc::schema, place(*table.get("least"), path, "least"), 0,
                 "expected a class such as substantive or editorial, not '" + *least + "'"};
  out.least = *known;
  return out;
}

}  // namespace

Result<std::vector<Watch>> load_watches(std::filesystem::path const& file, Topics const& topics) {
  auto const table = read_toml(file);
  if (!table) return table.error();
  auto const path = file.string();
  for (auto const& [key, node] : *table)
    if (key.str() != "watch")
      return Error{Errc::schema, place(node, path, key.str()), 0, "no such key; a file of watches has [[watch]]"};
  std::vector<Watch> out;
  auto const read =
      for_each_table(*table, "watch", path, [&](toml::table const& one, std::string const&) -> Result<void> {
        auto watch = read_watch(one, path, topics);
        if (!watch) return watch.error();
        if (std::any_of(out.begin(), out.end(), [&](Watch const& w) { return w.name == watch->name; }))
          return Error{Errc::schema, place(one, path, "name"), 0, "two watches are called '" + watch->name + "'"};
        out.push_back(std::move(*watch));
        return {};
      });
  if (!read) return read.error();
  if (out.empty()) return Error{Errc::schema, path, 0, "no [[watch]] in it"};
  return out;
}

}  // namespace smallprint::corpus
