#include "bench/floors.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

// import_bench SMALLPRINT REPOSITORY SCRATCH RUNS: the table of bench/README.md, then one line of JSON.
using namespace smallprint;
namespace fs = std::filesystem;

namespace {

constexpr char const* question = "Is sharing outputs publicly restricted?";

/// Odd or even, the middle one of the sorted: no value that was not measured.
template <class T, class Of>
T median(std::vector<T> values, Of of) {
  std::sort(values.begin(), values.end(), [&](T const& a, T const& b) { return of(a) < of(b); });
  return values[values.size() / 2];
}

double seconds(bench::Usage const& usage) {
  return usage.seconds;
}

std::string cpu_model() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    if (line.rfind("model name", 0) == 0) return line.substr(line.find(':') + 2);
  }
  return "unknown";
}

/// The seconds that one more question costs: the difference of two batches, shared out.
double one_more_question(std::vector<std::string> const& ask, nlohmann::json const& answers, fs::path const& scratch,
                         int runs) {
  auto const batch = [&](int times) {
    auto const file = scratch / fmt::format("batch-{}.jsonl", times);
    std::ofstream out(file);
    for (int i = 0; i < times; ++i) {
      for (auto const& answer : answers) {
        out << nlohmann::json{{"id", std::to_string(i)}, {"text", question}, {"provider", answer}}.dump() << '\n';
      }
    }
    out.close();
    std::vector<std::string> command = ask;
    command.insert(command.end(), {"--batch", file.string()});
    std::vector<bench::Usage> all;
    for (int i = 0; i < runs; ++i) all.push_back(bench::run(command));
    return median(all, seconds).seconds;
  };
  constexpr int few = 1;
  constexpr int many = 11;
  return std::max(0.0, (batch(many) - batch(few)) / (many - few));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    fmt::print(stderr, "usage: import_bench SMALLPRINT REPOSITORY SCRATCH RUNS\n");
    return 2;
  }
  std::string const program = argv[1];
  std::string const repository = argv[2];
  fs::path const scratch = argv[3];
  int const runs = std::max(1, std::atoi(argv[4]));
  fs::path const home = scratch / "home";
  std::vector<std::string> const import = {program, "import", repository, "--home", home.string(), "-q"};
  std::vector<std::string> const ask = {program, "ask", "--home", home.string(), "--format", "jsonl"};

  std::vector<bench::ReadFloor> reads;
  std::vector<bench::IndexFloor> fills;
  std::vector<bench::Usage> imports, again, asks;
  std::vector<std::string> ask_one = ask;
  ask_one.emplace_back(question);
  for (int i = 0; i < runs; ++i) {  // taken in turn, so that a busy moment falls on all
    fs::remove_all(home);
    reads.push_back(bench::read_blobs(repository, scratch));
    imports.push_back(bench::run(import));
    fills.push_back(bench::fill_fts(home / "index.db", scratch));
    again.push_back(bench::run(import));
    asks.push_back(bench::run(ask_one));
  }

  nlohmann::json providers = nlohmann::json::array();
  std::string const lines = bench::output_of(ask_one);
  for (std::size_t at = 0; at < lines.size();) {
    std::size_t const end = std::min(lines.find('\n', at), lines.size());
    providers.push_back(nlohmann::json::parse(lines.substr(at, end - at)).at("provider"));
    at = end + 1;
  }
  double const more = one_more_question(ask, providers, scratch, runs);

  auto const read = median(reads, [](auto const& floor) { return floor.usage.seconds; });
  auto const fill = median(fills, [](auto const& floor) { return floor.seconds; });
  auto const whole = median(imports, seconds);
  auto const nothing_new = median(again, seconds);
  auto const asked = median(asks, seconds);
  double const both = read.usage.seconds + fill.seconds;

  fmt::print("{:<22}{:>10}{:>10}{:>12}\n", "", "seconds", "cpu s", "peak MB");
  auto const row = [](char const* name, bench::Usage const& usage, std::string const& note) {
    fmt::print("{:<22}{:>10.3f}{:>10.3f}{:>12.0f}  {}\n", name, usage.seconds, usage.cpu_seconds, usage.peak_mb, note);
  };
  row("floor: read", read.usage,
      fmt::format("{} blobs, {:.0f} MB", read.blobs, static_cast<double>(read.usage.bytes) / 1e6));
  fmt::print("{:<22}{:>10.3f}{:>24}{} texts, {:.0f} MB\n", "floor: index", fill.seconds, "", fill.texts,
             static_cast<double>(fill.bytes) / 1e6);
  row("import", whole, fmt::format("{:.2f} times both floors", whole.seconds / both));
  row("import again", nothing_new, "nothing is new");
  row("ask, process", asked, fmt::format("{} providers", providers.size()));
  fmt::print("{:<22}{:>10.3f}{:>24}{} providers\n", "ask, open", more, "", providers.size());
  fmt::print("{} cores, {}, {}, {}, median of {}\n\n", std::thread::hardware_concurrency(), cpu_model(), BENCH_COMPILER,
             BENCH_BUILD_TYPE, runs);

  fmt::print("{}\n", nlohmann::json{{"repository", fs::path(repository).filename().string()},
                                    {"floor_read_s", read.usage.seconds},
                                    {"blobs", read.blobs},
                                    {"blob_bytes", read.usage.bytes},
                                    {"floor_index_s", fill.seconds},
                                    {"texts", fill.texts},
                                    {"import_s", whole.seconds},
                                    {"import_cpu_s", whole.cpu_seconds},
                                    {"import_peak_mb", whole.peak_mb},
                                    {"import_ratio", whole.seconds / both},
                                    {"import_again_s", nothing_new.seconds},
                                    {"ask_process_s", asked.seconds},
                                    {"ask_peak_mb", asked.peak_mb},
                                    {"ask_open_s", more},
                                    {"providers", providers.size()},
                                    {"cores", std::thread::hardware_concurrency()},
                                    {"cpu", cpu_model()},
                                    {"compiler", BENCH_COMPILER},
                                    {"build", BENCH_BUILD_TYPE},
                                    {"runs", runs}}
                         .dump());
}
