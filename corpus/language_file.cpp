#include "corpus/language_file.hpp"

#include "corpus/text.hpp"
#include "corpus/toml_file.hpp"

#include <algorithm>

namespace smallprint::corpus {

Result<std::vector<LanguageProfile>> load_languages(std::filesystem::path const& path) {
  auto const file = read_toml(path);
  if (!file) return file.error();
  std::vector<LanguageProfile> out;
  auto const done = for_each_table(
      *file, "profile", path.string(), [&](toml::table const& table, std::string const& where) -> Result<void> {
        LanguageProfile profile;
        auto const language = required_string(table, "language", where);
        if (!language) return language.error();
        profile.language = *language;
        profile.script = table["script"].value_or(std::string{});
        profile.letters = table["letters"].value_or(std::string{});
        auto const list = optional_strings(table, "words", where);
        if (!list) return list.error();
        for (auto const& word : *list) profile.words.push_back(fold(word));
        std::sort(profile.words.begin(), profile.words.end());
        if (profile.script.empty() && profile.words.empty())
          return Error{Errc::schema, place(table, where, "words"), 0, "expected a script or words"};
        out.push_back(std::move(profile));
        return {};
      });
  if (!done) return done.error();
  return out;
}

}  // namespace smallprint::corpus
