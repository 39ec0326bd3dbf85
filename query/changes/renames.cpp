#include "query/changes/renames.hpp"

#include "corpus/text.hpp"
#include "query/changes/changed_words.hpp"

#include <algorithm>
#include <map>

namespace smallprint::query {
namespace {

constexpr std::size_t least_changes = 3;
constexpr std::size_t longest_name = 4;  // words
constexpr std::size_t quoted_run = 6;    // words between quotation marks that define a term

using Kind = RedlinePart::Kind;

/// The words of a name in the singular, parted by one space.
std::string name_of(std::string_view text) {
  auto out = plain_words(text);
  if (out.ends_with("'s")) out.resize(out.size() - 2);
  if (out.size() > 3 && out.ends_with('s') && !out.ends_with("ss")) out.pop_back();
  return out;
}

std::size_t count_words(std::string_view name) {
  return 1 + static_cast<std::size_t>(std::count(name.begin(), name.end(), ' '));
}

struct Swap {
  std::string_view from, to;
};
/// Runs of removed words with the added ones that stand in their place.
std::vector<Swap> swaps(ClauseChange const& change) {
  std::vector<Swap> out;
  for (std::size_t i = 0; i + 1 < change.redline.size(); ++i)
    if (change.redline[i].kind == Kind::removed && change.redline[i + 1].kind == Kind::added)
      out.push_back({corpus::slice(change.old_text, change.redline[i].before),
                     corpus::slice(change.new_text, change.redline[i + 1].after)});
  return out;
}

std::vector<std::uint64_t> hashes(std::string_view name) {
  std::vector<std::uint64_t> out;
  for (auto const& token : redline_tokens(name))
    if (token.word) out.push_back(token.folded);
  return out;
}

bool stands_at(std::vector<RedlineToken> const& words, std::size_t at, std::vector<std::uint64_t> const& name,
               std::uint64_t plural) {
  for (std::size_t i = 0; i < name.size(); ++i, ++at) {
    while (at < words.size() && !words[at].word && i > 0) ++at;
    if (at >= words.size() || (words[at].folded != name[i] && (i + 1 < name.size() || words[at].folded != plural)))
      return false;
  }
  return true;
}

struct Uses {
  std::size_t all = 0;
  bool quoted = false;
};
Uses uses_of(std::string const& name, std::span<std::vector<RedlineToken> const* const> version) {
  static auto const quotation = corpus::hash64("\"");
  auto const words = hashes(name);
  auto const last = name.substr(name.rfind(' ') + 1);
  auto const plural = corpus::hash64(last + "s");
  Uses out;
  for (auto const* clause : version) {
    std::size_t since_quotation = quoted_run + 1;
    for (std::size_t i = 0; i < clause->size(); ++i) {
      if (!(*clause)[i].word && (*clause)[i].folded == quotation) {
        since_quotation = since_quotation > quoted_run ? 0 : quoted_run + 1;
        continue;
      }
      if ((*clause)[i].word && stands_at(*clause, i, words, plural)) {
        ++out.all;
        out.quoted = out.quoted || since_quotation <= quoted_run;
      }
      ++since_quotation;
    }
  }
  return out;
}

}  // namespace

std::vector<Rename> find_renames(std::vector<ClauseChange> const& changes,
                                 std::span<std::vector<RedlineToken> const* const> old_words,
                                 std::span<std::vector<RedlineToken> const* const> new_words) {
  std::map<std::pair<std::string, std::string>, Rename> found;
  for (auto const& change : changes) {
    std::vector<std::pair<std::string, std::string>> seen;
    for (auto const& swap : swaps(change)) {
      std::pair const names{name_of(swap.from), name_of(swap.to)};
      if (names.first.empty() || names.second.empty() || names.first == names.second) continue;
      if (count_words(names.first) > longest_name || count_words(names.second) > longest_name) continue;
      if (std::find(seen.begin(), seen.end(), names) != seen.end()) continue;
      seen.push_back(names);
      auto& rename = found[names];
      if (rename.changes++ > 0) continue;
      auto const trim = [](std::string_view text) {
        auto const end = text.find_last_not_of(" \n,.;:");
        return std::string(text.substr(0, end == std::string_view::npos ? 0 : end + 1));
      };
      rename.from = trim(swap.from);
      rename.to = trim(swap.to);
    }
  }
  std::vector<Rename> out;
  for (auto& [names, rename] : found) {
    if (rename.changes < least_changes) continue;
    auto const was = uses_of(names.first, old_words), still = uses_of(names.first, new_words);
    if (!was.quoted || still.all * 10 > was.all || !uses_of(names.second, new_words).quoted) continue;
    out.push_back(std::move(rename));
  }
  return out;
}

Rename const* only_renamed(ClauseChange const& change, std::vector<Rename> const& renames,
                           corpus::ChangeRules const& rules) {
  auto const light = [&](std::string_view text) {
    auto const words = hashes(text);
    return std::all_of(words.begin(), words.end(),
                       [&](std::uint64_t word) { return rules.light_words.contains(word); });
  };
  Rename const* by = nullptr;
  for (std::size_t i = 0; i < change.redline.size(); ++i) {
    auto const& part = change.redline[i];
    if (part.kind == Kind::same) continue;
    auto const words = part.kind == Kind::removed ? corpus::slice(change.old_text, part.before)
                                                  : corpus::slice(change.new_text, part.after);
    if (part.kind == Kind::removed && i + 1 < change.redline.size() && change.redline[i + 1].kind == Kind::added) {
      auto const from = name_of(words), to = name_of(corpus::slice(change.new_text, change.redline[i + 1].after));
      auto const it = std::find_if(renames.begin(), renames.end(), [&](Rename const& rename) {
        return name_of(rename.from) == from && name_of(rename.to) == to;
      });
      if (it != renames.end()) {
        by = &*it;
        ++i;
        continue;
      }
    }
    if (!light(words)) return nullptr;
  }
  return by;
}

}  // namespace smallprint::query
