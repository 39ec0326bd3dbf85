#include "report/clause_changes.hpp"

#include "report/escape.hpp"

namespace smallprint::report {
namespace {

using query::ClauseChange;
using Kind = query::RedlinePart::Kind;

/// The redline as one text, by the marks of a format.
template <class Escape>
std::string marked_redline(ClauseChange const& change, Escape&& escape, std::string_view open_removed,
                           std::string_view close_removed, std::string_view open_added, std::string_view close_added) {
  std::string out;
  auto const around = [&](std::string_view text, std::string_view open, std::string_view close) {
    auto const end = text.find_last_not_of(" \n");
    auto const words = end == std::string_view::npos ? std::string_view{} : text.substr(0, end + 1);
    if (!words.empty()) out += std::string(open) + escape(words) + std::string(close);
    out += escape(text.substr(words.size()));
  };
  for (auto const& part : change.redline) {
    auto const words = part.kind == Kind::removed ? corpus::slice(change.old_text, part.before)
                                                  : corpus::slice(change.new_text, part.after);
    // Words that were cut off at the end of a text still stand apart from what follows.
    if (!out.empty() && out.back() != ' ' && out.back() != '\n' && !words.empty() &&
        std::string_view(" \n.,;:!?)").find(words.front()) == std::string_view::npos)
      out += ' ';
    if (part.kind == Kind::same)
      out += escape(corpus::slice(change.new_text, part.after));
    else if (part.kind == Kind::removed)
      around(corpus::slice(change.old_text, part.before), open_removed, close_removed);
    else
      around(corpus::slice(change.new_text, part.after), open_added, close_added);
  }
  return out;
}

Json side_json(query::DiffVersion const& version, std::vector<std::uint32_t> const& at, std::string const& text) {
  if (at.empty()) return nullptr;
  Json out{{"clause", labels(version, at)}, {"text", text}};
  out["start"] = version.clauses[at.front()].raw.begin;
  out["end"] = version.clauses[at.back()].raw.end;
  return out;
}

}  // namespace

std::string labels(query::DiffVersion const& version, std::vector<std::uint32_t> const& at) {
  std::string out;
  for (auto const i : at)
    if (auto const& label = version.clauses[i].label; !label.empty()) out += (out.empty() ? "" : ", ") + label;
  return out;
}

std::string place_of(query::DiffVersion const& before, query::DiffVersion const& after, ClauseChange const& change) {
  auto const was = labels(before, change.before), is = labels(after, change.after);
  if (was.empty() || is.empty() || was == is) return is.empty() ? was : is;
  return was + " -> " + is;
}

std::string redline_plain(ClauseChange const& change) {
  if (change.redline.empty()) return printable(change.new_text);
  return marked_redline(
      change, [](std::string_view text) { return printable(text); }, "[-", "-]", "{+", "+}");
}

std::string redline_markdown(ClauseChange const& change) {
  if (change.redline.empty()) return markdown(change.new_text);
  return marked_redline(
      change, [](std::string_view text) { return markdown(text); }, "~~", "~~", "**", "**");
}

std::string coloured_redline(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto const two = text.substr(i, 2);
    if (two == "[-")
      out += "\x1b[31m[-";
    else if (two == "{+")
      out += "\x1b[32m{+";
    else if (two == "-]" || two == "+}")
      out += std::string(two) + "\x1b[0m";
    else {
      out += text[i];
      continue;
    }
    ++i;
  }
  return out;
}

Json clause_change_json(query::DiffVersion const& before, query::DiffVersion const& after, ClauseChange const& change) {
  Json one{{"class", query::to_string(change.change_class)},
           {"relation", query::to_string(change.relation)},
           {"reason", change.reason}};
  one["old"] = side_json(before, change.before, change.old_text);
  one["new"] = side_json(after, change.after, change.new_text);
  auto redline = Json::array();
  for (auto const& part : change.redline) {
    auto const added = part.kind == Kind::added;
    redline.push_back(Json{{"kind", part.kind == Kind::same ? "same"
                                    : added                 ? "added"
                                                            : "removed"},
                           {"text", part.kind == Kind::removed ? corpus::slice(change.old_text, part.before)
                                                               : corpus::slice(change.new_text, part.after)}});
  }
  one["redline"] = std::move(redline);
  one["topics"] = change.topics;
  one["substance"] = change.substance;
  one["direction"] = query::to_string(change.direction);
  return one;
}

}  // namespace smallprint::report
