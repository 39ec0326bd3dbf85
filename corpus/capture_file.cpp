#include "corpus/capture_file.hpp"

#include "corpus/text.hpp"
#include "corpus/toml_file.hpp"

#include <algorithm>

namespace smallprint::corpus {
namespace {

Result<Capture> capture_from(std::string const& name, std::string const& where) {
  for (auto const kind : {Capture::empty, Capture::error_page, Capture::bot_wall, Capture::login_wall,
                          Capture::navigation_only, Capture::consent_wall}) {
    std::string spelled(to_string(kind));
    std::replace(spelled.begin(), spelled.end(), ' ', '_');
    if (spelled == name) return kind;
  }
  return Error{Errc::schema, where, 0, "no kind of capture '" + name + "'"};
}

}  // namespace

std::string capture_text(std::string_view text) {
  std::string out;
  for (auto const span : words(text)) {
    if (!out.empty()) out.push_back(' ');
    for (char const c : fold(slice(text, span)))
      if (c != '\'') out.push_back(c);
  }
  // A curly apostrophe, folded or not, is left out like the straight one.
  for (std::size_t at = 0; (at = out.find("\u2019", at)) != std::string::npos;) out.erase(at, 3);
  return out;
}

Result<std::vector<CaptureRule>> load_captures(std::filesystem::path const& path) {
  auto const file = read_toml(path);
  if (!file) return file.error();
  std::vector<CaptureRule> out;
  auto const done = for_each_table(
      *file, "capture", path.string(), [&](toml::table const& table, std::string const& where) -> Result<void> {
        CaptureRule rule;
        auto const name = required_string(table, "kind", where);
        if (!name) return name.error();
        auto const kind = capture_from(*name, place(table, where, "kind"));
        if (!kind) return kind.error();
        rule.kind = *kind;
        auto const most = table["max_words"].value<std::int64_t>();
        if (!most || *most < 1 || *most > 100'000)
          return Error{Errc::schema, place(table, where, "max_words"), 0, "expected a number from 1 to 100000"};
        rule.max_words = static_cast<std::uint32_t>(*most);
        for (auto const& [key, list] : {std::pair{"patterns", &rule.patterns}, std::pair{"titles", &rule.titles}}) {
          auto const phrases = optional_strings(table, key, where);
          if (!phrases) return phrases.error();
          for (auto const& phrase : *phrases) list->push_back(capture_text(phrase));
        }
        if (rule.patterns.empty() && rule.titles.empty())
          return Error{Errc::schema, place(table, where, "patterns"), 0, "expected patterns or titles"};
        out.push_back(std::move(rule));
        return {};
      });
  if (!done) return done.error();
  return out;
}

}  // namespace smallprint::corpus
