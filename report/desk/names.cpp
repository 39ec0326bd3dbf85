#include "report/desk/names.hpp"

#include "corpus/text.hpp"
#include "report/redline/rendering.hpp"

#include <fmt/format.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>

namespace smallprint::report {
namespace {

constexpr std::size_t longest = 80;  // bytes of a name; file systems allow 255 for all of it
constexpr std::array<std::string_view, 15> small{"a",  "an", "and", "as",  "at", "by",   "for", "in",
                                                 "of", "on", "or",  "the", "to", "with", "from"};
constexpr std::array<std::string_view, 7> capital{"ai", "api", "eu", "llc", "uk", "us", "usa"};

bool plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/// Letters that stand for others and have no decomposition in Unicode.
std::string_view spelled(char16_t c) {
  switch (c) {
    case u'\u00D8':
    case u'\u00F8':
      return "o";
    case u'\u00C6':
    case u'\u00E6':
      return "ae";
    case u'\u0152':
    case u'\u0153':
      return "oe";
    case u'\u00DF':
    case u'\u1E9E':
      return "ss";
    case u'\u0141':
    case u'\u0142':
      return "l";
    default:
      return {};
  }
}

/// Letters without their accents and digits, lower case, in words parted by "-".
std::string letters(std::string_view name) {
  auto status = U_ZERO_ERROR;
  auto const* const nfkd = icu::Normalizer2::getNFKDInstance(status);
  auto text = icu::UnicodeString::fromUTF8(icu::StringPiece(name.data(), static_cast<std::int32_t>(name.size())));
  if (U_SUCCESS(status)) text = nfkd->normalize(text, status);
  std::string out;
  for (std::int32_t i = 0; i < text.length() && out.size() < longest; ++i) {
    auto const c = text[i];
    if (c >= 0x300 && c < 0x370) continue;
    auto const low = c < 0x80 ? static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c) : '-';
    if (auto const other = spelled(c); !other.empty())
      out += other;
    else if (plain(low))
      out += low;
    else if (!out.empty() && out.back() != '-')
      out += '-';
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out;
}

/// The one name that a slug stands for by itself, as names are usually written.
std::string usual_name(std::string_view slug) {
  std::string out;
  while (!slug.empty()) {
    auto const end = std::min(slug.find('-'), slug.size());
    std::string word(slug.substr(0, end));
    slug.remove_prefix(std::min(end + 1, slug.size()));
    bool const all = std::find(capital.begin(), capital.end(), word) != capital.end();
    bool const none = !out.empty() && std::find(small.begin(), small.end(), word) != small.end();
    for (std::size_t i = 0; i < word.size() && !none && (i == 0 || all); ++i)
      if (word[i] >= 'a' && word[i] <= 'z') word[i] = static_cast<char>(word[i] - 'a' + 'A');
    out += (out.empty() ? "" : " ") + word;
  }
  return out;
}

std::string slug(std::string_view name, bool usual, std::string const& base) {
  if (usual && !base.empty()) return base;
  return fmt::format("{}_{:012x}", base, corpus::hash64(name) >> 16U);
}

}  // namespace

std::string name_slug(std::string_view name) {
  auto const base = letters(name);
  return slug(name, usual_name(base) == name, base);
}

std::string id_slug(std::string_view id) {
  auto const base = letters(id);
  return slug(id, base == id, base);
}

std::string topic_slug(ChangedAnswer const& one) {
  return one.topic.empty() ? fmt::format("question_{:012x}", corpus::hash64(one.question) >> 16U) : id_slug(one.topic);
}

std::string date_slug(std::string_view date) {
  std::string out(date);
  std::replace_if(
      out.begin(), out.end(),
      [](char c) { return !plain(c) && !(c >= 'A' && c <= 'Z') && c != ':' && c != '-' && c != '.'; }, '_');
  return out;
}

std::string_view day(std::string_view date) {
  return date.substr(0, 10);
}

std::string topic_title(DeskReport const& report, std::string const& id) {
  auto const it = std::find_if(report.answers.begin(), report.answers.end(),
                               [&](ChangedAnswer const& one) { return one.topic == id && !one.title.empty(); });
  return it == report.answers.end() ? sentence(id) : it->title;
}

std::string verdict_words(query::Answer const& answer) {
  std::string out(corpus::to_string(answer.verdict));
  if (answer.value) out += ": " + *answer.value;
  if (answer.conflict) out += ", contradicted elsewhere";
  return out;
}

}  // namespace smallprint::report
