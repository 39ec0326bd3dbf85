#pragma once
#include <chrono>
#include <cstddef>

namespace smallprint::parser {

/// What turning a strange file into Markdown may cost. A limit that is reached is an error that names it.
struct ExtractLimits {
  std::size_t bytes = 64u << 20;                ///< of the file
  std::size_t pages = 5000;                     ///< of a PDF
  std::size_t boxes = 4'000'000;                ///< words that a PDF draws
  std::size_t text = 32u << 20;                 ///< bytes of Markdown
  std::size_t unpacked = 64u << 20;             ///< of a DOCX: bytes of its parts together
  std::size_t entries = 5000;                   ///< of a DOCX: files in it
  std::size_t depth = 200;                      ///< of nested elements
  std::size_t memory = 1u << 30;                ///< bytes that reading a PDF may take
  std::chrono::milliseconds time{120'000};      ///< of reading a PDF
  std::chrono::milliseconds page_time{10'000};  ///< of reading one of its pages
};

}  // namespace smallprint::parser
