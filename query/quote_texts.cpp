#include "query/quote_texts.hpp"

namespace smallprint::query {
namespace {

void append(std::vector<QuoteToken> const& tokens, QuoteSource& out) {
  auto const part = static_cast<std::uint32_t>(out.parts.size() - 1);
  for (auto token : tokens) {
    token.part = part;
    out.tokens.push_back(token);
  }
}

}  // namespace

void QuoteTexts::prefetch(std::span<std::int64_t const> ids) {
  std::vector<std::int64_t> missing;
  for (auto const id : ids)
    if (texts_.try_emplace(id).second) missing.push_back(id);
  for (auto& stored : store_.texts(missing)) {
    auto made = std::make_unique<Text>();
    made->stored = std::move(stored);
    made->tokens = source_tokens(made->stored.text.text);
    made->lead_in = source_tokens(made->stored.text.lead_in);
    texts_[made->stored.id] = std::move(made);
  }
}

QuoteTexts::Text const* QuoteTexts::text(std::int64_t id) {
  std::int64_t const one[] = {id};
  prefetch(one);
  return texts_[id].get();
}

QuoteSource QuoteTexts::clause(Text const& text, bool with_lead_in) const {
  QuoteSource out;
  if (with_lead_in) {
    out.parts.push_back({text.stored.id, true, text.stored.text.lead_in, 0});
    append(text.lead_in, out);
  }
  out.parts.push_back({text.stored.id, false, text.stored.text.text, 0});
  append(text.tokens, out);
  return out;
}

QuoteSource QuoteTexts::heading(Text const& text) const {
  QuoteSource out;
  out.parts.push_back({text.stored.id, false, text.stored.text.heading, 0});
  append(source_tokens(text.stored.text.heading), out);
  return out;
}

QuoteSource QuoteTexts::around(std::vector<index::Occurrence> const& clauses, std::size_t at, std::size_t tokens) {
  auto first = at;
  auto last = at;
  auto const size = [&](std::size_t i) {
    auto const* one = text(clauses[i].text_id);
    return one == nullptr ? std::size_t{0} : one->tokens.size();
  };
  for (std::size_t have = 0; first > 0 && have < tokens;) have += 1 + size(--first);
  for (std::size_t have = 0; last + 1 < clauses.size() && have < tokens;) have += 1 + size(++last);
  QuoteSource out;
  for (auto i = first; i <= last; ++i) {
    auto const* one = text(clauses[i].text_id);
    if (one == nullptr) continue;
    out.parts.push_back({one->stored.id, false, one->stored.text.text, i});
    auto label = source_tokens(clauses[i].label);
    for (auto& token : label) {
      token.optional = true;
      token.span = {0, 0};
    }
    append(label, out);
    append(one->tokens, out);
  }
  return out;
}

}  // namespace smallprint::query
