#include "parser/readers/markdown_parts.hpp"

#include "corpus/text.hpp"

#include <algorithm>
#include <utility>

namespace smallprint::parser {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Whether a line that follows a blank one ends all blocks before it: it is not indented, and no marker
/// lets a list or quotation go on. cmark drops a byte order mark where a text begins, and only there.
bool starts_anew(std::string_view line) {
  if (line.starts_with("\xEF\xBB\xBF")) return false;
  char const c = line.front();
  bool const strong = c == '*' && line.substr(0, 2) == "**";
  return is_letter(c) || static_cast<unsigned char>(c) >= 0x80 || c == '#' || c == '[' || c == '(' || c == '"' ||
         c == '\\' || strong;
}

/// Whether the line may open a block that goes on over blank lines: fenced code, or one of the kinds of
/// HTML that end with their own mark.
bool may_hold_blank_lines(std::string_view line) {
  auto const at = line.find_first_not_of(" \t");
  if (at == std::string_view::npos) return false;
  auto const rest = line.substr(at);
  if (rest.starts_with("```") || rest.starts_with("~~~")) return true;
  if (rest.size() < 2 || rest[0] != '<') return false;
  constexpr std::string_view openers = "!?sSpPtT";  // "<!--", "<?", "<script", "<style", "<pre", "<textarea"
  return openers.find(rest[1]) != std::string_view::npos;
}

}  // namespace

std::vector<std::string_view> markdown_parts(std::string_view bytes) {
  bool const cut = bytes.find('\r') == std::string_view::npos && bytes.find("]:") == std::string_view::npos;
  std::vector<std::string_view> out;
  std::size_t begin = 0;
  bool after_blank = false;
  for (std::size_t at = 0; cut && at < bytes.size();) {
    auto const end = std::min(bytes.find('\n', at), bytes.size());
    auto const line = bytes.substr(at, end - at);
    bool const blank = line.find_first_not_of(" \t") == std::string_view::npos;
    if (after_blank && !blank && at > begin && starts_anew(line)) {
      out.push_back(bytes.substr(begin, at - begin));
      begin = at;
    }
    if (may_hold_blank_lines(line)) break;
    after_blank = blank;
    at = end + 1;
  }
  if (begin < bytes.size()) out.push_back(bytes.substr(begin));
  return out;
}

std::size_t PartCache::Hash::operator()(std::string_view part) const {
  return corpus::hash64(part);
}

PartCache::Read PartCache::find(std::string_view part) {
  std::lock_guard const lock(mutex_);
  if (auto const it = young_.find(part); it != young_.end()) return it->second.read;
  auto const it = old_.find(part);
  if (it == old_.end()) return nullptr;
  auto kept = std::move(it->second);
  old_.erase(it);
  auto read = kept.read;
  keep(std::move(kept));
  return read;
}

void PartCache::put(std::string_view part, Read read) {
  std::lock_guard const lock(mutex_);
  keep({std::make_unique<std::string const>(part), std::move(read)});
}

void PartCache::keep(Kept kept) {
  std::string_view const key = *kept.part;
  if (key.size() > most_bytes_ / 8) return;
  if (young_bytes_ + key.size() > most_bytes_ / 2) {
    old_ = std::exchange(young_, {});
    young_bytes_ = 0;
  }
  if (young_.emplace(key, std::move(kept)).second) young_bytes_ += key.size();
}

}  // namespace smallprint::parser
