#include "report/answers.hpp"

#include "report/escape.hpp"
#include "report/marked.hpp"
#include "report/table.hpp"

#include <fmt/format.h>

namespace smallprint::report {
namespace {

constexpr std::string_view indent = "    ";

std::string day(std::string const& date) {
  return date.substr(0, 10);
}

/// "Terms of Service, 3.2(b), 13 June": where a quote stands.
std::string place(query::Quote const& quote) {
  auto out = printable(quote.document);
  if (!quote.clause.empty()) out += ", " + cut(printable(quote.clause), 60);
  return fmt::format("{} ({})", out, day(quote.version_date));
}

/// The quote with its deciding words marked, folded to the screen. Marks are put in after folding
/// would break lines inside them, so each word carries its own.
std::string quoted(query::Quote const& quote, Style const& style) {
  if (!style.colour || quote.deciding.empty())
    return fold_lines("\u201C" + printable(quote.quote) + "\u201D", style.width, indent);
  auto const span = quote.deciding.front();
  std::string_view const text = quote.quote;
  auto plain = fold_lines("\u201C" + printable(text) + "\u201D", style.width, indent);
  // Find the deciding words again in the folded text, whatever spaces now stand between them.
  auto const words = printable(text.substr(span.begin, span.end - span.begin));
  std::string out;
  std::size_t at = 0;
  std::size_t matched = 0;
  auto const same = [&](std::size_t from) {
    std::size_t i = from;
    for (std::size_t w = 0; w < words.size(); ++w) {
      if (words[w] == ' ') {
        if (i >= plain.size() || (plain[i] != ' ' && plain[i] != '\n')) return std::string::npos;
        while (i < plain.size() && (plain[i] == ' ' || plain[i] == '\n')) ++i;
      } else if (i >= plain.size() || plain[i++] != words[w]) {
        return std::string::npos;
      }
    }
    return i;
  };
  for (; at < plain.size(); ++at)
    if (auto const end = same(at); !words.empty() && end != std::string::npos) {
      matched = end;
      break;
    }
  if (matched == 0) return plain;
  out = plain.substr(0, at);
  std::string word;
  for (auto i = at; i < matched; ++i) {
    if (plain[i] != ' ' && plain[i] != '\n') {
      word += plain[i];
      continue;
    }
    out += paint(style, Ink::mark, word) + plain[i];
    word.clear();
  }
  return out + paint(style, Ink::mark, word) + plain.substr(matched);
}

/// What a verdict could not take into account; empty when all was there.
std::string not_captured(query::Searched const& s) {
  std::string out;
  for (auto const& one : s.not_captured) out += (out.empty() ? "not captured: " : "; not captured: ") + one;
  return out;
}

std::string searched(query::Searched const& s) {
  auto out = fmt::format("searched {} clauses in {} document{}", s.clauses, s.documents.size(),
                         s.documents.size() == 1 ? "" : "s");
  if (auto const missing = not_captured(s); !missing.empty()) out += "; " + missing;
  for (auto const& one : s.unsupported) out += "; language not read: " + one;
  std::string others;
  for (auto const& one : s.incorporated) others += (others.empty() ? "" : ", ") + printable(one);
  if (!others.empty()) out += "; named as binding too, not in the index under these names: " + others;
  return out;
}

void add_quote(std::string& out, query::Quote const& quote, Style const& style, bool with_stance,
               std::string const& source) {
  if (!quote.lead_in.empty()) {
    auto lead = printable(quote.lead_in);
    out += paint(style, Ink::dim, fold_lines(cut(lead, 2 * style.width), style.width, indent));
  }
  out += quoted(quote, style);
  auto where = std::string(indent) + "\u2014 " + place(quote) + "  " + quote.text_key.substr(0, 12);
  if (with_stance) where += fmt::format("  [{}]", corpus::to_string(quote.stance));
  out += paint(style, Ink::dim, where) + "\n";
  if (!source.empty()) out += fold_lines(printable(source), style.width, indent);
}

}  // namespace

Ink ink_of(query::Verdict verdict) {
  switch (verdict) {
    case query::Verdict::restricted:
      return Ink::red;
    case query::Verdict::conditional:
      return Ink::yellow;
    case query::Verdict::permitted:
      return Ink::green;
    case query::Verdict::required:
      return Ink::blue;
    default:
      return Ink::dim;
  }
}

std::string answers_text(std::span<query::Answer const> answers, Style const& style, Citation cite) {
  std::string out;
  if (!answers.empty()) {
    out += paint(style, Ink::bold, printable(answers.front().question)) + "\n";
    out += paint(style, Ink::dim,
                 answers.front().topic.empty() ? "no topic fits: answered from the words of the question"
                                               : "topic: " + answers.front().topic) +
           "\n\n";
  }
  for (auto const& a : answers) {
    out += paint(style, Ink::bold, printable(a.authority)) + "  " +
           paint(style, ink_of(a.verdict), corpus::to_string(a.verdict));
    if (a.value) out += "  " + printable(*a.value);
    if (a.conflict) out += "  " + paint(style, Ink::red, "conflict");
    out += paint(style, Ink::dim, fmt::format("  confidence {:.2f}", a.confidence)) + "\n";
    for (auto const& quote : a.evidence) add_quote(out, quote, style, a.conflict, citation(a.authority, quote, cite));
    if (a.verdict == query::Verdict::silent || a.verdict == query::Verdict::not_captured)
      out += paint(style, Ink::dim, fold_lines(searched(a.searched), style.width, indent));
    else if (auto const missing = not_captured(a.searched); !missing.empty())
      out += paint(style, Ink::dim, fold_lines(missing, style.width, indent));
    if (!a.nearest.empty()) {
      out += paint(style, Ink::dim, std::string(indent) + "nearest, but not deciding:") + "\n";
      for (auto const& quote : a.nearest) add_quote(out, quote, style, false, "");
    }
    for (auto const& caveat : a.caveats) out += paint(style, Ink::dim, fold_lines(caveat, style.width, indent));
    out += "\n";
  }
  return out;
}

std::string answers_markdown(std::span<query::Answer const> answers, Citation cite) {
  std::string out;
  if (answers.empty()) return out;
  out += "# " + markdown(answers.front().question) +
         "\n\n| provider | verdict | value | confidence |\n| --- | --- | --- | --- |\n";
  for (auto const& a : answers)
    out += fmt::format("| {} | {}{} | {} | {:.2f} |\n", markdown(a.authority), corpus::to_string(a.verdict),
                       a.conflict ? " (conflict)" : "", a.value ? markdown(*a.value) : "", a.confidence);
  for (auto const& a : answers) {
    out += fmt::format("\n## {}: {}{}\n\n", markdown(a.authority), corpus::to_string(a.verdict),
                       a.conflict ? " (conflict)" : "");
    for (auto const& q : a.evidence) {
      if (!q.lead_in.empty()) out += "> " + markdown(q.lead_in) + "\n>\n";
      out += fmt::format("> \u201C{}\u201D\n\n\u2014 {}, bytes {} to {}, `{}`\n\n", marked(q, markdown, "**", "**"),
                         markdown(place(q)), q.start, q.end, q.text_key.substr(0, 12));
      if (cite != Citation::none) out += markdown(citation(a.authority, q, cite)) + "\n\n";
    }
    if (a.evidence.empty())
      out += markdown(searched(a.searched)) + "\n\n";
    else if (auto const missing = not_captured(a.searched); !missing.empty())
      out += markdown(missing) + "\n\n";
    for (auto const& caveat : a.caveats) out += markdown(caveat) + "\n\n";
    out.pop_back();  // one empty line before what follows
  }
  return out;
}

std::string answers_csv(std::span<query::Answer const> answers) {
  auto out = csv_record({"provider", "verdict", "conflict", "value", "confidence", "topic", "document", "clause",
                         "quote", "start", "end", "version_date", "snapshot", "key", "lead_in"});
  for (auto const& a : answers) {
    std::vector<std::string> row{
        a.authority,          std::string(corpus::to_string(a.verdict)), a.conflict ? "true" : "false",
        a.value.value_or(""), fmt::format("{:.3f}", a.confidence),       a.topic};
    if (a.evidence.empty())
      row.insert(row.end(), 9, "");
    else {
      auto const& q = a.evidence.front();
      for (auto const& field : {q.document, q.clause, q.quote, std::to_string(q.start), std::to_string(q.end),
                                q.version_date, q.snapshot, q.text_key, q.lead_in})
        row.push_back(field);
    }
    out += csv_record(row);
  }
  return out;
}

}  // namespace smallprint::report
