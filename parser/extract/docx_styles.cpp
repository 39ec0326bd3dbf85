#include "parser/extract/docx_styles.hpp"

#include "corpus/text.hpp"
#include "parser/readers/docx_xml.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

namespace smallprint::parser {
namespace {

constexpr int longest_chain = 30;
constexpr std::uint32_t no_outline = 9;  // Word's "body text"

/// "heading 3" is 3, "title" is 1; 0 for other names. Word writes these names in English in every language.
std::uint32_t heading_of(std::string_view name) {
  if (name == "title") return 1;
  constexpr std::string_view heading = "heading ";
  if (name.substr(0, heading.size()) != heading || name.size() != heading.size() + 1) return 0;
  char const digit = name.back();
  return digit >= '1' && digit <= '9' ? static_cast<std::uint32_t>(digit - '0') : 0;
}

std::optional<bool> on_or_off(pugi::xml_node properties, std::string_view name) {
  auto const node = xml_child(properties, name);
  if (!node) return {};
  auto const value = xml_attribute(node, "val");
  return value != "0" && value != "false" && value != "off";
}

std::optional<std::uint32_t> number_of(std::string_view text) {
  std::uint32_t out = 0;
  auto const read = std::from_chars(text.data(), text.data() + text.size(), out);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return {};
  return out;
}

}  // namespace

void read_run_properties(pugi::xml_node properties, DocxStyle& out) {
  if (auto const bold = on_or_off(properties, "b")) out.bold = bold;
  if (auto const italic = on_or_off(properties, "i")) out.italic = italic;
  if (auto const hidden = on_or_off(properties, "vanish")) out.hidden = hidden;
}

void read_paragraph_properties(pugi::xml_node properties, DocxStyle& out) {
  if (auto const level = number_of(xml_attribute(xml_child(properties, "outlineLvl"), "val")))
    out.heading = *level < no_outline ? *level + 1 : 0;
  auto const number = xml_child(properties, "numPr");
  if (!number) return;
  auto const list = xml_attribute(xml_child(number, "numId"), "val");
  auto const level = number_of(xml_attribute(xml_child(number, "ilvl"), "val"));
  auto const inherited = out.number ? out.number->list : std::string();
  out.number = DocxNumber{list.empty() ? inherited : std::string(list), level};
}

DocxStyles::DocxStyles() {
  styles_[{}] = {};
}

DocxStyles::DocxStyles(pugi::xml_node root) : DocxStyles() {
  std::map<std::string_view, pugi::xml_node> nodes;
  for (auto const& node : root.children())
    if (xml_local(node.name()) == "style") nodes[xml_attribute(node, "styleId")] = node;
  for (auto const& [id, node] : nodes) {
    std::vector<pugi::xml_node> chain{node};
    while (chain.size() < longest_chain) {
      auto const base = nodes.find(xml_attribute(xml_child(chain.back(), "basedOn"), "val"));
      if (base == nodes.end()) break;
      chain.push_back(base->second);
    }
    auto& out = styles_[std::string(id)];
    out = {};
    std::for_each(chain.rbegin(), chain.rend(), [&](pugi::xml_node one) {
      auto const name = corpus::fold(xml_attribute(xml_child(one, "name"), "val"));
      if (auto const heading = heading_of(name)) out.heading = heading;
      out.quote = out.quote || name.find("quot") != std::string::npos;
      read_run_properties(xml_child(one, "rPr"), out);
      read_paragraph_properties(xml_child(one, "pPr"), out);
    });
    auto const is_default = xml_attribute(node, "default");
    if (xml_attribute(node, "type") == "paragraph" && (is_default == "1" || is_default == "true")) default_ = id;
  }
}

DocxStyle const& DocxStyles::of(std::string_view id) const {
  auto found = styles_.find(id.empty() ? std::string_view(default_) : id);
  if (found == styles_.end()) found = styles_.find(std::string_view());
  return found->second;
}

}  // namespace smallprint::parser
