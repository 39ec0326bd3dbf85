#pragma once
#include "corpus/error.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace smallprint::corpus {

/// A question of standing interest, as corpus/topics/<id>.toml has it. docs/topics.md is the manual.
struct Topic {
  std::string id;
  std::string title;     ///< "Sharing outputs publicly": a column's heading
  std::string question;  ///< in plain words
};

/// All topics, in the order of their files' `order` key, then by id.
struct Topics {
  std::vector<Topic> all;
  [[nodiscard]] Topic const* find(std::string_view id) const;
};

}  // namespace smallprint::corpus
