#include "corpus/toml_file.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace smallprint::corpus {
namespace fs = std::filesystem;

Result<std::vector<fs::path>> toml_files(fs::path const& folder) {
  std::vector<fs::path> out;
  std::error_code ec;
  for (fs::directory_iterator it(folder, ec), end; !ec && it != end; it.increment(ec))
    if (it->path().extension() == ".toml") out.push_back(it->path());
  if (ec) return Error{Errc::io, folder.string(), 0, "cannot list the folder: " + ec.message()};
  std::sort(out.begin(), out.end());
  return out;
}

Result<toml::table> read_toml(fs::path const& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) return Error{Errc::io, path.string(), 0, "cannot read the file"};
  try {
    return toml::parse(text.view(), path.string());
  } catch (toml::parse_error const& error) {
    auto const at = error.source().begin;
    return Error{Errc::syntax, path.string() + ":" + std::to_string(at.line) + ":" + std::to_string(at.column), 0,
                 std::string(error.description())};
  }
}

std::string place(toml::node const& node, std::string const& path, std::string_view key) {
  auto const at = node.source().begin;
  return path + ":" + std::to_string(at.line) + ":" + std::to_string(at.column) + ": " + std::string(key);
}

Result<std::vector<std::string>> strings(toml::node const& node, std::string const& path, std::string_view key) {
  if (auto const one = node.value<std::string>()) return std::vector<std::string>{*one};
  auto const* array = node.as_array();
  if (array == nullptr) return Error{Errc::schema, place(node, path, key), 0, "expected a list of strings"};
  std::vector<std::string> out;
  for (auto const& item : *array) {
    auto const text = item.value<std::string>();
    if (!text) return Error{Errc::schema, place(item, path, key), 0, "expected a string"};
    out.push_back(*text);
  }
  return out;
}

Result<std::string> required_string(toml::table const& table, std::string_view key, std::string const& path) {
  auto const* node = table.get(key);
  if (node == nullptr) return Error{Errc::schema, place(table, path, key), 0, "is missing"};
  if (auto const text = node->value<std::string>(); text && !text->empty()) return *text;
  return Error{Errc::schema, place(*node, path, key), 0, "expected a string that is not empty"};
}

Result<std::vector<std::string>> required_strings(toml::table const& table, std::string_view key,
                                                  std::string const& path) {
  auto const* node = table.get(key);
  if (node == nullptr) return Error{Errc::schema, place(table, path, key), 0, "is missing"};
  return strings(*node, path, key);
}

Result<std::vector<std::string>> optional_strings(toml::table const& table, std::string_view key,
                                                  std::string const& path) {
  auto const* node = table.get(key);
  if (node == nullptr) return std::vector<std::string>{};
  return strings(*node, path, key);
}

Result<void> for_each_table(toml::table const& file, std::string_view key, std::string const& path,
                            std::function<Result<void>(toml::table const&, std::string const&)> const& f) {
  auto const* node = file.get(key);
  if (node == nullptr) return {};
  auto const* array = node->as_array();
  if (array == nullptr)
    return Error{Errc::schema, place(*node, path, key), 0, "expected [[" + std::string(key) + "]] tables"};
  for (auto const& item : *array) {
    auto const* table = item.as_table();
    if (table == nullptr) return Error{Errc::schema, place(item, path, key), 0, "expected a table"};
    if (auto const done = f(*table, path); !done) return done.error();
  }
  return {};
}

}  // namespace smallprint::corpus
