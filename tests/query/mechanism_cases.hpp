#pragma once
// Reads the cases in tests/query/mechanisms: its README.md has the format.
#include "corpus/toml_file.hpp"
#include "corpus/verdict.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <optional>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace smallprint::test {

struct CaseDocument {
  std::string type = "Terms of Service";
  std::string date = "2025-01-01";
  std::string text;  ///< Markdown
};

struct MechanismCase {
  std::string id;
  std::string mechanism;
  std::string provider = "Larkmere";
  std::vector<CaseDocument> documents;
  std::string question;
  std::string as_of;
  std::vector<corpus::Verdict> verdicts;  ///< each is right; more than one only where documents contradict
  std::vector<std::string> value;         ///< words that the value must hold, each; "none": there must be none
  std::optional<bool> conflict;
  std::string quote;  ///< words that the first quote must hold; empty: any
  std::string fails;  ///< why the program does not get it right yet; empty: it must
  std::string place;  ///< file and line, for messages
};

/// `text` in lower case, with each run of white space as one blank.
inline std::string plain(std::string_view text) {
  std::string out;
  for (char const c : text) {
    bool const blank = c == ' ' || c == '\n' || c == '\t';
    if (blank && (out.empty() || out.back() == ' ')) continue;
    out += blank ? ' ' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

class CaseReader {
 public:
  /// All cases of all files, by file name and place. Throws std::runtime_error with the place of a mistake.
  static std::vector<MechanismCase> read(std::filesystem::path const& folder) {
    CaseReader reader;
    for (auto const& file : corpus::toml_files(folder).value()) {
      auto const table = corpus::read_toml(file).value();
      reader.file_ = file.filename().string();
      auto const* cases = table["case"].as_array();
      if (cases == nullptr) reader.fail(table, "no [[case]]");
      for (auto const& node : *cases) reader.cases_.push_back(reader.one(*node.as_table()));
    }
    return std::move(reader.cases_);
  }

 private:
  [[noreturn]] void fail(toml::node const& node, std::string const& message) const {
    throw std::runtime_error(place(node) + ": " + message);
  }
  [[nodiscard]] std::string place(toml::node const& node) const {
    return file_ + ":" + std::to_string(node.source().begin.line);
  }

  [[nodiscard]] std::string words(toml::table const& table, std::string_view key, bool needed = false) const {
    auto const* node = table.get(key);
    if (node == nullptr && needed) fail(table, std::string(key) + " is missing");
    if (node == nullptr) return {};
    if (!node->is_string()) fail(*node, std::string(key) + " must be a string");
    return node->as_string()->get();
  }

  void only(toml::table const& table, std::initializer_list<std::string_view> keys) const {
    for (auto const& [key, node] : table)
      if (std::find(keys.begin(), keys.end(), key.str()) == keys.end())
        fail(node, "unknown key " + std::string(key.str()));
  }

  [[nodiscard]] CaseDocument document(toml::table const& table) const {
    only(table, {"type", "date", "text"});
    CaseDocument out;
    if (table.contains("type")) out.type = words(table, "type");
    if (table.contains("date")) out.date = words(table, "date");
    out.text = words(table, "text", true);
    return out;
  }

  [[nodiscard]] MechanismCase one(toml::table const& table) {
    only(table, {"id", "mechanism", "provider", "text", "document", "question", "as_of", "verdict", "value", "conflict",
                 "quote", "fails"});
    MechanismCase out;
    out.place = place(table);
    out.id = words(table, "id", true);
    if (!ids_.insert(out.id).second) fail(table, "a second case " + out.id);
    out.mechanism = words(table, "mechanism", true);
    if (table.contains("provider")) out.provider = words(table, "provider");
    if (table.contains("text")) out.documents.push_back({.text = words(table, "text")});
    if (auto const* documents = table["document"].as_array())
      for (auto const& node : *documents) out.documents.push_back(document(*node.as_table()));
    if (out.documents.empty()) fail(table, "neither text nor document");
    out.question = words(table, "question", true);
    out.as_of = words(table, "as_of");
    auto const* verdicts = table.get("verdict");
    if (verdicts == nullptr) fail(table, "verdict is missing");
    for (auto const& name : corpus::strings(*verdicts, file_, "verdict").value()) {
      auto const verdict = corpus::verdict_from(name);
      if (!verdict) fail(*verdicts, "no such verdict: " + name);
      out.verdicts.push_back(*verdict);
    }
    if (auto const* value = table.get("value")) out.value = corpus::strings(*value, file_, "value").value();
    if (auto const* conflict = table["conflict"].as_boolean()) out.conflict = conflict->get();
    out.quote = words(table, "quote");
    out.fails = words(table, "fails");
    bool const stands = std::any_of(out.documents.begin(), out.documents.end(), [&](CaseDocument const& one_document) {
      return plain(one_document.text).find(plain(out.quote)) != std::string::npos;
    });
    if (!stands) fail(table, "the quote stands in no document");
    return out;
  }

  std::string file_;
  std::set<std::string> ids_;
  std::vector<MechanismCase> cases_;
};

}  // namespace smallprint::test
