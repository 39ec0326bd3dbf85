#include "report/desk/brief.hpp"

#include "report/escape.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace smallprint::report {
namespace {

using Kind = WordRun::Kind;
constexpr std::string_view spaces = " \n\t\r";
constexpr std::size_t longest_run = 60;  // words that nobody changed and that are shown whole
constexpr std::size_t kept = 20;         // at either end of a longer run

/// Where each word begins and ends.
std::vector<corpus::Span> words_of(std::string_view text) {
  std::vector<corpus::Span> out;
  for (auto at = text.find_first_not_of(spaces); at != std::string_view::npos;) {
    auto const end = std::min(text.find_first_of(spaces, at), text.size());
    out.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)});
    at = text.find_first_not_of(spaces, end);
  }
  return out;
}

void put_same(std::string const& text, std::vector<BriefRun>& out) {
  auto const words = words_of(text);
  if (words.size() <= longest_run) {
    out.push_back({{Kind::same, text, text}, 0});
    return;
  }
  auto const head = text.substr(0, words[kept - 1].end), tail = text.substr(words[words.size() - kept].begin);
  out.push_back({{Kind::same, head, head}, 0});
  out.push_back({{}, words.size() - 2 * kept});
  out.push_back({{Kind::same, tail, tail}, 0});
}

}  // namespace

std::vector<BriefRun> brief_runs(query::ClauseChange const& change) {
  std::vector<BriefRun> out;
  if (change.redline.empty()) {
    put_same(change.new_text.empty() ? change.old_text : change.new_text, out);
    return out;
  }
  for (auto& run : word_runs(change))
    if (run.kind == Kind::same)
      put_same(run.after, out);
    else
      out.push_back({std::move(run), 0});
  return out;
}

std::string brief_html(query::ClauseChange const& change) {
  std::string out;
  for (auto const& [run, omitted] : brief_runs(change))
    out += omitted == 0 ? inline_html({run})
                        : fmt::format(" <span class=\"cut\">[… {} unchanged words …]</span> ", omitted);
  return out;
}

std::string brief_plain_html(query::ClauseChange const& change) {
  std::string out;
  for (auto const& [run, omitted] : brief_runs(change)) {
    if (omitted > 0)
      out += fmt::format(" <em>[… {} unchanged words …]</em> ", omitted);
    else if (run.kind == Kind::removed)
      out += "<del>" + html(run.before) + "</del>";
    else if (run.kind == Kind::added)
      out += "<ins>" + html(run.after) + "</ins>";
    else
      out += run.kind == Kind::same ? html(run.after) : " ";
  }
  return out;
}

}  // namespace smallprint::report
