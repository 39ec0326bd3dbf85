#include "report/clause_lives.hpp"

#include "report/clause_changes.hpp"
#include "report/escape.hpp"
#include "report/table.hpp"

#include <fmt/format.h>

#include <array>

namespace smallprint::report {
namespace {

using Kind = query::ClauseStep::Kind;
constexpr std::array<std::string_view, 4> kind_names{"first", "changed", "gone", "back"};

std::string what(query::ClauseStep const& step) {
  switch (step.kind) {
    case Kind::first:
      return "first seen";
    case Kind::gone:
      return step.change.after.empty() ? "gone" : "merged into another";
    case Kind::back:
      return "back, word for word";
    case Kind::changed:
      break;
  }
  auto out = fmt::format("{}, {}", query::to_string(step.change.relation), query::to_string(step.change.change_class));
  if (step.change.direction != query::Direction::neutral)
    out += fmt::format(", {}", query::to_string(step.change.direction));
  return out;
}

std::string head(query::ClauseStep const& step) {
  return fmt::format("{}{}{}  {}", step.date.substr(0, 10), step.label.empty() ? "" : "  ", step.label, what(step));
}

std::string title(query::ClauseLife const& life) {
  return fmt::format("{}  {}, {}{}", life.id, life.source.authority, life.source.document_type,
                     life.in_force ? "" : "  (no longer in force)");
}

bool shows_redline(query::ClauseStep const& step) {
  return step.kind == Kind::changed && !step.change.redline.empty();
}

}  // namespace

std::string clause_lives_text(std::span<query::ClauseLife const> lives, Style const& style) {
  std::string out;
  for (auto const& life : lives) {
    if (!out.empty()) out += "\n";
    out += paint(style, Ink::bold, printable(title(life))) + "\n";
    for (auto const& step : life.steps) {
      out += "\n" + paint(style, Ink::bold, printable(head(step))) + "  " +
             paint(style, Ink::dim, printable(step.key.substr(0, 12))) + "\n";
      if (shows_redline(step)) {
        auto const text = fold_lines(redline_plain(step.change), style.width, "    ");
        out += style.colour ? coloured_redline(text) : text;
      } else if (step.kind == Kind::first) {
        out += fold_lines(printable(step.text), style.width, "    ");
      }
    }
  }
  return out;
}

std::string clause_lives_markdown(std::span<query::ClauseLife const> lives) {
  std::string out;
  for (auto const& life : lives) {
    out += (out.empty() ? "# " : "\n# ") + markdown(title(life)) + "\n";
    for (auto const& step : life.steps) {
      out += "\n**" + markdown(head(step)) + "**\n";
      if (shows_redline(step))
        out += "\n> " + redline_markdown(step.change) + "\n";
      else if (step.kind == Kind::first)
        out += "\n> " + markdown(step.text) + "\n";
    }
  }
  return out;
}

Json to_json(query::ClauseLife const& life) {
  Json out{{"id", life.id},
           {"provider", life.source.authority},
           {"document", life.source.document_type},
           {"in_force", life.in_force}};
  auto steps = Json::array();
  for (auto const& step : life.steps) {
    Json one{{"kind", kind_names[static_cast<std::size_t>(step.kind)]},
             {"date", step.date},
             {"clause", step.label},
             {"key", step.key},
             {"text", step.kind == Kind::gone ? Json() : Json(step.text)}};
    if (step.kind == Kind::changed) {
      one["relation"] = query::to_string(step.change.relation);
      one["class"] = query::to_string(step.change.change_class);
      one["reason"] = step.change.reason;
      one["direction"] = query::to_string(step.change.direction);
      one["topics"] = step.change.topics;
      one["substance"] = step.change.substance;
      one["before"] = step.change.old_text;
    }
    steps.push_back(std::move(one));
  }
  out["steps"] = std::move(steps);
  return out;
}

}  // namespace smallprint::report
