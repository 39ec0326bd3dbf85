#include "fuzz/target.hpp"
#include "parser/draft.hpp"
#include "query/quote_alignment.hpp"

namespace smallprint::fuzz {

/// Each kind of draft. What is found is in the draft, is UTF-8, and is the whole of itself.
void quotations(std::string_view bytes) {
  using corpus::DraftKind;
  for (auto const kind : {DraftKind::markdown, DraftKind::html, DraftKind::text, DraftKind::docx}) {
    auto const draft = parser::read_draft(bytes, kind, "fuzz");
    if (draft.has_error()) {
      require(!draft.error().message.empty(), "an error says what");
      continue;
    }
    for (auto const& one : draft->quotations) {
      require(one.raw.begin <= one.raw.end && (kind == DraftKind::docx || one.raw.end <= bytes.size()),
              "a quotation is in the draft");
      require(one.offsets.clean_size() == one.text.size(), "every byte of a quotation has a place");
      auto const quote = query::quotation_tokens(one.text);
      require(quote.words.size() == quote.tokens.size(), "every token has its word");
      for (auto const& token : quote.tokens) require(token.span.end <= one.text.size(), "a token is in its quotation");
      if (quote.tokens.empty() || one.text.size() > 4000) continue;
      auto const source = query::source_tokens(one.text);
      auto const aligned = query::align(quote.tokens, source);
      require(aligned.begin <= aligned.end && aligned.end <= source.size(), "what is aligned is in the source");
    }
  }
}

}  // namespace smallprint::fuzz
