#pragma once
#include "corpus/change_class.hpp"
#include "corpus/topic_file.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace smallprint::corpus {

/// What somebody wants to be told of. docs/report.md is the manual of the file.
struct Watch {
  std::string name;
  std::vector<std::string> authorities;  ///< as typed; empty: all
  std::vector<std::string> documents;    ///< document types as typed; empty: all
  std::string topic;                     ///< id, or
  std::string question;                  ///< in plain words, or
  std::string search;                    ///< in the language of docs/query.md, or none of them: any change
  ChangeClass least = ChangeClass::substantive;
};

/// Reads a file of [[watch]] tables. \retval Errc::io, Errc::syntax, Errc::schema  names file, line, column and key
[[nodiscard]] Result<std::vector<Watch>> load_watches(std::filesystem::path const& file, Topics const& topics);

}  // namespace smallprint::corpus
