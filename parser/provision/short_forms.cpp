#include "parser/provision/short_forms.hpp"

#include "corpus/text.hpp"

#include <algorithm>

namespace smallprint::parser {
namespace {

using corpus::Bearer;
using corpus::Match;
using corpus::Modality;
using corpus::Provision;

constexpr std::size_t most_cells = 12;

bool begins_at(corpus::Matcher& matcher, std::uint32_t id, std::uint32_t at) {
  if (id == UINT32_MAX) return false;
  auto const& all = matcher.find_concept(id);
  return std::any_of(all.begin(), all.end(), [&](Match const& m) { return m.begin == at; });
}

bool stands_in(corpus::Matcher& matcher, std::uint32_t id, Match where) {
  if (id == UINT32_MAX) return false;
  auto const& all = matcher.find_concept(id);
  return std::any_of(all.begin(), all.end(),
                     [&](Match const& m) { return m.begin >= where.begin && m.end <= where.end; });
}

bool is_all_of(corpus::Matcher& matcher, std::uint32_t id, Match where) {
  if (id == UINT32_MAX) return false;
  auto const& all = matcher.find_concept(id);
  return std::any_of(all.begin(), all.end(),
                     [&](Match const& m) { return m.begin == where.begin && m.end == where.end; });
}

/// The bytes between two words.
std::string_view gap_before(Words const& words, std::uint32_t at) {
  auto const from = words.tokens[at - 1].span.end;
  return words.text.substr(from, words.tokens[at].span.begin - from);
}

/// Where the cells of a row stand; empty cells leave no trace in the text.
std::vector<Match> cells_of(Words const& words) {
  std::vector<Match> out;
  if (words.text.find('|') == std::string_view::npos) return out;
  for (std::uint32_t i = 0; i < words.tokens.size(); ++i) {
    if (out.empty() || gap_before(words, i).find('|') != std::string_view::npos) out.push_back({i, i, 0});
    out.back().end = i + 1;
  }
  return out;
}

}  // namespace

ShortForms::ShortForms(corpus::Lexicon const& concepts) {
  auto const find = [&](std::string_view name) { return concepts.has(name) ? concepts.id(name) : UINT32_MAX; };
  yes_ = find("answer_yes");
  no_ = find("answer_no");
  ban_ = find("says_banned");
  permit_ = find("says_allowed");
  duty_ = find("asks_duty");
  asks_user_ = find("asks_of_user");
  asks_provider_ = find("asks_of_provider");
}

std::optional<Provision> ShortForms::answer(corpus::Matcher& matcher, Words const& words, Match question,
                                            Match reply) const {
  if (reply.begin == 0 || gap_before(words, reply.begin).find('?') == std::string_view::npos) return std::nullopt;
  bool const no = begins_at(matcher, no_, reply.begin);
  if (!no && !begins_at(matcher, yes_, reply.begin)) return std::nullopt;
  Provision out;
  if (begins_at(matcher, asks_user_, question.begin)) out.bearer = Bearer::user;
  if (begins_at(matcher, asks_provider_, question.begin)) out.bearer = Bearer::provider;
  bool const banned = stands_in(matcher, ban_, question);
  if (begins_at(matcher, duty_, question.begin))
    out.modality = no ? Modality::disclaimer : Modality::obligation;
  else
    out.modality = no != banned                     ? Modality::prohibition
                   : out.bearer == Bearer::provider ? Modality::power
                                                    : Modality::permission;
  out.cue = words.located(reply.begin, reply.begin + 1);
  out.act = words.located(question.begin, question.end);
  out.sentence = words.located(question.begin, reply.end);
  out.rule = "answer";
  return out;
}

std::vector<Provision> ShortForms::row(corpus::Matcher& matcher, Words const& words, corpus::Matcher& head_matcher,
                                       Words const& heads) const {
  std::vector<Provision> out;
  auto const cells = cells_of(words);
  if (cells.size() < 2 || cells.size() > most_cells) return out;
  auto const head_cells = cells_of(heads);
  if (head_cells.size() > cells.size() || head_cells.empty()) return out;
  auto const unheaded = cells.size() - head_cells.size();  // "| | Allowed |": the corner of a table is often empty
  Provision whole;
  whole.sentence = words.located(0, cells.back().end);
  std::size_t yeses = 0;
  std::size_t noes = 0;
  Match last_yes;
  for (auto i = unheaded; i < cells.size(); ++i) {
    auto const head = head_cells[i - unheaded];
    bool const banned = stands_in(head_matcher, ban_, head);
    bool const allowed = !banned && stands_in(head_matcher, permit_, head);
    bool const no = is_all_of(matcher, no_, cells[i]);
    bool const yes = !no && is_all_of(matcher, yes_, cells[i]);
    auto provision = whole;
    provision.rule = "table";
    provision.cue = heads.located(head.begin, head.end);
    if (banned || allowed) provision.bearer = Bearer::user;
    if ((yes || no) && i > 0) {
      (no != banned ? noes : yeses)++;
      if (no == banned) last_yes = cells[i];
      provision.act = words.located(0, cells.front().end);
      provision.modality = no != banned ? Modality::prohibition : Modality::permission;
      if (out.empty()) out.push_back(std::move(provision));
    } else if (banned || allowed) {
      provision.act = words.located(cells[i].begin, cells[i].end);
      provision.modality = banned ? Modality::prohibition : Modality::permission;
      out.push_back(std::move(provision));
    }
  }
  if (yeses > 0 && noes > 0) {  // for some it holds, for others not
    out.front().modality = Modality::permission;
    out.front().qualifiers.push_back({corpus::Qualifier::Kind::limit, words.located(last_yes.begin, last_yes.end)});
  }
  return out;
}

}  // namespace smallprint::parser
