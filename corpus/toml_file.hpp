#pragma once
#include "corpus/error.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

/// Reading the data files that analysts edit: every error names file, line, column and key.
namespace smallprint::corpus {

/// The *.toml files of a folder, by name. \retval Errc::io
[[nodiscard]] Result<std::vector<std::filesystem::path>> toml_files(std::filesystem::path const& folder);
/// \retval Errc::io, Errc::syntax
[[nodiscard]] Result<toml::table> read_toml(std::filesystem::path const& path);

/// "file:line:column: key", for an error's `source`.
[[nodiscard]] std::string place(toml::node const& node, std::string const& path, std::string_view key);
/// An array of strings (or one string). \retval Errc::schema
[[nodiscard]] Result<std::vector<std::string>> strings(toml::node const& node, std::string const& path,
                                                       std::string_view key);
[[nodiscard]] Result<std::string> required_string(toml::table const& table, std::string_view key,
                                                  std::string const& path);
[[nodiscard]] Result<std::vector<std::string>> required_strings(toml::table const& table, std::string_view key,
                                                                std::string const& path);
/// As required_strings, empty where the key is missing.
[[nodiscard]] Result<std::vector<std::string>> optional_strings(toml::table const& table, std::string_view key,
                                                                std::string const& path);
/// Calls `f(table, where)` for each [[key]] in order, until one fails.
[[nodiscard]] Result<void> for_each_table(toml::table const& file, std::string_view key, std::string const& path,
                                          std::function<Result<void>(toml::table const&, std::string const&)> const& f);

}  // namespace smallprint::corpus
