#include "corpus/extraction_file.hpp"

#include "corpus/toml_file.hpp"

namespace smallprint::corpus {

Result<ExtractionRules> load_extraction(std::filesystem::path const& path) {
  auto const file = read_toml(path);
  if (!file) return file.error();
  ExtractionRules out;
  for (auto const& [key, to] :
       {std::pair{"tracking_parameters", &out.tracking_parameters}, std::pair{"noise_names", &out.noise_names},
        std::pair{"content_names", &out.content_names}, std::pair{"unseen_names", &out.unseen_names},
        std::pair{"noise_labels", &out.noise_labels}}) {
    auto list = required_strings(*file, key, path.string());
    if (!list) return list.error();
    *to = std::move(*list);
  }
  return out;
}

}  // namespace smallprint::corpus
