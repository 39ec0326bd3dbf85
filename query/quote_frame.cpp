#include "query/quote_frame.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace smallprint::query {
namespace {

constexpr std::ptrdiff_t most_words = 60;      // of a quote that takes others in
constexpr std::ptrdiff_t enough_words = 15;    // a quote this long can be found again and read alone
constexpr std::ptrdiff_t line_words = 25;      // and in a running line, whose sentence goes on
constexpr std::size_t most_between = 24;       // bytes between items of a line: "; and (xiv) "
constexpr std::size_t most_clauses_back = 16;  // from an item to its lead-in
constexpr std::size_t most_clauses_on = 8;

std::ptrdiff_t count_words(std::string_view text) {
  std::ptrdiff_t count = 0;
  bool inside = false;
  for (char const c : text) {
    bool const space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!space && !inside) ++count;
    inside = !space;
  }
  return count;
}

class Framing {
 public:
  Framing(Setting const& setting, corpus::Span sentence, ClauseReader& reader)
      : setting_(setting), reader_(reader), span_(sentence), first_(setting.at), last_(setting.at) {}

  QuoteFrame run() {
    auto const damaged = [&](index::Occurrence const& one) { return one.raw.end > setting_.version.size(); };
    if (std::any_of(setting_.clauses.begin(), setting_.clauses.end(), damaged)) return {span_, 0};
    fetch();
    take_lead_in();
    take_items();
    take_neighbours();
    balance_marks();
    return {span_, lead_in_bytes_};
  }

 private:
  void fetch() {
    auto const begin = setting_.at - std::min(setting_.at, most_clauses_back);
    auto const end = std::min(setting_.clauses.size(), setting_.at + most_clauses_on + 1);
    std::vector<std::int64_t> ids;
    for (auto i = begin; i < end; ++i) ids.push_back(setting_.clauses[i].text_id);
    reader_.prefetch(ids);
  }
  [[nodiscard]] index::Occurrence const& clause(std::size_t i) const { return setting_.clauses[i]; }
  [[nodiscard]] AnalysedText const* text(std::size_t i) const { return reader_.text(clause(i).text_id); }
  [[nodiscard]] std::string_view slice(std::uint32_t begin, std::uint32_t end) const {
    return begin < end ? setting_.version.substr(begin, end - begin) : std::string_view{};
  }
  [[nodiscard]] std::ptrdiff_t words(std::uint32_t begin, std::uint32_t end) const {
    return count_words(slice(begin, end));
  }

  /// Where in the clean text of clause `lead` the lead-in of clause `item` begins; npos when it is none of it.
  [[nodiscard]] std::size_t leads(std::size_t lead, std::size_t item) const {
    auto const* from = text(lead);
    auto const* to = text(item);
    if (from == nullptr || to == nullptr || to->lead_in.empty()) return std::string_view::npos;
    std::string_view const whole = from->stored.text.text;
    for (auto const sentence : from->sentences()) {
      auto const begin = from->bytes(sentence.begin, sentence.end).begin;
      auto const words = whole.substr(begin);
      if (std::string_view(to->stored.text.lead_in).ends_with(words)) return begin;
    }
    return std::string_view::npos;
  }

  [[nodiscard]] bool at_clause_start() const { return span_.begin <= clause(setting_.at).raw.begin + 1; }
  [[nodiscard]] bool at_clause_end() const { return span_.end + 2 >= clause(last_).raw.end; }

  void take_lead_in() {
    auto const* item = text(setting_.at);
    if (item == nullptr || item->lead_in.empty() || !at_clause_start()) return;
    for (auto i = setting_.at; i-- > 0 && setting_.at - i <= most_clauses_back;) {
      if (words(clause(i).raw.end, span_.end) > most_words || clause(i).raw.begin > span_.begin) return;
      auto const at = leads(i, setting_.at);
      if (at == std::string_view::npos) continue;
      auto const length = text(i)->stored.text.text.size();
      auto const clean = corpus::Span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(length)};
      auto const begin = clause(i).raw.begin + clause(i).offsets.to_raw(clean).begin;
      if (words(begin, span_.end) > most_words) return;
      span_.begin = begin;
      first_ = i;
      lead_in_bytes_ = length - at;
      return;
    }
  }

  void take_items() {
    if (!at_clause_end()) return;
    for (auto i = setting_.at + 1; i < setting_.clauses.size() && i - setting_.at <= most_clauses_on; ++i) {
      if (leads(setting_.at, i) == std::string_view::npos) return;
      if (clause(i).raw.begin < span_.end || words(span_.begin, clause(i).raw.end) > most_words) return;
      span_.end = clause(i).raw.end;
      last_ = i;
    }
  }

  [[nodiscard]] bool same_line(std::size_t earlier, std::size_t later) const {
    auto const end = clause(earlier).raw.end;
    auto const begin = clause(later).raw.begin;
    if (begin < end || begin - end > most_between) return false;
    return slice(end, begin).find('\n') == std::string_view::npos;
  }
  [[nodiscard]] bool same_list(std::size_t one, std::size_t other) const {
    auto const* a = text(one);
    auto const* b = text(other);
    return a != nullptr && b != nullptr && !a->lead_in.empty() && a->stored.text.lead_in == b->stored.text.lead_in;
  }

  void take_neighbours() {
    bool const from_start = first_ < setting_.at || at_clause_start();
    while (true) {
      auto const count = words(span_.begin, span_.end);
      auto const back = [&] {
        return from_start && first_ > 0 && words(clause(first_ - 1).raw.begin, span_.end) <= most_words;
      };
      auto const on = [&] {
        return at_clause_end() && last_ + 1 < setting_.clauses.size() && clause(last_ + 1).raw.begin >= span_.end &&
               words(span_.begin, clause(last_ + 1).raw.end) <= most_words;
      };
      if (count < line_words && back() && same_line(first_ - 1, first_))
        span_.begin = clause(--first_).raw.begin;
      else if (count < line_words && on() && same_line(last_, last_ + 1))
        span_.end = clause(++last_).raw.end;
      else if (count < enough_words && on() && same_list(last_, last_ + 1))
        span_.end = clause(++last_).raw.end;
      else if (count < enough_words && back() && same_list(first_ - 1, first_))
        span_.begin = clause(--first_).raw.begin;
      else
        return;
    }
  }

  /// "Notice:** You agree" begins after the marks that open its bold words: they come along.
  void balance_marks() {
    for (auto const mark : {std::string_view("**"), std::string_view("__")}) {
      std::size_t count = 0;
      auto const quote = slice(span_.begin, span_.end);
      for (auto at = quote.find(mark); at != std::string_view::npos; at = quote.find(mark, at + mark.size())) ++count;
      if (count % 2 == 0) continue;
      if (setting_.version.substr(0, span_.begin).ends_with(mark))
        span_.begin -= static_cast<std::uint32_t>(mark.size());
      else if (setting_.version.substr(span_.end).starts_with(mark))
        span_.end += static_cast<std::uint32_t>(mark.size());
    }
  }

  Setting const& setting_;
  ClauseReader& reader_;
  corpus::Span span_;
  std::size_t first_, last_;
  std::size_t lead_in_bytes_ = 0;
};

}  // namespace

QuoteFrame frame_quote(Setting const& setting, corpus::Span sentence, ClauseReader& reader) {
  return Framing(setting, sentence, reader).run();
}

}  // namespace smallprint::query
