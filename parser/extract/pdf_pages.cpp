#include "parser/extract/pdf_pages.hpp"

#include "parser/extract/bounded_child.hpp"

#include <fmt/format.h>
#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <memory>
#include <optional>

namespace smallprint::parser {
namespace {

using corpus::Errc;
using corpus::Error;

/// How reading ended, as the child says after its last page.
enum class Outcome : std::uint8_t { read, broken, locked, too_many_pages, no_page, empty_page };

struct Verdict {
  std::array<char, 4> mark{'d', 'o', 'n', 'e'};
  Outcome outcome{};
  std::uint32_t pages = 0;
  std::uint64_t place = 0;  ///< of the first fault, plus one; 0 when none was found
};

/// What poppler complains about, kept instead of printed.
struct Complaints {
  std::size_t count = 0;
  std::uint64_t place = 0;
  static void hear(std::string const& message, void* self) {
    auto& here = *static_cast<Complaints*>(self);
    ++here.count;
    auto const open = message.find('(');
    if (here.place != 0 || open == std::string::npos) return;
    std::uint64_t place = 0;
    auto at = open + 1;
    for (; at < message.size() && at < open + 18 && message[at] >= '0' && message[at] <= '9'; ++at)
      place = place * 10 + static_cast<std::uint64_t>(message[at] - '0');
    if (at > open + 1 && at < message.size() && message[at] == ')') here.place = place + 1;
  }
};

bool contains(std::string const& name, std::string_view part) {
  return std::search(name.begin(), name.end(), part.begin(), part.end(),
                     [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a | 0x20 : a) == b; }) != name.end();
}

PdfBox box_of(poppler::text_box const& drawn) {
  auto const place = drawn.bbox();
  auto const text = drawn.text().to_utf8();
  PdfBox out{static_cast<float>(place.left()),
             static_cast<float>(place.top()),
             static_cast<float>(place.right()),
             static_cast<float>(place.bottom()),
             0,
             static_cast<std::uint8_t>(drawn.rotation() & 3),
             false,
             drawn.has_space_after(),
             std::string(text.begin(), text.end())};
  if (!drawn.has_font_info()) return out;
  out.size = static_cast<float>(drawn.get_font_size());
  auto const font = drawn.get_font_name();
  out.bold = contains(font, "bold") || contains(font, "black") || contains(font, "heavy");
  // Pictures that stand for bullets.
  if (text.size() == 1 && (contains(font, "dings") || contains(font, "dingbats"))) out.text = "\u2022";
  return out;
}

Outcome read_all(std::string_view bytes, ExtractLimits const& limits, Complaints& complaints, std::uint32_t& count,
                 ChildOutput const& give) {
  poppler::set_debug_error_function(&Complaints::hear, &complaints);
  std::unique_ptr<poppler::document> const document(
      poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
  if (document == nullptr) return Outcome::broken;
  if (document->is_locked()) return Outcome::locked;
  auto const pages = document->pages();
  if (pages <= 0) return Outcome::broken;
  count = static_cast<std::uint32_t>(pages);
  if (count > limits.pages) return Outcome::too_many_pages;
  for (int i = 0; i < pages; ++i) {
    auto const complaints_before = complaints.count;
    std::unique_ptr<poppler::page> const page(document->create_page(i));
    count = static_cast<std::uint32_t>(i + 1);
    if (page == nullptr) return Outcome::no_page;
    auto const drawn = page->text_list(poppler::page::text_list_include_font);
    if (drawn.empty() && complaints.count > complaints_before) return Outcome::empty_page;
    auto const size = page->page_rect();
    PdfPage out{static_cast<float>(size.width()), static_cast<float>(size.height()), {}};
    for (auto const& one : drawn) out.boxes.push_back(box_of(one));
    give(encode_page(out));
  }
  return Outcome::read;
}

std::optional<Verdict> take_verdict(std::string& output) {
  Verdict out;
  if (output.size() < sizeof(Verdict)) return {};
  Verdict found;
  std::memcpy(&found, output.data() + output.size() - sizeof(Verdict), sizeof(Verdict));
  if (found.mark != out.mark) return {};
  output.resize(output.size() - sizeof(Verdict));
  return found;
}

constexpr std::string_view end_mark = "%%EOF";
constexpr std::size_t end_room = 4096;  // some programs write a little after the end

bool has_end(std::string_view bytes) {
  return bytes.substr(bytes.size() - std::min(bytes.size(), end_room)).find(end_mark) != std::string_view::npos;
}

class Reader {
 public:
  Reader(std::string_view bytes, std::string_view name, ExtractLimits const& limits)
      : bytes_(bytes), name_(name), limits_(limits) {}

  corpus::Result<std::vector<PdfPage>> run() const {
    if (bytes_.substr(0, 1024).find("%PDF-") == std::string_view::npos)
      return fail(Errc::syntax, "expected a PDF, got bytes without its mark \"%PDF-\"");
    if (bytes_.size() > std::min<std::size_t>(limits_.bytes, std::numeric_limits<int>::max()))
      return fail(Errc::too_large, fmt::format("a PDF of more than {} bytes is not read", limits_.bytes));
    auto result = run_in_child(
        [this](ChildOutput const& give) {
          Complaints complaints;
          Verdict verdict;
          verdict.outcome = read_all(bytes_, limits_, complaints, verdict.pages, give);
          verdict.place = complaints.place;
          return give({reinterpret_cast<char const*>(&verdict), sizeof verdict});
        },
        {limits_.time, limits_.page_time, limits_.memory, sizeof(Verdict) + limits_.boxes * 64 + limits_.text});
    auto const verdict = take_verdict(result.output);
    if (verdict && verdict->outcome != Outcome::read) return refused(*verdict);
    auto pages = decode_pages(result.output, name_, limits_);
    if (!verdict) return broken_off(result, pages ? pages->size() + 1 : 1);
    if (pages && !has_end(bytes_)) return cut_off();
    return pages;
  }

 private:
  [[nodiscard]] Error fail(Errc code, std::string message, std::size_t offset = 0) const {
    return {code, std::string(name_), offset, std::move(message)};
  }

  [[nodiscard]] Error cut_off() const {
    return fail(
        Errc::syntax,
        fmt::format("a damaged PDF: it is cut off at byte {}, where \"{}\" should stand", bytes_.size(), end_mark),
        bytes_.size());
  }

  [[nodiscard]] Error refused(Verdict const& verdict) const {
    auto const place = static_cast<std::size_t>(std::min<std::uint64_t>(verdict.place, bytes_.size()));
    switch (verdict.outcome) {
      case Outcome::locked:
        return fail(Errc::unsupported, "an encrypted PDF: a password is needed to read it");
      case Outcome::too_many_pages:
        return fail(Errc::too_large,
                    fmt::format("a PDF of more than {} pages is not read, it has {}", limits_.pages, verdict.pages));
      default:
        break;
    }
    if (!has_end(bytes_)) return cut_off();
    auto const where = place == 0 ? std::string() : fmt::format(" at byte {}", place - 1);
    if (verdict.outcome == Outcome::broken)
      return fail(Errc::syntax, fmt::format("a damaged PDF: broken{}, and its pages are not found", where),
                  place == 0 ? 0 : place - 1);
    return fail(Errc::syntax, fmt::format("a damaged PDF: page {} cannot be read, broken{}", verdict.pages, where),
                place == 0 ? 0 : place - 1);
  }

  /// The child did not come to its end.
  [[nodiscard]] Error broken_off(ChildResult const& result, std::size_t page) const {
    switch (result.end) {
      case ChildEnd::quiet:
        return fail(Errc::too_large,
                    fmt::format("page {} takes more than {} ms to read", page, limits_.page_time.count()));
      case ChildEnd::late:
        return fail(Errc::too_large, fmt::format("it takes more than {} ms to read, of which page {} is the last",
                                                 limits_.time.count(), page));
      case ChildEnd::too_large:
        return fail(Errc::too_large, fmt::format("page {}: a PDF of more text than {} words or {} bytes is not read",
                                                 page, limits_.boxes, limits_.text));
      case ChildEnd::not_begun:
        return fail(Errc::io, "no process could be started to read it");
      default:
        return fail(Errc::syntax, fmt::format("a damaged PDF: reading page {} fails", page));
    }
  }

  std::string_view bytes_;
  std::string_view name_;
  ExtractLimits const& limits_;
};

}  // namespace

corpus::Result<std::vector<PdfPage>> read_pdf_pages(std::string_view bytes, std::string_view source_name,
                                                    ExtractLimits const& limits) {
  return Reader(bytes, source_name, limits).run();
}

}  // namespace smallprint::parser
