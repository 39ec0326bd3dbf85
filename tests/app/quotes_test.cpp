#include "tests/app/home.hpp"
#include "tests/support/real_data.hpp"

#include <openssl/evp.h>

#include <array>
#include <set>
#include <unordered_map>
#include <utility>

/// Every quote that is printed, held against the bytes it was taken from. The bytes come from the files
/// or from git, never from the archive; a version is found by the SHA-256 that is printed with the quote.
using namespace smallprint;
using test::Home;
using test::Json;

namespace {

using Texts = std::unordered_map<std::string, std::string>;  // SHA-256 in hex -> bytes

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  REQUIRE(EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) == 1);
  std::string out;
  for (unsigned i = 0; i < size; ++i) {
    out += "0123456789abcdef"[digest[i] >> 4];
    out += "0123456789abcdef"[digest[i] & 15];
  }
  return out;
}

void add(Texts& texts, std::string bytes) {
  auto digest = sha256(bytes);
  texts.emplace(std::move(digest), std::move(bytes));
}

Texts files_below(std::filesystem::path const& folder) {
  Texts out;
  for (auto const& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) add(out, test::read(entry.path()));
  return out;
}

test::Outcome git(test::Arguments const& arguments) {
  test::RunOptions options;
  options.program = "git";
  auto got = test::run(arguments, options);
  INFO(got.err);
  REQUIRE(got.exit == 0);
  return got;
}

/// Every blob of a bundle, as `git cat-file --batch` gives it: "<id> <type> <size>\n<bytes>\n".
Texts blobs_of(std::filesystem::path const& bundle, std::filesystem::path const& scratch) {
  auto const repository = (scratch / "repository").string();
  git({"clone", "-q", "--bare", bundle.string(), repository});
  auto const all = git({"-C", repository, "cat-file", "--batch", "--batch-all-objects"}).out;
  Texts out;
  for (std::size_t at = 0; at < all.size();) {
    auto const line_end = all.find('\n', at);
    REQUIRE(line_end != std::string::npos);
    auto const line = std::string_view(all).substr(at, line_end - at);
    auto const last_space = line.rfind(' ');
    auto const size = std::stoull(std::string(line.substr(last_space + 1)));
    if (line.substr(0, last_space).ends_with(" blob")) add(out, all.substr(line_end + 1, size));
    at = line_end + 1 + size + 1;
  }
  return out;
}

class Checker {
 public:
  explicit Checker(Texts texts) : texts_(std::move(texts)) {}

  /// Anything with `quote`, `start`, `end` and `snapshot`. Counts instead of asserting, for speed.
  void check(Json const& quote) {
    ++checked_;
    auto const text = texts_.find(quote.at("snapshot").get<std::string>());
    auto const words = quote.at("quote").get<std::string>();
    auto const start = quote.at("start").get<std::size_t>();
    auto const end = quote.at("end").get<std::size_t>();
    auto const exact = text != texts_.end() && start < end && end <= text->second.size() &&
                       std::string_view(text->second).substr(start, end - start) == words;
    if (!exact) wrong_.push_back(quote.dump());
    if (exact) places_.insert(quote.at("snapshot").get<std::string>() + ":" + std::to_string(start));
  }
  void check_all(Json const& quotes) {
    for (auto const& quote : quotes) check(quote);
  }

  [[nodiscard]] std::size_t checked() const { return checked_; }
  [[nodiscard]] std::size_t places() const { return places_.size(); }
  [[nodiscard]] std::string wrong() const {
    std::string out = std::to_string(wrong_.size()) + " of " + std::to_string(checked_) + " quotes are not exact\n";
    for (std::size_t i = 0; i < wrong_.size() && i < 10; ++i) out += wrong_[i] + "\n";
    return out;
  }
  [[nodiscard]] bool all_exact() const { return wrong_.empty(); }

 private:
  Texts texts_;
  std::size_t checked_ = 0;
  std::vector<std::string> wrong_;
  std::set<std::string> places_;
};

/// Asks every topic of every provider in one batch each, and questions that fit no topic.
void check_answers(Home const& home, Checker& checker, std::string const& as_of) {
  test::Arguments batch{"ask", "--batch", "-", "--quotes", "50"};
  if (!as_of.empty()) batch.insert(batch.end(), {"--as-of", as_of});
  auto const ask = [&](test::Arguments const& arguments, std::string const& input) {
    auto const got = home.run(arguments, input);
    INFO(got.err);
    REQUIRE(got.exit == 0);
    for (auto const& line : test::lines(got.out)) {
      checker.check_all(line.at("evidence"));
      checker.check_all(line.at("nearest"));
    }
  };
  // A topic's own question finds it. A few at a time, so that each child ends well within its time.
  constexpr std::size_t most_together = 25;
  std::string questions;
  std::size_t together = 0;
  auto const add = [&](Json const& id, Json const& text) {
    questions += Json{{"id", id}, {"text", text}}.dump() + "\n";
    if (++together < most_together) return;
    ask(batch, std::exchange(questions, {}));
    together = 0;
  };
  for (auto const& topic : home.json({"topics"})) add(topic["id"], topic["question"]);
  for (auto const* free : {"May I keep a copy of the gallery?", "Who pays for a lawyer?", "Is the weather mentioned?"})
    add(free, free);
  if (!questions.empty()) ask(batch, questions);
}

void check_hits(Home const& home, Checker& checker, std::vector<std::string> const& queries, std::string const& as_of) {
  for (auto const& query : queries) {
    test::Arguments arguments{"search", query, "--limit", "10000", "--format", "jsonl"};
    if (!as_of.empty()) arguments.insert(arguments.end(), {"--as-of", as_of});
    auto const got = home.run(arguments);
    INFO(query << ": " << got.err);
    REQUIRE(got.exit <= 1);
    checker.check_all(test::lines(got.out));
  }
}

/// What `history` and `show` print, of every topic of a provider and of the clauses that a query finds.
void check_views(Home const& home, Checker& checker, std::string const& provider, std::string const& query) {
  for (auto const& topic : home.json({"topics"})) {
    auto const got = home.run({"history", "--provider", provider, "--topic", topic["id"].get<std::string>()});
    REQUIRE(got.exit <= 1);
    for (auto const& change : Json::parse(got.out))
      for (auto const* side : {"before", "after"}) checker.check_all(change.at(side).at("evidence"));
  }
  auto const found = home.json({"search", query, "--limit", "10000"});  // lives as long as the loop over its part
  for (auto const& hit : found.at("results")) {
    auto const view = home.json({"show", hit.at("key").get<std::string>()});
    checker.check({{"quote", view.at("quote")},
                   {"snapshot", view.at("snapshot")},
                   {"start", view.at("clause").at("start")},
                   {"end", view.at("clause").at("end")}});
  }
}

std::vector<std::string> const queries{"may",
                                       "must OR shall",
                                       "\"terms of service\"",
                                       "train* AND model*",
                                       "heading:liability",
                                       "modality:prohibition",
                                       "type:\"Privacy Policy\" data",
                                       "NEAR(third parties, 5)",
                                       "=you NOT we",
                                       "price OR fee",
                                       "may users publish what the service makes for them"};

}  // namespace

TEST_CASE("the check of quotes sees a wrong byte, a wrong place and a wrong version", "[app][quotes]") {
  Texts texts;
  add(texts, "You may not copy.");
  auto const snapshot = texts.begin()->first;
  CHECK(snapshot == "23fa80a2fe2682aacec1c2f708d6ccfee9747fb9744e011134b31f83f3d51805");
  auto const exact = [&](std::string const& quote, int start, int end, std::string const& version) {
    Checker checker(texts);
    checker.check({{"quote", quote}, {"start", start}, {"end", end}, {"snapshot", version}});
    return checker.all_exact();
  };
  CHECK(exact("may not", 4, 11, snapshot));
  CHECK_FALSE(exact("may Not", 4, 11, snapshot));
  CHECK_FALSE(exact("may not", 5, 12, snapshot));
  CHECK_FALSE(exact("may not", 4, 12, snapshot));
  CHECK_FALSE(exact("copy.", 12, 99, snapshot));
  CHECK_FALSE(exact("may not", 4, 11, std::string(64, '0')));
}

TEST_CASE("every quote printed of the samples is exact", "[app][quotes]") {
  auto const& home = test::sample_home();
  Checker checker(files_below(test::samples()));
  for (auto const* as_of : {"", "2024-12-31", "2025-05-31"}) {
    check_answers(home, checker, as_of);
    for (auto const& query : queries) {
      if (query.starts_with("type:")) continue;  // no sample has it
      check_hits(home, checker, {query}, as_of);
    }
  }
  check_views(home, checker, "Quillmere", "may OR must OR shall");
  INFO(checker.wrong());
  CHECK(checker.all_exact());
  CHECK(checker.checked() > 1000);
  CHECK(checker.places() > 150);
}

TEST_CASE("every quote printed of a real collection is exact", "[app][quotes][real]") {
  auto const data = test::real_data();
  if (data.empty()) SKIP("no real data; set SMALLPRINT_REAL_DATA");
  auto const bundle = data / "ota/GenAI-versions.bundle";
  if (!std::filesystem::exists(bundle)) SKIP("no " << bundle);
  if (!test::is_installed("git")) SKIP("git is not installed");
  test::Scratch scratch;
  Home const home(scratch / "home");
  auto const imported = home.json({"import", bundle.string()});
  CHECK(imported["versions"] > 1000);
  Checker checker(blobs_of(bundle, scratch.path()));
  check_answers(home, checker, "");
  check_answers(home, checker, "2024-12-31");
  check_hits(home, checker, queries, "");
  check_hits(home, checker, {"may", "must OR shall"}, "2024-12-31");
  INFO(checker.wrong());
  CHECK(checker.all_exact());
  CHECK(checker.checked() > 10'000);
  CHECK(checker.places() > 5'000);
}
