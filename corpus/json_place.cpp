#include "corpus/json_place.hpp"

#include <algorithm>

namespace smallprint::corpus {
namespace {

/// Steps over JSON that is known to be valid; on any other it stops at the end.
class Cursor {
 public:
  explicit Cursor(std::string_view json) : json_(json) { blanks(); }

  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] char peek() const { return at_ < json_.size() ? json_[at_] : '\0'; }

  void blanks() {
    while (at_ < json_.size() && std::string_view(" \t\r\n").find(json_[at_]) != std::string_view::npos) ++at_;
  }
  void step() {
    if (at_ < json_.size()) ++at_;
    blanks();
  }
  /// The string that begins here, escapes as written except for \" and \\.
  std::string string() {
    std::string out;
    for (++at_; at_ < json_.size() && json_[at_] != '"'; ++at_) {
      if (json_[at_] == '\\' && at_ + 1 < json_.size()) {
        ++at_;
        if (json_[at_] != '"' && json_[at_] != '\\' && json_[at_] != '/') out.push_back('\\');
      }
      out.push_back(json_[at_]);
    }
    step();
    return out;
  }
  void value() {
    std::size_t depth = 0;
    do {
      char const c = peek();
      if (c == '"') {
        string();
      } else if (c == '{' || c == '[') {
        ++depth;
        step();
      } else if (c == '}' || c == ']') {
        if (depth > 0) --depth;
        step();
      } else if (c == ',' || c == ':') {
        step();
      } else {
        while (at_ < json_.size() && std::string_view(",:]} \t\r\n").find(json_[at_]) == std::string_view::npos) ++at_;
        blanks();
      }
    } while (depth > 0 && at_ < json_.size());
  }

 private:
  std::string_view json_;
  std::size_t at_ = 0;
};

}  // namespace

LineColumn line_column(std::string_view text, std::size_t offset) {
  auto const before = text.substr(0, offset);
  auto const line_start = before.rfind('\n');
  return {static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1,
          line_start == std::string_view::npos ? offset + 1 : offset - line_start};
}

std::size_t json_place(std::string_view json, JsonPath const& path, bool at_key) {
  Cursor cursor(json);
  std::size_t found = cursor.at();
  for (auto const& part : path) {
    bool there = false;
    if (auto const* key = std::get_if<std::string>(&part); key != nullptr && cursor.peek() == '{') {
      cursor.step();
      while (!there && cursor.peek() == '"') {
        auto const key_at = cursor.at();
        auto const name = cursor.string();
        cursor.step();  // ':'
        there = name == *key;
        if (there)
          found = at_key && &part == &path.back() ? key_at : cursor.at();
        else
          cursor.value();
        if (!there && cursor.peek() == ',') cursor.step();
      }
    } else if (auto const* index = std::get_if<std::size_t>(&part); index != nullptr && cursor.peek() == '[') {
      cursor.step();
      for (std::size_t i = 0; i < *index && cursor.peek() != ']' && cursor.peek() != '\0'; ++i) {
        cursor.value();
        if (cursor.peek() == ',') cursor.step();
      }
      there = cursor.peek() != ']' && cursor.peek() != '\0';
      if (there) found = cursor.at();
    }
    if (!there) break;
  }
  return found;
}

std::size_t json_depth(std::string_view json) {
  std::size_t depth = 0;
  std::size_t deepest = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    char const c = json[i];
    if (quoted) {
      if (c == '\\')
        ++i;
      else if (c == '"')
        quoted = false;
    } else if (c == '"') {
      quoted = true;
    } else if (c == '{' || c == '[') {
      deepest = std::max(deepest, ++depth);
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    }
  }
  return deepest;
}

}  // namespace smallprint::corpus
