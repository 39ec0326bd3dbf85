#pragma once
// What the tests of this stage share: a folder of their own and documents made by hand.
#include "index/store.hpp"

#include <catch2/catch_test_macros.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <stdlib.h>

namespace smallprint::test {

/// An empty folder that goes away with the test.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "smallprint-index-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::permissions(path_, std::filesystem::perms::owner_all, ignored);
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(Folder const&) = delete;
  Folder& operator=(Folder const&) = delete;
  [[nodiscard]] std::filesystem::path file() const { return path_ / "index.sqlite"; }
  [[nodiscard]] std::filesystem::path const& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// Adds versions whose clauses are given as bare texts.
struct Writer {
  std::unique_ptr<index::Builder> builder;
  std::int64_t archive_id = 0;
  std::string language = "en";

  explicit Writer(std::filesystem::path const& file, bool fresh = false) {
    builder = index::open_builder(file, fresh).value();
    for (auto const id : builder->known_archive_ids()) archive_id = std::max(archive_id, id);
  }

  std::int64_t text(std::string_view words, std::vector<corpus::Provision> const& provisions = {},
                    std::string heading = {}, std::string lead_in = {}) const {
    return builder->add_text({std::move(heading), std::move(lead_in), std::string(words), ""}, provisions, language)
        .value();
  }

  std::int64_t place(corpus::Source const& source, std::string date, std::vector<std::int64_t> const& texts,
                     corpus::Capture capture = corpus::Capture::document, bool removed = false) {
    std::vector<index::Occurrence> occurrences;
    std::uint32_t at = 0;
    for (auto const id : texts) {
      occurrences.push_back({id, std::to_string(occurrences.size() + 1), {at, at + 10}, {}});
      at += 12;
    }
    corpus::ParsedDocument parsed;
    parsed.language = language;
    parsed.capture = capture;
    parsed.provisions_supported = language == "en";
    corpus::VersionInfo info;
    info.id = ++archive_id;
    info.source = source;
    info.date = std::move(date);
    info.kind = corpus::VersionKind::change;
    info.sha256 = removed ? "" : std::string(64, 'a');
    info.removed = removed;
    return builder->add_version(info, &parsed, occurrences).value();
  }

  std::int64_t version(corpus::Source const& source, std::string date, std::vector<std::string> const& texts) {
    std::vector<std::int64_t> ids;
    for (auto const& words : texts) ids.push_back(text(words));
    return place(source, std::move(date), ids);
  }
};

inline corpus::Source const acme{"Acme AI", "Terms of Service"};
inline corpus::Source const bolt{"Bolt", "Privacy Policy"};

/// A life as "first-last", "first-" while it lasts.
inline std::string show(index::Life const& life) {
  return std::to_string(life.first) + "-" + (life.last ? std::to_string(*life.last) : "");
}

inline std::vector<std::string> show(std::vector<index::Life> const& lives) {
  std::vector<std::string> out;
  for (auto const& life : lives) out.push_back(show(life));
  return out;
}

}  // namespace smallprint::test
