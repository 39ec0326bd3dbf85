#include "query/clause_reader.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace smallprint::query {
namespace {

// A whole index of 43 services has 30,000 texts in force; histories have more. Past these the caches
// start anew, so that memory stays bounded whatever is asked.
constexpr std::size_t most_texts = 60'000;
constexpr std::size_t most_places = 4'000;
constexpr std::size_t most_dates = 64;

constexpr std::uint32_t enough_words = 25;  // a sentence this long needs no neighbours
constexpr std::uint32_t most_words = 60;    // of a quote with neighbours

}  // namespace

void AnalysedText::cut() {
  text = corpus::tokenize(stored.text.text);
  lead_in = corpus::tokenize(stored.text.lead_in);
  heading = corpus::tokenize(stored.text.heading);
  corpus::apply_defined_terms(text, stored.text.parties);
  corpus::apply_defined_terms(lead_in, stored.text.parties);
  if (lead_in.empty() || text.empty()) return;
  auto const is_start = [](corpus::Token const& token) { return token.before == corpus::Token::Break::sentence; };
  auto const from_last = std::find_if(lead_in.rbegin(), lead_in.rend(), is_start);
  run_on.assign(from_last == lead_in.rend() ? lead_in.begin() : std::prev(from_last.base()), lead_in.end());
  run_on_head = run_on.size();
  run_on.insert(run_on.end(), text.begin(), std::find_if(std::next(text.begin()), text.end(), is_start));
  run_on[run_on_head].before = corpus::Token::Break::none;
}

AnalysedText::Matchers& AnalysedText::matchers(corpus::Lexicon const& phrases) {
  if (matchers_ == nullptr)
    matchers_ = std::unique_ptr<Matchers>(new Matchers{{phrases, text}, {phrases, lead_in}, {phrases, heading}});
  return *matchers_;
}

std::vector<corpus::Match> AnalysedText::sentences() const {
  std::vector<corpus::Match> out;
  for (std::uint32_t i = 0; i < text.size(); ++i) {
    if (out.empty() || text[i].before == corpus::Token::Break::sentence) out.push_back({i, i, 0});
    out.back().end = i + 1;
  }
  return out;
}

corpus::Span AnalysedText::bytes(std::uint32_t begin, std::uint32_t end) const {
  if (begin >= end) return {};
  return {text[begin].span.begin, text[end - 1].span.end};
}

corpus::Span AnalysedText::in_context(corpus::Span sentence) const {
  auto const all = sentences();
  auto const holds = [&](corpus::Match const& m) { return bytes(m.begin, m.end).overlaps(sentence); };
  auto const at = std::find_if(all.begin(), all.end(), holds);
  if (at == all.end()) return sentence;
  auto first = at;
  auto last = at;
  while (last->end - first->begin < enough_words) {
    if (auto const next = std::next(last); next != all.end() && next->end - first->begin <= most_words)
      last = next;
    else if (first != all.begin() && last->end - std::prev(first)->begin <= most_words)
      --first;
    else
      break;
  }
  return bytes(first->begin, last->end);
}

namespace {

/// A text as it is read without some mechanisms.
void leave_out(index::StoredText& stored, Without without) {
  auto const said_in = [&](corpus::Field field) {
    std::erase_if(stored.provisions, [&](corpus::Provision const& p) { return p.cue.field == field; });
  };
  if (without.has(Mechanism::lead_ins)) stored.text.lead_in.clear(), said_in(corpus::Field::lead_in);
  if (without.has(Mechanism::headings)) stored.text.heading.clear(), said_in(corpus::Field::heading);
  if (without.has(Mechanism::defined_terms)) stored.text.parties.clear();
  if (without.has(Mechanism::conditions))
    for (auto& provision : stored.provisions) provision.qualifiers.clear();
}

}  // namespace

bool ClauseReader::trim() {
  bool const too_many = texts_.size() > most_texts / sharers_ || with_terms_.size() > most_texts / sharers_;
  if (too_many) {
    texts_.clear();
    with_terms_.clear();
  }
  if (places_.size() >= most_places / sharers_) places_.clear();
  return too_many;
}

void ClauseReader::prefetch(std::span<std::int64_t const> ids) {
  std::vector<std::int64_t> missing;
  for (auto const id : ids)
    if (texts_.try_emplace(id).second) missing.push_back(id);
  if (missing.empty()) return;
  for (auto& stored : store_.texts(missing)) {
    auto const id = stored.id;
    leave_out(stored, without_);
    texts_[id].text.reset(new AnalysedText(std::move(stored), AnalysedText::Uncut{}));
  }
}

AnalysedText* ClauseReader::text(std::int64_t id) {
  auto const it = texts_.find(id);
  if (it == texts_.end()) return nullptr;
  auto& [text, is_cut] = it->second;
  if (text != nullptr && !std::exchange(is_cut, true)) text->cut();
  return text.get();
}

index::StoredText const* ClauseReader::stored(std::int64_t id) const {
  auto const it = texts_.find(id);
  return it == texts_.end() || it->second.text == nullptr ? nullptr : &it->second.text->stored;
}

namespace {

/// Those of `terms` that stand in the text or its lead-in and that it does not define.
std::string borrowed(corpus::ClauseText const& text, std::string_view terms) {
  std::string out;
  while (!terms.empty()) {
    auto const item = terms.substr(0, terms.find(';'));
    terms.remove_prefix(std::min(item.size() + 1, terms.size()));
    auto const name = item.substr(std::min(item.find('=') + 1, item.size()));
    if (name.empty() || text.parties.find(item) != std::string::npos) continue;
    if (text.text.find(name) == std::string::npos && text.lead_in.find(name) == std::string::npos) continue;
    out.append(out.empty() ? "" : ";").append(item);
  }
  return out;
}

}  // namespace

AnalysedText* ClauseReader::text(std::int64_t id, std::string const& terms) {
  auto* plain = text(id);
  if (plain == nullptr || terms.empty() || without_.has(Mechanism::defined_terms)) return plain;
  auto const more = borrowed(plain->stored.text, terms);
  if (more.empty()) return plain;
  auto& slot = with_terms_[{id, more}];
  if (slot == nullptr) {
    auto stored = plain->stored;
    stored.text.parties.append(stored.text.parties.empty() ? "" : ";").append(more);
    slot = std::make_unique<AnalysedText>(std::move(stored));
  }
  return slot.get();
}

std::vector<index::Current> const& ClauseReader::current(std::string const& as_of) {
  if (auto const it = current_.find(as_of); it != current_.end()) return it->second;
  if (current_.size() >= most_dates) current_.clear();
  return current_.emplace(as_of, store_.current(as_of)).first->second;
}

corpus::Result<ClauseReader::Places const*> ClauseReader::places(std::int64_t version_id) {
  if (auto const it = places_.find(version_id); it != places_.end()) return &it->second;
  auto clauses = store_.occurrences(version_id);
  if (!clauses) return clauses.error();
  Places made{std::move(*clauses), {}};
  for (std::size_t i = 0; i < made.clauses.size(); ++i) made.first.emplace(made.clauses[i].text_id, i);
  return &places_.emplace(version_id, std::move(made)).first->second;
}

}  // namespace smallprint::query
