#include "ingest/fetch/robots.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace smallprint::ingest {
namespace {

bool is_token_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trimmed(std::string_view text) {
  auto const is_blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

void append_encoded(std::string& out, unsigned char byte) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  out += '%';
  out += digits[byte >> 4];
  out += digits[byte & 15];
}

// Whether a byte means the same encoded and not. A slash does in a query alone.
bool is_plain(unsigned char byte, bool in_query) {
  if (byte <= 0x20 || byte >= 0x7f) return false;
  if (byte == '/') return in_query;
  return std::string_view("%*$#?&=").find(static_cast<char>(byte)) == std::string_view::npos;
}

// One spelling for paths and patterns that mean the same. In a pattern a bare '*' stays; else '*' and '$' are encoded.
std::string normalised(std::string_view path, bool is_pattern) {
  std::string out;
  out.reserve(path.size());
  bool in_query = false;
  for (std::size_t i = 0; i < path.size(); ++i) {
    auto const byte = static_cast<unsigned char>(path[i]);
    if (byte == '%' && i + 2 < path.size() && hex_value(path[i + 1]) >= 0 && hex_value(path[i + 2]) >= 0) {
      auto const value = static_cast<unsigned char>(hex_value(path[i + 1]) * 16 + hex_value(path[i + 2]));
      if (is_plain(value, in_query))
        out += static_cast<char>(value);
      else
        append_encoded(out, value);
      i += 2;
    } else if (byte == '$' || (byte == '*' && !is_pattern) || byte <= 0x20 || byte >= 0x7f) {
      append_encoded(out, byte);
    } else {
      in_query = in_query || byte == '?';
      out += static_cast<char>(byte);
    }
  }
  return out;
}

std::optional<double> read_delay(std::string_view text) {
  double seconds = 0;
  auto const [end, failure] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (failure != std::errc{} || end != text.data() + text.size() || !std::isfinite(seconds) || seconds < 0)
    return std::nullopt;
  return std::min(seconds, longest_crawl_delay);
}

}  // namespace

/// Goes through the lines with two sets of rules in hand: for the product, and for all.
class RobotsReader {
 public:
  explicit RobotsReader(std::string_view product) : product_(product) {}

  void read(std::string_view line, std::size_t number) {
    line = line.substr(0, line.find('#'));
    auto const colon = line.find(':');
    if (colon == std::string_view::npos) return;
    auto const key = trimmed(line.substr(0, colon));
    auto const value = trimmed(line.substr(colon + 1));
    if (same_word(key, "user-agent")) {
      auto const name = product_token(value);
      auto const is_product = !name.empty() && same_word(name, product_);
      product_is_named_ = product_is_named_ || is_product;
      rules_.name(is_product, value == "*");
      delay_.name(is_product, value == "*");
    } else if (same_word(key, "allow") || same_word(key, "disallow")) {
      rules_.end_names();
      delay_.end_names();
      if (value.empty()) return;
      auto const to_end = value.back() == '$';
      add({normalised(value.substr(0, value.size() - (to_end ? 1 : 0)), true), to_end, same_word(key, "allow"),
           number});
    } else if (same_word(key, "crawl-delay")) {
      delay_.end_names();
      auto const seconds = read_delay(value);
      if (seconds && delay_.for_product) own_.crawl_delay_ = std::max(seconds, own_.crawl_delay_);
      if (seconds && delay_.for_all) all_.crawl_delay_ = std::max(seconds, all_.crawl_delay_);
    }
  }
  RobotsRules take() { return std::move(product_is_named_ ? own_ : all_); }

 private:
  void add(RobotsRules::Rule rule) {
    if (rules_.for_all) all_.rules_.push_back(rule);
    if (rules_.for_product) own_.rules_.push_back(std::move(rule));
  }

  std::string_view product_;
  RobotsRules own_, all_;
  // Whom the next line is for: all that were named since the last line of its kind.
  struct Names {
    bool for_product = false, for_all = false, is_open = false;
    void name(bool product, bool all) {
      for_product = (is_open && for_product) || product;
      for_all = (is_open && for_all) || all;
      is_open = true;
    }
    void end_names() { is_open = false; }
  };
  Names rules_;
  Names delay_;  // its own: a line that the RFC does not know must not end a list of names for the rules
  bool product_is_named_ = false;
};

std::string_view product_token(std::string_view user_agent) {
  auto const end = std::find_if_not(user_agent.begin(), user_agent.end(), is_token_char);
  return user_agent.substr(0, static_cast<std::size_t>(end - user_agent.begin()));
}

RobotsRules RobotsRules::parse(std::string_view text, std::string_view product) {
  if (text.size() > robots_bytes) {
    text = text.substr(0, robots_bytes);
    auto const whole = text.find_last_of("\r\n");  // "Disallow: /private", cut after the slash, would close the site
    text = text.substr(0, whole == std::string_view::npos ? 0 : whole);
  }
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  RobotsReader reader(product);
  for (std::size_t number = 1; !text.empty(); ++number) {
    auto const end = std::min(text.find_first_of("\r\n"), text.size());
    reader.read(text.substr(0, end), number);
    auto const is_pair = text.substr(end, 2) == "\r\n";
    text.remove_prefix(std::min(end + (is_pair ? 2 : 1), text.size()));
  }
  return reader.take();
}

bool RobotsRules::matches(Rule const& rule, std::string_view path) {
  // Each part between two stars as early as it can be: a later place would leave less for those that follow.
  auto rest = std::string_view(rule.pattern);
  for (bool first = true;; first = false) {
    auto const star = rest.find('*');
    auto const part = rest.substr(0, star);
    auto const is_last = star == std::string_view::npos;
    if (first && !path.starts_with(part)) return false;
    if (is_last && rule.to_end) return first ? path == part : path.ends_with(part);
    auto const at = first ? 0 : path.find(part);
    if (at == std::string_view::npos) return false;
    if (is_last) return true;
    path.remove_prefix(at + part.size());
    rest.remove_prefix(star + 1);
  }
}

RobotsVerdict RobotsRules::judge(std::string_view target) const {
  if (target == "/robots.txt") return {};
  auto const path = normalised(target, false);
  Rule const* best = nullptr;
  for (auto const& rule : rules_) {
    auto const is_better =
        best == nullptr || rule.pattern.size() + rule.to_end > best->pattern.size() + best->to_end ||
        (rule.pattern.size() + rule.to_end == best->pattern.size() + best->to_end && rule.allow && !best->allow);
    if (is_better && matches(rule, path)) best = &rule;
  }
  return best == nullptr ? RobotsVerdict{} : RobotsVerdict{best->allow, best->line};
}

}  // namespace smallprint::ingest
