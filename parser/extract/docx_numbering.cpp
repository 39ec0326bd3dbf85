#include "parser/extract/docx_numbering.hpp"

#include "parser/readers/docx_xml.hpp"

#include <algorithm>
#include <charconv>

namespace smallprint::parser {
namespace {

constexpr std::uint32_t most = 1'000'000'000;  // no number that a document starts at overflows

std::optional<std::uint32_t> number_of(pugi::xml_node node, std::string_view attribute = "val") {
  auto const text = xml_attribute(node, attribute);
  std::uint32_t out = 0;
  auto const read = std::from_chars(text.data(), text.data() + text.size(), out);
  if (read.ec != std::errc{} || out > most) return {};
  return out;
}

bool is_on(pugi::xml_node node) {
  auto const value = xml_attribute(node, "val");
  return node && value != "0" && value != "false" && value != "off";
}

/// Word's bullets are letters of symbol fonts; others are what they look like.
std::string bullet(std::string_view text) {
  for (std::string_view const plain : {"-", "\u2013", "\u2014", "*", "\u25AA", "\u25CF", "\u25CB", "\u25E6", "\u25A0",
                                       "\u25A1", "\u2023", "\u2713", "\u25BA"})
    if (text == plain) return std::string(plain);
  return text.empty() ? std::string() : "\u2022";
}

}  // namespace

void DocxNumbering::read_level(pugi::xml_node node, Level& out) {
  for (auto const& one : node.children()) {
    auto const name = xml_local(one.name());
    if (name == "start") out.start = number_of(one).value_or(out.start);
    if (name == "numFmt") out.format = xml_attribute(one, "val");
    if (name == "lvlText") out.text = xml_attribute(one, "val");
    if (name == "lvlRestart") out.restart = number_of(one).value_or(out.restart);
    if (name == "isLgl") out.legal = is_on(one);
    if (name == "suff") out.joined = xml_attribute(one, "val") == "nothing";
    if (name == "pStyle") out.style = xml_attribute(one, "val");
    if (name == "rPr") out.hidden = is_on(xml_child(one, "vanish"));
  }
}

DocxNumbering::DocxNumbering(pugi::xml_node root) {
  std::map<std::string, Levels, std::less<>> abstract;
  std::map<std::string, std::string, std::less<>> style_links;  // a list style's name, and the list that has its levels
  std::map<std::string, std::string, std::less<>> style_users;  // a list, and the list style it takes them from
  auto const read_levels = [](pugi::xml_node node, Levels& levels) {
    for (auto const& one : node.children()) {
      auto const level = number_of(one, "ilvl");
      if (xml_local(one.name()) == "lvl" && level && *level < most_levels) read_level(one, levels[*level]);
    }
  };
  for (auto const& node : root.children()) {
    if (xml_local(node.name()) != "abstractNum") continue;
    auto const id = std::string(xml_attribute(node, "abstractNumId"));
    auto& levels = abstract[id];
    for (std::uint32_t i = 0; i < most_levels; ++i) levels[i].restart = i;
    read_levels(node, levels);
    if (auto const link = xml_child(node, "styleLink")) style_links[std::string(xml_attribute(link, "val"))] = id;
    if (auto const user = xml_child(node, "numStyleLink")) style_users[id] = xml_attribute(user, "val");
  }
  for (auto const& [id, style] : style_users)
    if (auto const link = style_links.find(style); link != style_links.end()) abstract[id] = abstract[link->second];
  for (auto const& node : root.children()) {
    if (xml_local(node.name()) != "num") continue;
    auto const found = abstract.find(xml_attribute(xml_child(node, "abstractNumId"), "val"));
    if (found == abstract.end()) continue;
    auto& list = lists_[std::string(xml_attribute(node, "numId"))];
    list = {found->second, found->first, {}};
    for (auto const& one : node.children()) {
      auto const level = number_of(one, "ilvl");
      if (xml_local(one.name()) != "lvlOverride" || !level || *level >= most_levels) continue;
      if (auto const own = xml_child(one, "lvl")) read_level(own, list.levels[*level]);
      list.restarts[*level] = number_of(xml_child(one, "startOverride"));
    }
  }
}

std::string DocxNumbering::print(Level const& level, Levels const& levels, Counter const& counter) {
  if (level.hidden) return {};
  if (level.format == "bullet") return bullet(level.text);
  std::string out;
  for (std::size_t i = 0; i < level.text.size(); ++i) {
    char const c = level.text[i];
    auto const place = i + 1 < level.text.size() ? static_cast<std::size_t>(level.text[i + 1] - '1') : most_levels;
    if (c != '%' || place >= most_levels) {
      out += c;
      continue;
    }
    ++i;
    auto const value = counter.begun[place] ? counter.value[place] : levels[place].start;
    out += docx_number(value, level.legal && levels[place].format != "decimalZero" ? "decimal" : levels[place].format);
  }
  return out;
}

DocxNumbering::Printed DocxNumbering::next(DocxNumber const& number, std::string_view style) {
  auto const found = lists_.find(number.list);
  if (found == lists_.end()) return {};
  auto& list = found->second;
  std::size_t at = number.level.value_or(0);
  if (!number.level)
    for (std::size_t i = 0; i < most_levels; ++i)
      if (!style.empty() && list.levels[i].style == style) at = i;
  if (at >= most_levels) return {};
  auto& counter = counters_[list.counter];
  auto& level = list.levels[at];
  auto& restart = list.restarts[at];
  if (restart) {
    counter.value[at] = *restart;
    restart.reset();
  } else {
    counter.value[at] = counter.begun[at] ? counter.value[at] + 1 : level.start;
  }
  counter.begun[at] = true;
  for (auto i = at + 1; i < most_levels; ++i)
    if (at < list.levels[i].restart) counter.begun[i] = false;
  return {print(level, list.levels, counter), level.joined};
}

}  // namespace smallprint::parser
