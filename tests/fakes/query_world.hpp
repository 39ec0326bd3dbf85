#pragma once
// A small world for the tests of `query`: invented documents in a real index, their bytes in memory.
#include "corpus/text.hpp"
#include "index/store.hpp"

#include <catch2/catch_test_macros.hpp>

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include <stdlib.h>

namespace smallprint::test {

/// Texts by hash, as an archive gives them.
class MemoryTexts final : public corpus::VersionTexts {
 public:
  /// \returns 64 hex digits
  std::string add(std::string text) {
    auto const half = corpus::hash128_hex(text);
    texts_[half + half] = std::move(text);
    return half + half;
  }
  void forget(std::string const& sha256) { texts_.erase(sha256); }
  [[nodiscard]] corpus::Result<std::string> text(std::string_view sha256) override {
    ++reads;
    if (auto const it = texts_.find(std::string(sha256)); it != texts_.end()) return it->second;
    return corpus::Error{corpus::Errc::not_found, std::string(sha256), 0, "no such text"};
  }
  int reads = 0;

 private:
  std::map<std::string, std::string> texts_;
};

/// A clause to be written down. `**` in `text` is markup: it stands in the version, not in the clean text.
struct Line {
  std::string label;
  std::string text;
  std::string heading{};
  std::string lead_in{};
  std::vector<corpus::Provision> provisions{};
};

inline corpus::Provision provision(corpus::Modality modality, corpus::Bearer bearer) {
  corpus::Provision out;
  out.modality = modality;
  out.bearer = bearer;
  return out;
}

class World {
 public:
  World() {
    std::string name = (std::filesystem::temp_directory_path() / "smallprint-query-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    folder_ = name;
    builder_ = index::open_builder(folder_ / "index.sqlite", true).value();
  }
  ~World() {
    store_.reset();
    builder_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  World(World const&) = delete;
  World& operator=(World const&) = delete;

  void add(corpus::Source const& source, std::string date, std::vector<Line> const& lines,
           corpus::Capture capture = corpus::Capture::document) {
    std::string raw;
    std::string heading;
    std::vector<index::Occurrence> occurrences;
    for (auto const& line : lines) {
      if (line.heading != heading) raw += "# " + (heading = line.heading) + "\n\n";
      raw += line.label + (line.label.empty() ? "" : " ");
      occurrences.push_back(write(line, raw));
      raw += "\n\n";
    }
    corpus::ParsedDocument parsed;
    parsed.language = "en";
    parsed.capture = capture;
    parsed.provisions_supported = true;
    builder_->add_version(version(source, std::move(date), raw), &parsed, occurrences).value();
  }

  /// A version as the parser read it. \param find  gives the provisions of a clause text
  void add_parsed(corpus::Source const& source, std::string date, std::string const& raw,
                  corpus::ParsedDocument const& parsed,
                  std::function<std::vector<corpus::Provision>(corpus::ClauseText const&)> const& find) {
    std::vector<index::Occurrence> occurrences;
    for (auto const& clause : parsed.clauses) {
      auto const text = corpus::clause_text(parsed.document, clause);
      auto const known = builder_->text_id(text.key());
      auto const id = known ? *known : builder_->add_text(text, find(text), parsed.language).value();
      occurrences.push_back(
          {id, clause.label, clause.raw, parsed.document.offsets.part(clause.text, clause.raw.begin)});
    }
    builder_->add_version(version(source, std::move(date), raw), &parsed, occurrences).value();
  }

  void remove(corpus::Source const& source, std::string date) {
    corpus::VersionInfo info;
    info.id = ++archive_id_;
    info.source = source;
    info.date = std::move(date);
    info.removed = true;
    builder_->add_version(info, nullptr, {}).value();
  }

  /// The index so far.
  index::Store& store() {
    if (store_ == nullptr) {
      builder_->commit().value();
      builder_->finish().value();
      store_ = index::open_store(folder_ / "index.sqlite").value();
    }
    return *store_;
  }

  MemoryTexts texts;

 private:
  corpus::VersionInfo version(corpus::Source const& source, std::string date, std::string const& raw) {
    corpus::VersionInfo info;
    info.id = ++archive_id_;
    info.source = source;
    info.date = std::move(date);
    info.kind = corpus::VersionKind::change;
    info.size = static_cast<std::uint32_t>(raw.size());
    info.sha256 = texts.add(raw);
    return info;
  }

  index::Occurrence write(Line const& line, std::string& raw) {
    index::Occurrence out;
    out.label = line.label;
    out.raw.begin = static_cast<std::uint32_t>(raw.size());
    std::string clean;
    for (std::size_t at = 0; at < line.text.size();) {
      auto const stop = std::min(line.text.find("**", at), line.text.size());
      auto const size = static_cast<std::uint32_t>(stop - at);
      auto const begin = static_cast<std::uint32_t>(raw.size()) - out.raw.begin;
      if (size > 0) out.offsets.append(size, {begin, begin + size});
      clean.append(line.text, at, size);
      raw.append(line.text, at, size + (stop < line.text.size() ? 2 : 0));
      at = stop + 2;
    }
    out.raw.end = static_cast<std::uint32_t>(raw.size());
    corpus::ClauseText const text{line.heading, line.lead_in, clean, ""};
    auto const known = builder_->text_id(text.key());
    out.text_id = known ? *known : builder_->add_text(text, line.provisions, "en").value();
    return out;
  }

  std::filesystem::path folder_;
  std::unique_ptr<index::Builder> builder_;
  std::unique_ptr<index::Store> store_;
  std::int64_t archive_id_ = 0;
};

}  // namespace smallprint::test
