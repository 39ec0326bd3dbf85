#include "corpus/change_rule_file.hpp"

#include "corpus/text.hpp"
#include "corpus/toml_file.hpp"

namespace smallprint::corpus {
namespace {

Result<void> read_patterns(toml::table const& table, std::string_view key, std::string const& path, PatternSet& out) {
  auto const written = required_strings(table, key, path);
  if (!written) return written.error();
  for (auto const& pattern : *written)
    if (auto const added = out.add(pattern, 0, place(table, path, key)); !added) return added.error();
  return {};
}

Result<void> read_lines(toml::table const& file, std::string_view key, std::string const& path, PatternSet& patterns,
                        std::size_t& words) {
  auto const* table = file[key].as_table();
  if (table == nullptr) return Error{Errc::schema, path, 0, "no table [" + std::string(key) + "]"};
  if (auto const done = read_patterns(*table, "patterns", path, patterns); !done) return done.error();
  words = static_cast<std::size_t>((*table)["max_words"].value_or(std::int64_t{40}));
  return {};
}

Result<void> read_words(toml::table const& file, std::string_view key, std::string const& path,
                        std::unordered_set<std::uint64_t>& words) {
  auto const written = required_strings(file, key, path);
  if (!written) return written.error();
  for (auto const& word : *written) words.insert(hash64(fold(word)));
  return {};
}

}  // namespace

Result<ChangeRules> load_change_rules(std::filesystem::path const& file, Lexicon const& lexicon) {
  auto const table = read_toml(file);
  if (!table) return table.error();
  auto const path = file.string();
  ChangeRules out(lexicon);
  if (auto const done = read_words(*table, "light_words", path, out.light_words); !done) return done.error();
  if (auto const done = read_words(*table, "months", path, out.months); !done) return done.error();
  if (auto const done = read_lines(*table, "date", path, out.date, out.date_words); !done) return done.error();
  if (auto const done = read_lines(*table, "page", path, out.page, out.page_words); !done) return done.error();
  if (auto const* subjects = (*table)["subjects"].as_table())
    for (auto const& [name, node] : *subjects) {
      auto const patterns = strings(node, path, name.str());
      if (!patterns) return patterns.error();
      auto const tag = static_cast<std::uint32_t>(out.subjects.size());
      for (auto const& pattern : *patterns)
        if (auto const added = out.subject_words.add(pattern, tag, place(node, path, name.str())); !added)
          return added.error();
      out.subjects.emplace_back(name.str());
    }
  if (auto const done = read_lines(*table, "page_line", path, out.page_line, out.page_line_words); !done)
    return done.error();
  for (auto const& [key, to] : {std::pair{"numerals", &out.numerals}, std::pair{"restricting", &out.restricting},
                                std::pair{"inline", &out.inline_notes}}) {
    auto const written = optional_strings(*table, key, path);
    if (!written) return written.error();
    *to = *written;
  }
  for (auto const& [key, to] : {std::pair{"takes", &out.takes}, std::pair{"protects", &out.protects},
                                std::pair{"exempts", &out.exempts}, std::pair{"announcement", &out.announcement}})
    if (auto const done = read_patterns(*table, key, path, *to); !done) return done.error();
  if (auto const* pairs = (*table)["spelling"].as_array())
    for (auto const& pair : *pairs) {
      auto const endings = strings(pair, path, "spelling");
      if (!endings) return endings.error();
      if (endings->size() != 2)
        return Error{Errc::schema, place(pair, path, "spelling"), 0, "expected two endings of one word"};
      out.spelling.emplace_back((*endings)[0], (*endings)[1]);
    }
  return out;
}

}  // namespace smallprint::corpus
