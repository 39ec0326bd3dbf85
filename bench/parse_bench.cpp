#include "parser/parser.hpp"

#include "corpus/data_folder.hpp"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

// Parsing in MB/s, over the Markdown files of $SMALLPRINT_BENCH_DATA (a checked-out repository of
// versions), else over the samples. `read` is the tree alone, `parse` with clauses and provisions.
using namespace smallprint;
namespace fs = std::filesystem;

namespace {

std::vector<std::string> const& texts() {
  static std::vector<std::string> const all = [] {
    char const* const folder = std::getenv("SMALLPRINT_BENCH_DATA");
    fs::path const root = folder != nullptr ? fs::path(folder) : corpus::data_folder().value() / "samples";
    std::vector<std::string> found;
    for (auto const& entry : fs::recursive_directory_iterator(root)) {
      if (entry.path().extension() != ".md") continue;
      std::ifstream file(entry.path(), std::ios::binary);
      found.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return found;
  }();
  return all;
}

template <class Work>
void over_all(benchmark::State& state, Work work) {
  std::size_t bytes = 0;
  for (auto const& text : texts()) bytes += text.size();
  if (bytes == 0) state.SkipWithError("no Markdown file to read: set SMALLPRINT_BENCH_DATA");
  for ([[maybe_unused]] auto const& round : state) {
    for (auto const& text : texts()) benchmark::DoNotOptimize(work(text));
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes) * static_cast<std::int64_t>(state.iterations()));
}

void read(benchmark::State& state) {
  over_all(state, [](std::string const& text) {
    return parser::read_document(text, corpus::MediaType::markdown, "bench").has_value();
  });
}
BENCHMARK(read)->Unit(benchmark::kMillisecond);

void parse(benchmark::State& state) {
  auto const lexicons = corpus::load_lexicons(corpus::data_folder().value() / "lexicons").value();
  over_all(state, [&](std::string const& text) {
    return parser::parse(text, corpus::MediaType::markdown, "bench", lexicons).has_value();
  });
}
BENCHMARK(parse)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
