#pragma once
#include "tests/app/program.hpp"

#include <catch2/catch_message.hpp>
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

/// Homes of their own for the app tests, and what the program prints as JSON.
namespace smallprint::test {

namespace fs = std::filesystem;
using Json = nlohmann::json;

/// A folder that is gone with its owner.
class Scratch {
 public:
  Scratch() {
    auto name = (fs::temp_directory_path() / "smallprint-app-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  Scratch(Scratch const&) = delete;
  Scratch& operator=(Scratch const&) = delete;
  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  fs::path operator/(std::string const& name) const { return path_ / name; }
  fs::path const& path() const { return path_; }

 private:
  fs::path path_;
};

inline void write(fs::path const& file, std::string const& bytes) {
  fs::create_directories(file.parent_path());
  std::ofstream out(file, std::ios::binary);
  out << bytes;
  if (!out.flush()) throw std::runtime_error("cannot write " + file.string());
}

inline std::string read(fs::path const& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + file.string());
  return {std::istreambuf_iterator<char>(in), {}};
}

inline fs::path samples() {
  return fs::path(SMALLPRINT_SOURCE_DIR) / "corpus/samples";
}

/// A home folder and the program run on it.
class Home {
 public:
  explicit Home(fs::path folder) : folder_(std::move(folder)) {}

  [[nodiscard]] RunOptions options() const {
    RunOptions out;
    out.env["SMALLPRINT_HOME"] = folder_.string();
    return out;
  }
  [[nodiscard]] Outcome run(Arguments const& arguments, std::string const& input = {}) const {
    auto with = options();
    with.input = input;
    return test::run(arguments, with);
  }
  /// What it prints as JSON, after checking how it ended.
  [[nodiscard]] Json json(Arguments const& arguments, int exit = 0) const {
    auto const got = run(arguments);
    CAPTURE(arguments, got.err, got.signal);
    REQUIRE(got.exit == exit);
    auto const out = Json::parse(got.out, nullptr, false);
    REQUIRE_FALSE(out.is_discarded());
    return out;
  }
  [[nodiscard]] fs::path const& folder() const { return folder_; }

 private:
  fs::path folder_;
};

/// Lines of JSON.
inline std::vector<Json> lines(std::string const& text) {
  std::vector<Json> out;
  for (std::size_t at = 0; at < text.size();) {
    auto const end = std::min(text.find('\n', at), text.size());
    out.push_back(Json::parse(text.substr(at, end - at)));
    at = end + 1;
  }
  return out;
}

/// The samples, imported once for each test program's run.
inline Home const& sample_home() {
  static Scratch const scratch;
  static Home const home = [] {
    Home made(scratch / "home");
    auto const imported = made.run({"import", samples().string()});
    INFO(imported.err);
    REQUIRE(imported.exit == 0);
    return made;
  }();
  return home;
}

}  // namespace smallprint::test
