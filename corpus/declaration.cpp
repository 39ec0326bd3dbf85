#include "corpus/declaration.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

namespace smallprint::corpus {
namespace fs = std::filesystem;
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t largest_file = 4u << 20;
constexpr std::size_t deepest = 32;
constexpr std::size_t most_pages = 200;  // of one document

/// Keys of Open Terms Archive's format and of ours, for documents and for the pages that one combines.
constexpr std::array<std::string_view, 6> page_keys{"fetch", "select", "remove", "filter", "executeClientScripts",
                                                    "format"};
constexpr std::array<std::string_view, 8> document_keys{"combine",  "validUntil", "ValidUntil", "jurisdiction",
                                                        "language", "kind",       "tried",      "untried"};

template <class Keys>
bool holds(Keys const& keys, std::string_view key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

JsonPath below(JsonPath path, std::variant<std::string, std::size_t> part) {
  path.push_back(std::move(part));
  return path;
}

bool is_web_address(std::string_view text) {
  auto const scheme = text.find("://");
  if (scheme == std::string_view::npos) return false;
  auto const name = text.substr(0, scheme);
  auto const host = text.substr(scheme + 3, text.find_first_of("/?#", scheme + 3) - scheme - 3);
  return (name == "https" || name == "http") && !host.empty() && text.find_first_of(" \t\r\n\"<>") == text.npos;
}

class Reader {
 public:
  Reader(std::string_view text, fs::path const& file, std::vector<std::string> const& filters, DeclarationReading& into)
      : text_(text), file_(file), filters_(filters), into_(into) {}

  void service(Json const& json) {
    if (!json.is_object()) return problem({}, true, "expected an object with \"name\" and \"terms\"");
    auto& service = into_.service;
    service.name = file_.stem().string();
    if (auto const name = json.find("name"); name == json.end() || !name->is_string() || name->empty())
      problem({"name"}, true, "expected the authority's name as \"name\"");
    else
      service.name = name->get<std::string>();
    for (auto const& [key, value] : json.items())
      if (key == "jurisdiction" || key == "language" || key == "kind")
        common_[key] = value.is_string() ? value.get<std::string>() : std::string();
      else if (key != "name" && key != "terms" && key != "documents")
        problem({key}, false, "no such key: \"" + key + "\" is not read", true);
    // "documents" was the name before 2024.
    std::string const terms_key = json.contains("terms") || !json.contains("documents") ? "terms" : "documents";
    auto const terms = json.find(terms_key);
    if (terms == json.end() || !terms->is_object())
      return problem({terms_key}, true, "expected \"terms\": an object with a declaration for each document type");
    for (auto const& [type, declaration] : terms->items())
      if (auto read = document(type, declaration, {terms_key, type})) service.documents.push_back(std::move(*read));
  }

  void history(Json const& json) {
    if (!json.is_object()) return problem({}, true, "expected an object with a list for each document type");
    for (auto const& [type, list] : json.items()) {
      if (!list.is_array()) {
        problem({type}, true, "expected a list of declarations of the past");
        continue;
      }
      auto const first = into_.service.history.size();
      for (std::size_t i = 0; i < list.size(); ++i) {
        JsonPath const at{type, i};
        auto read = document(type, list[i], at);
        if (read && read->valid_until.empty()) problem(at, false, "has no \"validUntil\"");
        if (read) into_.service.history.push_back(std::move(*read));
      }
      auto const from = into_.service.history.begin() + static_cast<std::ptrdiff_t>(first);
      std::stable_sort(from, into_.service.history.end(),
                       [](auto const& a, auto const& b) { return a.valid_until < b.valid_until; });
    }
  }

 private:
  void problem(JsonPath const& path, bool error, std::string message, bool at_key = false) {
    into_.problems.push_back(
        {file_.string(), line_column(text_, json_place(text_, path, at_key)), error, std::move(message)});
  }

  std::optional<DocumentDeclaration> document(std::string const& type, Json const& json, JsonPath const& path) {
    if (!json.is_object()) {
      problem(path, true, "expected an object with \"fetch\" or \"combine\"");
      return {};
    }
    if (type.empty()) problem(path, false, "the document type is empty", true);
    auto const errors = error_count();
    DocumentDeclaration out;
    out.type = type;
    for (auto const& [key, value] : json.items())
      if (!holds(page_keys, key) && !holds(document_keys, key))
        problem(below(path, key), false, "no such key: \"" + key + "\" is not read", true);
    out.valid_until = string_at(json, json.contains("ValidUntil") ? "ValidUntil" : "validUntil", path);
    out.tried = string_at(json, "tried", path);
    for (auto const& [key, to] : {std::pair{"jurisdiction", &out.jurisdiction}, std::pair{"language", &out.language},
                                  std::pair{"kind", &out.kind}}) {
      *to = string_at(json, key, path);
      if (to->empty() && common_.contains(key)) *to = common_[key];
    }
    PageDeclaration shared;
    page(json, path, shared);
    auto const combine = json.find("combine");
    if (combine == json.end()) {
      out.pages.push_back(std::move(shared));
    } else if (!combine->is_array() || combine->empty() || combine->size() > most_pages) {
      problem(below(path, "combine"), true,
              "expected a list of 1 to " + std::to_string(most_pages) + " pages as \"combine\"");
    } else {
      for (std::size_t i = 0; i < combine->size(); ++i) {
        auto const at = below(below(path, "combine"), i);
        if (!(*combine)[i].is_object()) {
          problem(at, true, "expected an object with \"fetch\"");
          continue;
        }
        for (auto const& [key, value] : (*combine)[i].items())
          if (!holds(page_keys, key)) problem(below(at, key), false, "no such key: \"" + key + "\" is not read", true);
        auto one = shared;
        page((*combine)[i], at, one);
        out.pages.push_back(std::move(one));
      }
    }
    for (auto const& one : out.pages)
      if (one.fetch.empty() && error_count() == errors) problem(path, true, "\"fetch\" is missing");
    if (error_count() != errors) return {};
    return out;
  }

  /// Reads a page's keys over what `out` has already.
  void page(Json const& json, JsonPath const& path, PageDeclaration& out) {
    if (auto const it = json.find("fetch"); it != json.end()) {
      if (it->is_string() && is_web_address(it->get_ref<std::string const&>()))
        out.fetch = it->get<std::string>();
      else
        problem(below(path, "fetch"), true, "expected an absolute http or https address");
    }
    if (auto const it = json.find("select"); it != json.end()) out.select = selectors(*it, below(path, "select"));
    if (auto const it = json.find("remove"); it != json.end()) out.remove = selectors(*it, below(path, "remove"));
    if (auto const it = json.find("filter"); it != json.end()) out.filters = filters(*it, below(path, "filter"));
    if (auto const it = json.find("executeClientScripts"); it != json.end()) {
      if (it->is_boolean())
        out.execute_client_scripts = it->get<bool>();
      else
        problem(below(path, "executeClientScripts"), true, "expected true or false");
    }
    if (auto format = string_at(json, "format", path); !format.empty()) out.format = std::move(format);
  }

  std::string string_at(Json const& json, std::string const& key, JsonPath const& path) {
    auto const it = json.find(key);
    if (it == json.end()) return {};
    if (it->is_string()) return it->get<std::string>();
    problem(below(path, key), true, "expected a string");
    return {};
  }

  std::vector<Selector> selectors(Json const& json, JsonPath const& path) {
    std::vector<Selector> out;
    auto const one = [&](Json const& item, JsonPath const& at) {
      if (item.is_string() && !item.get_ref<std::string const&>().empty())
        out.emplace_back(item.get<std::string>());
      else if (item.is_object())
        range(item, at, out);
      else
        problem(at, true, "expected a CSS selector or a range with startBefore/startAfter and endBefore/endAfter");
    };
    if (!json.is_array()) {
      one(json, path);
      return out;
    }
    for (std::size_t i = 0; i < json.size(); ++i) one(json[i], below(path, i));
    return out;
  }

  void range(Json const& json, JsonPath const& path, std::vector<Selector>& out) {
    RangeSelector range;
    auto const errors = error_count();
    for (auto const& [key, value] : json.items()) {
      bool const start = key == "startBefore" || key == "startAfter";
      if (!start && key != "endBefore" && key != "endAfter")
        problem(below(path, key), true, "a range has startBefore or startAfter, and endBefore or endAfter", true);
      else if (!value.is_string() || value.get_ref<std::string const&>().empty())
        problem(below(path, key), true, "expected a CSS selector");
      else if (!(start ? range.start : range.end).empty())
        problem(below(path, key), true, std::string("the range has two ") + (start ? "starts" : "ends"), true);
      else
        (start ? range.start : range.end) = value.get<std::string>();
      if (key == "startAfter") range.after_start = true;
      if (key == "endAfter") range.after_end = true;
    }
    if (error_count() == errors && (range.start.empty() || range.end.empty()))
      problem(path, true, range.start.empty() ? "the range has no start" : "the range has no end");
    if (error_count() == errors) out.emplace_back(std::move(range));
  }

  std::vector<FilterUse> filters(Json const& json, JsonPath const& path) {
    std::vector<FilterUse> out;
    auto const one = [&](Json const& item, JsonPath const& at) {
      FilterUse use;
      if (item.is_string()) {
        use.name = item.get<std::string>();
      } else if (item.is_object() && item.size() == 1) {
        use.name = item.begin().key();
        parameters({}, item.begin().value(), use, below(at, use.name));
      } else {
        return problem(at, true, "expected a filter's name, or an object with its name and parameters");
      }
      if (!holds(filters_, use.name))
        return problem(at, false, "there is no filter \"" + use.name + "\" here; the document is read without it");
      out.push_back(std::move(use));
    };
    if (!json.is_array()) {
      one(json, path);
      return out;
    }
    for (std::size_t i = 0; i < json.size(); ++i) one(json[i], below(path, i));
    return out;
  }

  void parameters(std::string const& name, Json const& json, FilterUse& use, JsonPath const& path) {
    if (json.is_string()) {
      use.parameters.emplace_back(name, json.get<std::string>());
    } else if (json.is_array() && path.size() < deepest) {
      for (std::size_t i = 0; i < json.size(); ++i) parameters(name, json[i], use, below(path, i));
    } else if (json.is_object() && name.empty()) {
      for (auto const& [key, value] : json.items()) parameters(key, value, use, below(path, key));
    } else {
      problem(path, true, "expected a string or a list of strings");
    }
  }

  [[nodiscard]] std::size_t error_count() const {
    return static_cast<std::size_t>(
        std::count_if(into_.problems.begin(), into_.problems.end(), [](auto const& p) { return p.error; }));
  }

  std::string_view text_;
  fs::path const& file_;
  std::vector<std::string> const& filters_;
  DeclarationReading& into_;
  std::map<std::string, std::string> common_;
};

Result<void> parse_json(std::string_view text, fs::path const& file, Json& out) {
  auto const at = [&](std::size_t offset) {
    auto const place = line_column(text, std::min(offset, text.size()));
    return file.string() + ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
  };
  if (json_depth(text) > deepest)
    return Error{Errc::too_large, file.string(), 0, "nested deeper than " + std::to_string(deepest)};
  try {
    out = Json::parse(text);
    return {};
  } catch (Json::parse_error const& error) {
    // "[json.exception.parse_error.101] parse error at line 3, column 5: what it was"
    std::string_view what = error.what();
    if (auto const colon = what.find(": "); colon != what.npos) what.remove_prefix(colon + 2);
    auto const byte = error.byte == 0 ? 0 : error.byte - 1;
    return Error{Errc::syntax, at(byte), byte, "no JSON: " + std::string(what)};
  } catch (std::exception const& error) {
    return Error{Errc::syntax, at(0), 0, error.what()};
  }
}

Result<std::string> read_text(fs::path const& file) {
  std::error_code ec;
  auto const size = fs::file_size(file, ec);
  if (ec) return Error{Errc::io, file.string(), 0, "cannot read the file: " + ec.message()};
  if (size > largest_file)
    return Error{Errc::too_large, file.string(), 0, "has more than " + std::to_string(largest_file) + " bytes"};
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) return Error{Errc::io, file.string(), 0, "cannot read the file"};
  return std::move(text).str();
}

constexpr std::string_view history_ending = ".history.json";

}  // namespace

std::string PageDeclaration::part_name() const {
  auto const host = fetch.find("://");
  auto const path = fetch.find('/', host == std::string::npos ? 0 : host + 3);
  if (path == std::string::npos) return {};
  std::string out;
  auto const end = std::min(fetch.find_first_of("?#", path), fetch.size());
  for (std::size_t at = path; at < end;) {
    auto const next = std::min(fetch.find('/', at + 1), end);
    if (next > at + 1) out.append(out.empty() ? "" : "-").append(fetch, at + 1, next - at - 1);
    at = next;
  }
  return out;
}

bool DeclarationReading::has_error() const {
  return std::any_of(problems.begin(), problems.end(), [](auto const& p) { return p.error; });
}

Result<DeclarationReading> parse_declaration(std::string_view json, fs::path const& file,
                                             std::vector<std::string> const& known_filters) {
  Json parsed;
  if (auto const ok = parse_json(json, file, parsed); !ok) return ok.error();
  DeclarationReading out;
  out.service.file = file;
  Reader(json, file, known_filters, out).service(parsed);
  return out;
}

Result<void> parse_declaration_history(std::string_view json, fs::path const& file,
                                       std::vector<std::string> const& known_filters, DeclarationReading& into) {
  Json parsed;
  if (auto const ok = parse_json(json, file, parsed); !ok) return ok.error();
  Reader(json, file, known_filters, into).history(parsed);
  return {};
}

Result<DeclarationReading> read_declaration(fs::path const& file, std::vector<std::string> const& known_filters) {
  auto const text = read_text(file);
  if (!text) return text.error();
  auto out = parse_declaration(*text, file, known_filters);
  if (!out) return out;
  auto history = file;
  history.replace_extension(history_ending);
  std::error_code ec;
  if (!fs::exists(history, ec)) return out;
  auto const past = read_text(history);
  if (!past) return past.error();
  if (auto const added = parse_declaration_history(*past, history, known_filters, *out); !added) return added.error();
  return out;
}

Result<std::vector<fs::path>> declaration_files(fs::path const& folder) {
  std::vector<fs::path> out;
  std::error_code ec;
  for (fs::directory_iterator it(folder, ec), end; !ec && it != end; it.increment(ec)) {
    auto const name = it->path().filename().string();
    if (it->path().extension() == ".json" && !name.ends_with(history_ending) && !name.starts_with('.'))
      out.push_back(it->path());
  }
  if (ec) return Error{Errc::io, folder.string(), 0, "cannot list the folder: " + ec.message()};
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace smallprint::corpus
