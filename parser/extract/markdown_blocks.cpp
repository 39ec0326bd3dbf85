#include "parser/extract/markdown_blocks.hpp"

namespace smallprint::parser {

void MarkdownBlocks::open(std::string first, std::string rest) {
  containers_.push_back({std::move(first), std::move(rest), false});
}

void MarkdownBlocks::close() {
  containers_.pop_back();
}

void MarkdownBlocks::block(std::string_view text) {
  auto const trimmed_line = [&](std::string line) {
    while (!line.empty() && line.back() == ' ') line.pop_back();
    out_.append(line).push_back('\n');
  };
  if (!out_.empty() && !tight_) {
    std::string line;
    for (auto const& container : containers_) {
      if (!container.begun) break;
      line.append(container.rest);
    }
    trimmed_line(std::move(line));
  }
  tight_ = false;
  while (true) {
    auto const end = text.find('\n');
    std::string line;
    for (auto& container : containers_) {
      line.append(container.begun ? container.rest : container.first);
      container.begun = true;
    }
    auto const words = text.substr(0, end);
    if (words.empty())
      trimmed_line(std::move(line));
    else
      out_.append(line).append(words).push_back('\n');
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

std::string MarkdownBlocks::take() {
  while (!out_.empty() && (out_.back() == '\n' || out_.back() == ' ')) out_.pop_back();
  return std::move(out_);
}

}  // namespace smallprint::parser
