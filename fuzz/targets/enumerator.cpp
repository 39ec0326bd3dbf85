#include "parser/enumerator.hpp"
#include "corpus/text.hpp"
#include "fuzz/target.hpp"
#include "tests/parser/tree_faults.hpp"

namespace smallprint::fuzz {

void enumerator(std::string_view bytes) {
  if (!corpus::is_utf8(bytes)) return;
  auto const text = corpus::fold_spaces(corpus::to_nfc(bytes));
  auto const run = parser::read_label(text);
  require(tests::is_inside(run.span, text), "a label's bytes lie inside the text");
  require(run.labels.empty() == run.span.empty(), "there are bytes where there is a label");
  for (auto const& label : run.labels) {
    require(!label.readings.empty() || !label.path.empty(), "a label can be read");
    require(corpus::is_utf8(label.printed) && corpus::is_utf8(label.word), "what is printed is UTF-8");
  }
  for (auto const word : corpus::words(text)) (void)parser::read_token(corpus::slice(text, word));
  (void)parser::read_token(text);
}

}  // namespace smallprint::fuzz
