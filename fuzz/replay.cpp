#include "fuzz/target.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace fs = std::filesystem;
using namespace smallprint;

namespace {

using Target = void (*)(std::string_view);
constexpr std::array<std::pair<std::string_view, Target>, 14> targets{{{"markdown", fuzz::markdown},
                                                                       {"html", fuzz::html},
                                                                       {"text", fuzz::text},
                                                                       {"query", fuzz::query},
                                                                       {"phrases", fuzz::phrases},
                                                                       {"enumerator", fuzz::enumerator},
                                                                       {"provisions", fuzz::provisions},
                                                                       {"quotations", fuzz::quotations},
                                                                       {"pdf", fuzz::pdf},
                                                                       {"docx", fuzz::docx},
                                                                       {"extraction", fuzz::extraction},
                                                                       {"declarations", fuzz::declarations},
                                                                       {"robots", fuzz::robots},
                                                                       {"web_answers", fuzz::web_answers}}};

std::string read(fs::path const& file) {
  std::ifstream in(file, std::ios::binary);
  fuzz::require(in.is_open(), file.string() + " can be read");
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

/// Feeds files, or every file of folders, to a target: fuzz_replay TARGET PATH...
/// Fails where there is nothing to feed.
int main(int argc, char** argv) {
  auto const* const target =
      argc < 3 ? targets.end()
               : std::find_if(targets.begin(), targets.end(), [&](auto const& one) { return one.first == argv[1]; });
  if (target == targets.end()) {
    std::fputs("usage: fuzz_replay TARGET PATH...; targets:", stderr);
    for (auto const& [name, run] : targets) std::fprintf(stderr, " %s", std::string(name).c_str());
    std::fputs("\n", stderr);
    return 2;
  }
  std::vector<fs::path> files;
  for (int i = 2; i < argc; ++i) {
    if (!fs::is_directory(argv[i]))
      files.emplace_back(argv[i]);
    else
      for (auto const& entry : fs::directory_iterator(argv[i])) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (auto const& file : files) {
    std::fprintf(stderr, "%s\n", file.c_str());  // before it is fed: the last one named is the one that broke
    target->second(read(file));
  }
  std::printf("%zu files\n", files.size());
  return files.empty() ? 1 : 0;
}
