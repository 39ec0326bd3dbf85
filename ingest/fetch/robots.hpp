#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// robots.txt by RFC 9309: what a site asks crawlers to leave alone.
namespace smallprint::ingest {

/// Read of one file; what follows is ignored, with the line that the limit cuts.
inline constexpr std::size_t robots_bytes = 500u << 10;
/// A longer Crawl-delay counts as this.
inline constexpr double longest_crawl_delay = 30;

/// The name that robots.txt knows a crawler by: the letters, hyphens and underscores that its User-Agent begins with.
[[nodiscard]] std::string_view product_token(std::string_view user_agent);

struct RobotsVerdict {
  bool allowed = true;
  std::size_t line = 0;  ///< of the rule that decided, from 1; 0: none speaks of it
};

/// The rules of one site for one crawler. Pure.
class RobotsRules {
 public:
  RobotsRules() = default;  ///< allows everything

  /// Any bytes will do: lines that are no rule are passed over. Groups that name `product` (any case) count together;
  /// those for "*" count only where none names it.
  /// \param product  as product_token() gives it; empty: only "*" counts
  [[nodiscard]] static RobotsRules parse(std::string_view text, std::string_view product);

  /// The longest rule that matches decides, and an allowing one where two are as long; "/robots.txt" is always allowed.
  /// Percent-encoding does not matter where it does not change the meaning.
  /// \param target  path and query of a URL, "/terms?lang=en"
  [[nodiscard]] RobotsVerdict judge(std::string_view target) const;

  /// Seconds between two requests, at most `longest_crawl_delay`. Not of the RFC, but widely written.
  [[nodiscard]] std::optional<double> crawl_delay() const { return crawl_delay_; }

 private:
  struct Rule {
    std::string pattern;  // normalised; '*' stands for any run of bytes
    bool to_end = false;  // written with '$' at its end
    bool allow = false;
    std::size_t line = 0;
  };
  static bool matches(Rule const& rule, std::string_view path);

  std::vector<Rule> rules_;
  std::optional<double> crawl_delay_;
  friend class RobotsReader;
};

}  // namespace smallprint::ingest
