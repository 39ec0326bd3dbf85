#include "parser/extract/pdf_page.hpp"

#include "corpus/text.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstring>

namespace smallprint::parser {
namespace {

using corpus::Errc;
using corpus::Error;

constexpr float most_points = 100'000;
constexpr std::uint8_t bold_bit = 1;
constexpr std::uint8_t space_bit = 2;

template <class T>
void append(std::string& out, T value) {
  std::array<char, sizeof(T)> bytes{};
  std::memcpy(bytes.data(), &value, sizeof(T));
  out.append(bytes.data(), bytes.size());
}

template <class T>
bool take(std::string_view& in, T& value) {
  if (in.size() < sizeof(T)) return false;
  std::memcpy(&value, in.data(), sizeof(T));
  in.remove_prefix(sizeof(T));
  return true;
}

bool take_length(std::string_view& in, float& value) {
  if (!take(in, value)) return false;
  if (!std::isfinite(value) || std::abs(value) > most_points) value = 0;
  return true;
}

bool take_box(std::string_view& in, PdfBox& box) {
  std::uint8_t flags = 0;
  std::uint16_t size = 0;
  bool const whole = take_length(in, box.left) && take_length(in, box.top) && take_length(in, box.right) &&
                     take_length(in, box.bottom) && take_length(in, box.size) && take(in, box.rotation) &&
                     take(in, flags) && take(in, size) && in.size() >= size;
  if (!whole) return false;
  box.rotation &= 3;
  box.bold = (flags & bold_bit) != 0;
  box.space_after = (flags & space_bit) != 0;
  if (box.right < box.left) std::swap(box.left, box.right);
  if (box.bottom < box.top) std::swap(box.top, box.bottom);
  if (corpus::is_utf8(in.substr(0, size))) box.text = in.substr(0, size);
  in.remove_prefix(size);
  return true;
}

}  // namespace

std::string encode_page(PdfPage const& page) {
  std::string out;
  append(out, page.width);
  append(out, page.height);
  append(out, static_cast<std::uint32_t>(page.boxes.size()));
  for (auto const& box : page.boxes) {
    for (float const length : {box.left, box.top, box.right, box.bottom, box.size}) append(out, length);
    append(out, box.rotation);
    append(out, static_cast<std::uint8_t>((box.bold ? bold_bit : 0) | (box.space_after ? space_bit : 0)));
    auto const size = static_cast<std::uint16_t>(box.text.size() <= UINT16_MAX ? box.text.size() : 0);
    append(out, size);
    out.append(box.text, 0, size);
  }
  return out;
}

corpus::Result<std::vector<PdfPage>> decode_pages(std::string_view bytes, std::string_view source_name,
                                                  ExtractLimits const& limits) {
  std::vector<PdfPage> out;
  std::size_t boxes = 0;
  auto const cut_off = [&] {
    return Error{Errc::syntax, std::string(source_name), 0, fmt::format("page {} was not read whole", out.size())};
  };
  while (!bytes.empty()) {
    auto& page = out.emplace_back();
    std::uint32_t count = 0;
    if (!take_length(bytes, page.width) || !take_length(bytes, page.height) || !take(bytes, count)) return cut_off();
    boxes += count;
    if (boxes > limits.boxes)
      return Error{Errc::too_large, std::string(source_name), 0,
                   fmt::format("page {}: a PDF of more than {} words is not read", out.size(), limits.boxes)};
    for (; count > 0; --count)
      if (!take_box(bytes, page.boxes.emplace_back())) return cut_off();
  }
  return out;
}

}  // namespace smallprint::parser
