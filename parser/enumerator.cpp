#include "parser/enumerator.hpp"

#include "parser/enumerator_grammar.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <optional>

namespace smallprint::parser {
namespace {

constexpr std::size_t longest_label = 48;  // bytes that can matter
constexpr std::uint32_t most_number = 400;

/// The first bytes of a text with full-width forms written in ASCII, and where each byte came from.
struct Folded {
  std::string text;
  std::array<std::uint8_t, longest_label + 1> origin{};
};

char ascii_form(UChar32 c) {
  if (c >= 0xFF10 && c <= 0xFF19) return static_cast<char>('0' + (c - 0xFF10));
  switch (c) {
    case 0xFF08:
      return '(';
    case 0xFF09:
      return ')';
    case 0xFF0E:
    case 0x3001:
      return '.';
    case 0xFF1A:
      return ':';
    default:
      return 0;
  }
}

Folded fold_start(std::string_view text) {
  Folded out;
  auto const size = static_cast<std::int32_t>(std::min(text.size(), longest_label));
  for (std::int32_t i = 0; i < size;) {
    auto const begin = i;
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(reinterpret_cast<std::uint8_t const*>(text.data()), i, size, c);
    auto const circled = c >= 0x2460 && c <= 0x2473 ? static_cast<std::uint32_t>(c - 0x2460 + 1) : 0;
    auto const put = [&](std::string_view bytes) {
      for (char const b : bytes) {
        if (out.text.size() >= longest_label) return;
        out.origin[out.text.size()] = static_cast<std::uint8_t>(begin);
        out.text.push_back(b);
      }
    };
    if (circled != 0)
      put("(" + std::to_string(circled) + ")");
    else if (char const form = c < 0x80 ? static_cast<char>(0) : ascii_form(c); form != 0)
      put({&form, 1});
    else
      put(text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(i - begin)));
  }
  out.origin[out.text.size()] = static_cast<std::uint8_t>(size);
  return out;
}

std::uint32_t roman_value(std::string_view s) {
  auto const digit = [](char c) -> std::uint32_t {
    switch (c | 0x20) {
      case 'i':
        return 1;
      case 'v':
        return 5;
      case 'x':
        return 10;
      case 'l':
        return 50;
      case 'c':
        return 100;
      default:
        return 0;
    }
  };
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < s.size(); ++i) {
    auto const here = digit(s[i]);
    if (here == 0) return 0;
    if (i + 1 < s.size() && digit(s[i + 1]) > here)
      sum -= here;
    else
      sum += here;
  }
  if (sum == 0 || sum > 120) return 0;
  // Written back, so that "iiii" and "vx" are none.
  std::string back;
  auto rest = sum;
  for (auto const& [value, text] : std::initializer_list<std::pair<std::uint32_t, char const*>>{
           {100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}})
    for (; rest >= value; rest -= value) back += text;
  return std::equal(s.begin(), s.end(), back.begin(), back.end(), [](char a, char b) { return (a | 0x20) == b; }) ? sum
                                                                                                                  : 0;
}

std::uint32_t cjk_value(std::string_view s) {
  constexpr std::string_view digits[] = {"\u3007", "\u4e00", "\u4e8c", "\u4e09", "\u56db",
                                         "\u4e94", "\u516d", "\u4e03", "\u516b", "\u4e5d"};
  std::uint32_t sum = 0;
  std::uint32_t digit = 0;
  for (; s.size() >= 3; s.remove_prefix(3)) {
    auto const c = s.substr(0, 3);
    auto const* const it = std::find(std::begin(digits), std::end(digits), c);
    if (it != std::end(digits))
      digit = static_cast<std::uint32_t>(it - std::begin(digits));
    else if (c == "\u96f6")
      digit = 0;
    else if (c == "\u4e24")
      digit = 2;
    else if (c == "\u5341" || c == "\u767e") {
      sum += (digit == 0 ? 1 : digit) * (c == "\u5341" ? 10 : 100);
      digit = 0;
    } else {
      return 0;
    }
  }
  return sum + digit;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

LabelClose close_of(grammar::RawPart const& part) {
  if (!part.open.empty()) return LabelClose::brackets;
  if (part.close == ")") return LabelClose::bracket;
  return part.close == "." ? LabelClose::dot : LabelClose::none;
}

std::string printed_step(std::string_view token, LabelClose close) {
  bool const brackets = close == LabelClose::brackets || close == LabelClose::bracket;
  return brackets ? "(" + std::string(token) + ")" : std::string(token);
}

/// Bytes of a bullet and of the space it needs; 0 when there is none.
std::size_t bullet_size(std::string_view text) {
  for (std::string_view const alone : {"\u2022", "\u25CF", "\u25AA", "\u25E6", "\u2023", "\u2043", "\u25A0", "\u25A1",
                                       "\u25CB", "\u00B7", "\u27A2", "\u2713", "\u2714", "\u25BA", "\uF0B7", "\u2756"})
    if (text.substr(0, alone.size()) == alone) return alone.size();
  for (std::string_view const spaced : {"-", "*", "\u2013", "\u2014", "o"})
    if (text.size() > spaced.size() + 1 && text.substr(0, spaced.size()) == spaced && text[spaced.size()] == ' ' &&
        spaced != "o")
      return spaced.size();
  return 0;
}

/// "第三条", "제3조".
LabelRun read_cjk_label(Folded const& folded) {
  namespace x3 = boost::spirit::x3;
  std::string number;
  std::string unit;
  auto first = folded.text.cbegin();
  auto const last = folded.text.cend();
  auto const is_number = x3::raw[x3::repeat(1, 3)[x3::ascii::digit]] | grammar::cjk_number;
  if (!x3::parse(first, last, x3::omit[grammar::cjk_label] >> is_number >> -x3::lit(' '), number)) return {};
  if (!x3::parse(first, last, grammar::cjk_unit, unit)) return {};
  auto const value = is_digit(number[0]) ? static_cast<std::uint32_t>(std::stoul(number)) : cjk_value(number);
  if (value == 0) return {};
  auto const size = static_cast<std::size_t>(first - folded.text.cbegin());
  Label label;
  label.readings = {{LabelKind::cjk, value}};
  label.word = unit;
  label.printed = folded.text.substr(0, size);
  label.close = LabelClose::none;
  // "第三条规定" in the midst of a sentence: only a space, a stop or the end makes it a label for sure.
  auto const rest = std::string_view(folded.text).substr(size);
  label.weak = !rest.empty() && rest[0] != ' ' && rest[0] != '.' && rest[0] != ':';
  return {{label}, {0, folded.origin[size]}};
}

/// What may follow a label, and whether that makes it doubtful.
enum class After { no, yes, doubtful };

After after_label(std::string_view rest, Label const& last, bool word) {
  if (rest.empty()) return After::yes;
  char const c = rest[0];
  bool const closed = last.close != LabelClose::none;
  if (static_cast<unsigned char>(c) >= 0x80) return closed || last.path.size() > 1 ? After::yes : After::doubtful;
  if (c != ' ') {
    if (closed && !word)
      return is_digit(c) || c == ',' || c == ';' || c == ')' || c == '%' || c == '\'' ? After::no
             : last.close == LabelClose::dot && is_lower(c)                           ? After::no
                                                                                      : After::yes;
    return After::no;
  }
  auto const next = rest.size() > 1 ? rest[1] : ' ';
  if (word) return closed || is_upper(next) ? (closed ? After::yes : After::doubtful) : After::doubtful;
  if (closed) return After::yes;
  // A bare number: "3.2 Title" is a label, "3.2 million" and "3 months" are not.
  if (last.path.size() > 1) return is_lower(next) || is_digit(next) || next == '%' ? After::doubtful : After::yes;
  return is_upper(next) && !last.path.empty() ? After::doubtful : After::no;
}

}  // namespace

std::vector<Reading> read_token(std::string_view token) {
  std::vector<Reading> out;
  if (token.empty() || token.size() > 12) return out;
  if (is_digit(token[0])) {
    std::uint32_t value = 0;
    for (char const c : token) {
      if (!is_digit(c)) return out;
      value = value * 10 + static_cast<std::uint32_t>(c - '0');
      if (value > 9999) return out;
    }
    if (value > 0 && value <= most_number) out.push_back({LabelKind::decimal, value});
    return out;
  }
  if (static_cast<unsigned char>(token[0]) >= 0x80) {
    if (auto const value = cjk_value(token); value != 0) out.push_back({LabelKind::cjk, value});
    return out;
  }
  bool const upper = is_upper(token[0]);
  for (char const c : token)
    if (upper ? !is_upper(c) : !is_lower(c)) return out;
  auto const roman = roman_value(token);
  auto const letter = static_cast<std::uint32_t>((token[0] | 0x20) - 'a' + 1);
  auto const add_letter = [&](std::uint32_t value) {
    out.push_back({upper ? LabelKind::upper : LabelKind::lower, value});
  };
  auto const add_roman = [&] { out.push_back({upper ? LabelKind::upper_roman : LabelKind::lower_roman, roman}); };
  if (token.size() == 1) {
    // Only "i" is likelier a number than a letter where nothing else tells.
    if (roman == 1) add_roman();
    add_letter(letter);
    if (roman > 1) add_roman();
    return out;
  }
  if (roman != 0) add_roman();
  if (token.size() == 2 && token[0] == token[1]) add_letter(26 + letter);
  return out;
}

LabelRun read_label(std::string_view text) {
  if (text.empty()) return {};
  auto const first_byte = static_cast<unsigned char>(text[0]);
  if (auto const bullet = bullet_size(text); bullet != 0) {
    Label label;
    label.readings = {{LabelKind::bullet, 0}};
    return {{label}, {0, static_cast<std::uint32_t>(bullet)}};
  }
  // Most paragraphs start with a word of four letters or more: no grammar is needed to see that.
  auto const is_alpha = [](char c) { return is_lower(c) || is_upper(c); };
  bool const long_word =
      is_alpha(text[0]) && text.size() > 4 && is_alpha(text[1]) && is_alpha(text[2]) && is_alpha(text[3]);
  if (long_word) {
    // Letters after which a word of the grammar could go on; "art", "sec", "cha" and so on.
    if (std::string_view("apcsetkzbhm").find(static_cast<char>(first_byte | 0x20)) == std::string_view::npos &&
        std::string_view("ivxlcIVXLC").find(text[0]) == std::string_view::npos)
      return {};
  } else if (first_byte < 0x80 && !is_alpha(text[0]) && !is_digit(text[0]) && text[0] != '(') {
    return {};
  }
  auto const folded = fold_start(text);
  if (auto cjk = read_cjk_label(folded); !cjk.labels.empty()) return cjk;

  grammar::RawLabel raw;
  auto first = folded.text.cbegin();
  auto const last = folded.text.cend();
  if (!boost::spirit::x3::parse(first, last, grammar::label, raw) || raw.parts.empty()) return {};

  LabelRun run;
  bool const word = !raw.word.empty();
  for (auto const& part : raw.parts) {
    auto readings = read_token(part.token);
    if (readings.empty()) return {};
    auto const close = close_of(part);
    bool const decimal = readings[0].kind == LabelKind::decimal && close != LabelClose::brackets;
    bool const joins =
        decimal && !run.labels.empty() && !run.labels.back().path.empty() && run.labels.back().close == LabelClose::dot;
    if (joins) {
      auto& label = run.labels.back();
      label.path.push_back(readings[0].value);
      label.readings = std::move(readings);
      label.printed += "." + part.token;
      label.close = close;
      continue;
    }
    if (!run.labels.empty()) {
      auto const before = run.labels.back().close;
      // "1 a" and "a b" are words; "1.a", "1(a)" and "(a)(i)" are labels.
      if (before == LabelClose::none && close != LabelClose::brackets) return {};
      if (before == LabelClose::bracket) return {};
      // "e.g.", "U.S."
      if (before == LabelClose::dot && run.labels.back().path.empty() && close != LabelClose::brackets) return {};
    }
    Label label;
    if (decimal) label.path = {readings[0].value};
    label.readings = std::move(readings);
    label.close = close;
    label.printed = printed_step(part.token, close);
    run.labels.push_back(std::move(label));
  }
  if (word) {
    auto& head = run.labels.front();
    head.word = raw.word;
    head.printed = raw.word + " " + head.printed;
  }
  auto size = static_cast<std::size_t>(first - folded.text.cbegin());
  auto rest = std::string_view(folded.text).substr(size);
  auto& tail = run.labels.back();
  // "Article 5: ", "1 - Title", "Section 4 — Title".
  if (tail.close == LabelClose::none) {
    for (std::string_view const mark : {":", " - ", " \u2013 ", " \u2014 ", " : ", " -\u00a0"}) {
      if (rest.substr(0, mark.size()) != mark || (mark == ":" && !word && tail.path.size() < 2)) continue;
      tail.close = mark == ":" || mark == " : " ? LabelClose::colon : LabelClose::dash;
      auto const taken = mark.back() == ' ' ? mark.size() - 1 : mark.size();
      size += taken;
      rest.remove_prefix(taken);
      break;
    }
  }
  auto const after = after_label(rest, tail, word);
  if (after == After::no) return {};
  bool const bare_letter = tail.path.empty() && tail.close == LabelClose::none;
  if (!word && bare_letter) return {};
  tail.weak = after == After::doubtful;
  // "A. Smith", "I. ", "c. 1900"
  if (run.labels.size() == 1 && !word && tail.path.empty() && tail.close == LabelClose::dot &&
      tail.readings.front().kind != LabelKind::cjk)
    tail.weak = true;
  run.span = {0, folded.origin[size]};
  return run;
}

}  // namespace smallprint::parser
