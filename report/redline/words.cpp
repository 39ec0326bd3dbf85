#include "report/redline/words.hpp"

#include "report/escape.hpp"

#include <utility>

namespace smallprint::report {
namespace {

using Kind = WordRun::Kind;
using Part = query::RedlinePart::Kind;
constexpr std::string_view spaces = " \n\t";
constexpr std::string_view closing = ".,;:!?)]";

/// A text as the spaces before it, its words, and the spaces after them.
struct Cut {
  std::string_view lead, core, tail;
  explicit Cut(std::string_view text) {
    auto const begin = text.find_first_not_of(spaces);
    if (begin == std::string_view::npos) {
      tail = text;
      return;
    }
    auto const end = text.find_last_not_of(spaces) + 1;
    lead = text.substr(0, begin);
    core = text.substr(begin, end - begin);
    tail = text.substr(end);
  }
};

class Runs {
 public:
  void same(std::string_view before, std::string_view after) {
    // A space that only one side has here belongs to what that side alone has next.
    Cut const was(before), is(after);
    flush();
    if (was.tail.empty() == is.tail.empty()) return put(Kind::same, before, after);
    put(Kind::same, before.substr(0, before.size() - was.tail.size()), after.substr(0, after.size() - is.tail.size()));
    removed_ += was.tail;
    added_ += is.tail;
  }
  void removed(std::string_view text) { removed_ += text; }
  void added(std::string_view text) { added_ += text; }

  std::vector<WordRun> take() {
    flush();
    return std::move(out_);
  }

 private:
  void flush() {
    auto const old_text = std::exchange(removed_, {}), new_text = std::exchange(added_, {});
    Cut const was(old_text), is(new_text);
    space(was.lead, is.lead);
    if (!was.core.empty()) put(Kind::removed, was.core, {});
    if (!was.core.empty() && !is.core.empty()) {
      if (was.tail.empty() != is.tail.empty() && is.tail.empty())
        put(Kind::gap, was.tail, {});
      else if (closing.find(is.core.front()) == std::string_view::npos)
        put(Kind::gap, {}, {});
    }
    if (!is.core.empty()) put(Kind::added, {}, is.core);
    if (was.core.empty() || is.core.empty() || !is.tail.empty()) space(was.tail, is.tail);
  }
  void space(std::string_view before, std::string_view after) {
    if (before.empty() && after.empty()) return;
    put(after.empty() ? Kind::gap : Kind::same, before, after);
  }
  void put(Kind kind, std::string_view before, std::string_view after) {
    if (kind != Kind::gap && before.empty() && after.empty()) return;
    if (kind == Kind::same && !out_.empty() && out_.back().kind == kind) {
      out_.back().before += before;
      out_.back().after += after;
    } else {
      out_.push_back({kind, std::string(before), std::string(after)});
    }
  }

  std::vector<WordRun> out_;
  std::string removed_, added_;
};

// Brackets in the hidden words say where a mark ends, which voices do not tell.
std::string removed_mark(std::string_view text) {
  return "<del><span class=\"h\">[removed: </span>" + html(text) + "<span class=\"h\">] </span></del>";
}
std::string added_mark(std::string_view text) {
  return "<ins><span class=\"h\">[added: </span>" + html(text) + "<span class=\"h\">] </span></ins>";
}

}  // namespace

std::vector<WordRun> word_runs(query::ClauseChange const& change) {
  Runs runs;
  for (auto const& part : change.redline) {
    auto const before = corpus::slice(change.old_text, part.before), after = corpus::slice(change.new_text, part.after);
    if (part.kind == Part::same)
      runs.same(before, after);
    else if (part.kind == Part::removed)
      runs.removed(before);
    else
      runs.added(after);
  }
  return runs.take();
}

std::string inline_html(std::vector<WordRun> const& runs) {
  std::string out;
  for (auto const& run : runs) {
    if (run.kind == Kind::removed)
      out += removed_mark(run.before);
    else if (run.kind == Kind::added)
      out += added_mark(run.after);
    else
      out += run.kind == Kind::same ? html(run.after) : "<span class=\"g\"> </span>";
  }
  return out;
}

std::string before_html(std::vector<WordRun> const& runs) {
  std::string out;
  for (auto const& run : runs) out += run.kind == Kind::removed ? removed_mark(run.before) : html(run.before);
  return out;
}

std::string after_html(std::vector<WordRun> const& runs) {
  std::string out;
  for (auto const& run : runs) out += run.kind == Kind::added ? added_mark(run.after) : html(run.after);
  return out;
}

}  // namespace smallprint::report
