#include "query/stop_words.hpp"

#include "corpus/text.hpp"

#include <fstream>

namespace smallprint::query {

corpus::Result<language::StopWords> load_stop_words(std::filesystem::path const& data) {
  auto const path = data / "stop_words.txt";
  std::ifstream file(path);
  if (!file) return corpus::Error{corpus::Errc::io, path.string(), 0, "cannot be read"};
  language::StopWords out;
  std::size_t offset = 0;
  for (std::string line; std::getline(file, line); offset += line.size() + 1) {
    if (!corpus::is_utf8(line))
      return corpus::Error{corpus::Errc::bad_encoding, path.string(), offset, "expected UTF-8"};
    auto const text = std::string_view(line).substr(0, line.find('#'));
    for (auto const word : corpus::words(text)) out.insert(corpus::fold(corpus::slice(text, word)));
  }
  return out;
}

}  // namespace smallprint::query
