#include "corpus/lexicon_file.hpp"

#include "corpus/toml_file.hpp"

#include <algorithm>

namespace smallprint::corpus {
namespace {

/// [concepts] or [matters]: name = ["phrase", ...]
Result<void> read_phrases(toml::table const& file, std::string_view table, std::string const& path, Lexicon& out) {
  auto const* concepts = file[table].as_table();
  if (concepts == nullptr) return {};
  for (auto const& [name, value] : *concepts) {
    std::string const key(name.str());
    auto const phrases = strings(value, path, key);
    if (!phrases) return phrases.error();
    for (auto const& phrase : *phrases)
      if (auto const added = out.add(key, phrase, place(value, path, key)); !added) return added.error();
  }
  return {};
}

/// \pre lexicon is linked
std::vector<Matter> read_matters(Lexicon const& lexicon) {
  std::vector<Matter> out;
  for (auto const& name : lexicon.names()) out.push_back({name, lexicon.id(name), lexicon.anchors(name)});
  return out;
}

Result<void> read_cues(toml::table const& file, std::string const& path, std::vector<Cue>& out) {
  return for_each_table(file, "cue", path, [&](toml::table const& table, std::string const& where) -> Result<void> {
    Cue cue;
    auto const id = required_string(table, "id", where);
    if (!id) return id.error();
    cue.id = *id;
    auto const modality = required_string(table, "modality", where);
    if (!modality) return modality.error();
    if (!from_string(*modality, cue.modality)) return Error{Errc::schema, where, 0, "no modality '" + *modality + "'"};
    auto const bearer = table["bearer"].value_or(std::string("unknown"));
    if (!from_string(bearer, cue.bearer)) return Error{Errc::schema, where, 0, "no bearer '" + bearer + "'"};
    cue.weight = static_cast<int>(table["weight"].value_or(0));
    cue.needs_party = table["needs_party"].value_or(false);
    cue.act_before = table["act"].value_or(std::string("after")) == "before";
    auto const patterns = required_strings(table, "patterns", where);
    if (!patterns) return patterns.error();
    cue.patterns = *patterns;
    out.push_back(std::move(cue));
    return {};
  });
}

Result<void> read_qualifiers(toml::table const& file, std::string const& path, std::vector<QualifierCue>& out) {
  return for_each_table(file, "qualifier", path,
                        [&](toml::table const& table, std::string const& where) -> Result<void> {
                          QualifierCue cue;
                          auto const id = required_string(table, "id", where);
                          if (!id) return id.error();
                          cue.id = *id;
                          auto const kind = required_string(table, "kind", where);
                          if (!kind) return kind.error();
                          if (!from_string(*kind, cue.kind))
                            return Error{Errc::schema, where, 0, "no kind of qualifier '" + *kind + "'"};
                          auto const patterns = required_strings(table, "patterns", where);
                          if (!patterns) return patterns.error();
                          cue.patterns = *patterns;
                          out.push_back(std::move(cue));
                          return {};
                        });
}

}  // namespace

Result<Lexicons> load_lexicons(std::filesystem::path const& folder) {
  Lexicons out;
  auto const files = toml_files(folder);
  if (!files) return files.error();
  for (auto const& path : *files) {
    auto const file = read_toml(path);
    if (!file) return file.error();
    auto const name = path.string();
    if (auto const done = read_phrases(*file, "concepts", name, out.concepts); !done) return done.error();
    if (auto const done = read_phrases(*file, "matters", name, out.matter_phrases); !done) return done.error();
    if (auto const done = read_cues(*file, name, out.cues); !done) return done.error();
    if (auto const done = read_qualifiers(*file, name, out.qualifiers); !done) return done.error();
    if (file->contains("capture")) {
      auto captures = load_captures(path);
      if (!captures) return captures.error();
      out.captures.insert(out.captures.end(), captures->begin(), captures->end());
    }
    if (file->contains("profile")) {
      auto profiles = load_languages(path);
      if (!profiles) return profiles.error();
      out.language_profiles.insert(out.language_profiles.end(), profiles->begin(), profiles->end());
    }
    auto const definable = optional_strings(*file, "definable", name);
    if (!definable) return definable.error();
    for (auto const& concept_name : *definable) out.concepts.add_definable(concept_name);
    if (auto const language = (*file)["language"].value<std::string>())
      if (std::find(out.languages.begin(), out.languages.end(), *language) == out.languages.end())
        out.languages.push_back(*language);
  }
  if (auto const linked = out.concepts.link(); !linked) return linked.error();
  if (auto const linked = out.matter_phrases.link(); !linked) return linked.error();
  out.matters = read_matters(out.matter_phrases);
  // Every pattern must compile now: an analyst's slip is told at the start, not in the middle of a run.
  PatternSet all(out.concepts);
  for (auto const& cue : out.cues)
    for (auto const& pattern : cue.patterns)
      if (auto const added = all.add(pattern, 0, "cue " + cue.id); !added) return added.error();
  for (auto const& cue : out.qualifiers)
    for (auto const& pattern : cue.patterns)
      if (auto const added = all.add(pattern, 0, "qualifier " + cue.id); !added) return added.error();
  return out;
}

}  // namespace smallprint::corpus
