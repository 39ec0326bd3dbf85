#include "corpus/word_hashes.hpp"

#include "corpus/phrase.hpp"
#include "corpus/text.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

namespace smallprint::corpus {

WordHashes word_hashes(std::string_view word) {
  constexpr std::size_t most = 200'000;
  thread_local boost::unordered_flat_map<std::uint64_t, WordHashes> cache;
  auto const key = hash64(word);
  if (auto const it = cache.find(key); it != cache.end()) return it->second;
  if (cache.size() >= most) cache.clear();
  auto const folded = fold(word);
  return cache.emplace(key, WordHashes{hash64(stem(folded)), exact_hash(folded)}).first->second;
}

}  // namespace smallprint::corpus
