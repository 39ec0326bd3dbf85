#include "report/desk/entries.hpp"
#include "report/desk/names.hpp"
#include "report/desk_report.hpp"
#include "report/redline/rendering.hpp"

#include <fmt/format.h>
#include <unicode/utf8.h>
#include <pugixml.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <sstream>

namespace smallprint::report {
namespace {

/// Text as XML 1.0 may hold it (section 2.2, Char): what it forbids, and malformed UTF-8, is U+FFFD.
std::string xml_text(std::string_view text) {
  std::string out;
  auto const* s = reinterpret_cast<std::uint8_t const*>(text.data());
  auto const size = static_cast<std::int64_t>(text.size());
  for (std::int64_t i = 0; i < size;) {
    auto const begin = static_cast<std::size_t>(i);
    UChar32 c = 0;
    U8_NEXT(s, i, size, c);
    bool const allowed = c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c != 0xFFFE && c != 0xFFFF);
    if (allowed)
      out += text.substr(begin, static_cast<std::size_t>(i) - begin);
    else
      out += "\uFFFD";
  }
  return out;
}

/// On one line, for titles.
std::string one_line(std::string_view text) {
  std::string out;
  for (char const c : text)
    if (std::string_view(" \n\r\t").find(c) == std::string_view::npos)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

/// What a URI may hold stays (RFC 3986), the rest is escaped.
std::string uri_text(std::string_view text) {
  std::string out;
  for (char const c : text) {
    bool const stays = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                       std::string_view("-._~:/?#[]@!$&'()*+,;=%").find(c) != std::string_view::npos;
    out += stays ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

class Element {
 public:
  explicit Element(pugi::xml_node node) : node_(node) {}
  Element add(char const* name, std::string_view text = {}) {
    auto child = node_.append_child(name);
    if (!text.empty()) child.text().set(xml_text(text).c_str());
    return Element(child);
  }
  Element& with(char const* name, std::string_view value) {
    node_.append_attribute(name).set_value(xml_text(value).c_str());
    return *this;
  }

 private:
  pugi::xml_node node_;
};

std::string tag(DeskLinks const& links, std::string const& specific) {
  return uri_text("tag:" + links.tag_authority + ":" + specific);
}

void category(Element& to, DeskLinks const& links, std::string const& scheme, std::string const& term,
              std::string const& label) {
  if (!term.empty()) to.add("category").with("term", term).with("scheme", tag(links, scheme)).with("label", label);
}

void write(Element& feed, DeskLinks const& links, FeedEntry const& entry) {
  auto to = feed.add("entry");
  to.add("id", tag(links, entry.key));
  to.add("title", one_line(entry.title));
  to.add("updated", entry.updated);
  if (!links.page.empty())
    to.add("link")
        .with("rel", "alternate")
        .with("type", "text/html")
        .with("href", uri_text(links.page.substr(0, links.page.find('#')) + "#" + entry.anchor));
  category(to, links, "class", entry.change_class, sentence(entry.change_class));
  category(to, links, "direction", entry.direction, sentence(entry.direction));
  for (auto const& [id, title] : entry.topics) category(to, links, "topic", id, title);
  to.add("summary", one_line(entry.summary));
  to.add("content", entry.content).with("type", "html");
}

using Choice = std::function<bool(FeedEntry const&)>;

/// \param path  "all", "provider/acme-ai", "topic/share-account": its id; with "-", its file
DeskFeed feed(DeskReport const& report, DeskLinks const& links, std::vector<FeedEntry> const& entries,
              std::string const& path, std::string const& title, Choice const& chosen) {
  DeskFeed out;
  out.file = path + ".xml";
  if (auto const slash = out.file.find('/'); slash != std::string::npos) out.file[slash] = '-';
  out.title = one_line(title);
  auto updated = rfc3339(report.through);
  for (auto const& entry : entries)
    if (updated.empty() && chosen(entry)) updated = entry.updated;  // the newest come first
  if (updated.empty()) updated = rfc3339(report.since);
  if (updated.empty()) updated = "1970-01-01T00:00:00Z";

  pugi::xml_document document;
  auto declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "utf-8";
  Element root(document.append_child("feed"));
  root.with("xmlns", "http://www.w3.org/2005/Atom").with("xml:lang", "en");
  root.add("id", tag(links, "feed/" + path));
  root.add("title", out.title);
  root.add("updated", updated);
  root.add("author").add("name", "smallprint");
  if (!links.feeds.empty())
    root.add("link")
        .with("rel", "self")
        .with("type", "application/atom+xml")
        .with("href", uri_text(links.feeds + out.file));
  if (!links.page.empty())
    root.add("link").with("rel", "alternate").with("type", "text/html").with("href", uri_text(links.page));
  root.add("generator", "smallprint");
  for (auto const& entry : entries)
    if (chosen(entry)) write(root, links, entry);
  std::ostringstream text;
  document.save(text, "  ", pugi::format_default, pugi::encoding_utf8);
  out.xml = text.str();
  return out;
}

}  // namespace

std::vector<DeskFeed> desk_feeds(DeskReport const& report, DeskLinks const& links) {
  auto const entries = feed_entries(report);
  std::map<std::string, std::string> topics;     // ids, with titles
  std::map<std::string, std::string> providers;  // slugs, with names
  for (auto const& entry : entries) {
    providers.emplace(name_slug(entry.authority), entry.authority);
    for (auto const& [id, title] : entry.topics) topics.emplace(id, title);
  }
  std::vector<DeskFeed> out;
  out.push_back(feed(report, links, entries, "all", "What changed", [](FeedEntry const&) { return true; }));
  for (auto const& provider : providers)
    out.push_back(feed(report, links, entries, "provider/" + provider.first, "What changed: " + provider.second,
                       [&](FeedEntry const& one) { return one.authority == provider.second; }));
  for (auto const& topic : topics) {
    auto const is_it = [&](auto const& one) { return one.first == topic.first; };
    out.push_back(feed(report, links, entries, "topic/" + id_slug(topic.first), "What changed: " + topic.second,
                       [&](FeedEntry const& one) { return std::any_of(one.topics.begin(), one.topics.end(), is_it); }));
  }
  return out;
}

}  // namespace smallprint::report
