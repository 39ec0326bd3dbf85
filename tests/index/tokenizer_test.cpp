#include "index/tokenizer.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <random>
#include <string>
#include <vector>

using namespace smallprint;

namespace {

/// Terms with '+' before those of the word before.
class Listed final : public index::TermSink {
 public:
  bool term(std::string_view term, corpus::Span at, bool again) override {
    if (!out.empty()) out += ' ';
    if (again) out += '+';
    out += term;
    spans.push_back(at);
    return spans.size() < stop_after;
  }
  std::string out;
  std::vector<corpus::Span> spans;
  std::size_t stop_after = SIZE_MAX;
};

std::string document(std::string_view text, std::string_view language = "en") {
  Listed sink;
  index::Tokenizer().document(text, language, sink);
  return sink.out;
}

std::string query(std::string_view text, std::vector<std::string> const& languages = {"en"}, bool prefix = false) {
  Listed sink;
  index::Tokenizer::query(text, languages, prefix, sink);
  return sink.out;
}

std::string repeat(std::string_view piece, std::size_t times) {
  std::string out;
  for (; times > 0; --times) out += piece;
  return out;
}

/// Not in the middle of a well-formed character.
bool on_border(std::string_view text, std::size_t at) {
  if (at == 0 || at >= text.size()) return at <= text.size();
  auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if ((byte(at) & 0xC0) != 0x80) return true;
  for (std::size_t back = 1; back <= 3 && back <= at; ++back) {
    auto const lead = byte(at - back);
    if ((lead & 0xC0) == 0x80) continue;
    std::size_t const size = lead >= 0xF0 && lead <= 0xF4 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 1;
    if (size <= back || at - back + size > text.size() || lead > 0xF4) return true;
    for (std::size_t i = 1; i < size; ++i)
      if ((byte(at - back + i) & 0xC0) != 0x80) return true;
    auto const second = byte(at - back + 1);  // overlong, surrogate, too large: not characters
    return (lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) || (lead == 0xF0 && second < 0x90) ||
           (lead == 0xF4 && second > 0x8F);
  }
  return true;
}

}  // namespace

TEST_CASE("a stored text gives its words and, where they differ, their stems", "[index]") {
  auto const [text, language, terms] = GENERATE(table<char const*, char const*, char const*>({
      {"", "en", ""},
      {" .,;-- ", "en", ""},
      {"You may share", "en", "you may share"},
      {"Sharing OUTPUTS", "en", "sharing +~share outputs +~output"},
      {"don't", "en", "don't"},
      {"don\u2019t", "en", "don't"},
      {"provider's", "en", "provider's +~provid"},
      {"U.S.C. 105(b)", "en", "u.s.c 105 b"},
      {"1,000.50 a_b", "en", "1,000.50 a_b"},
      {"Caf\u00e9 cafe\u0301", "en", "cafe cafe"},
      {"Stra\u00dfe", "de", "strasse +~strass"},
      {"H\u00e4user", "de", "hauser +~haus"},
      {"r\u00e9sili\u00e9es", "fr", "resiliees +~resili"},
      {"L\u2019abonnement", "fr", "l'abonnement +~abon"},
      {"dell'accordo", "it", "dell'accordo +~accord"},
      {"d'abonnement", "en", "d'abonnement +~d'abonn"},
      {"\ufb01nal \uff26\uff35\uff2c\uff2c", "en", "final full"},                   // ligature, full width
      {"\u0399\u03a3\u03a4\u039f\u03a3", "und", "\u03b9\u03c3\u03c4\u03bf\u03c3"},  // final sigma folds like any
      {"\u670d\u52a1\u6761\u6b3e", "zh", "\u670d \u52a1 \u6761 \u6b3e"},
      {"\u30c7\u30fc\u30bf", "ja", "\u30c6 \u30fc \u30bf"},
      {"\uc11c\ube44\uc2a4\ub97c", "ko", "\uc11c \ube44 \uc2a4 \ub97c"},
      {"AI\u670d\u52a1", "zh", "ai \u670d \u52a1"},
      {"sharing", "und", "sharing"},
      {"\u0434\u043e\u0433\u043e\u0432\u043e\u0440\u044b", "ru",
       "\u0434\u043e\u0433\u043e\u0432\u043e\u0440\u044b +~\u0434\u043e\u0433\u043e\u0432\u043e\u0440"},
  }));
  CAPTURE(text);
  CHECK(document(text, language) == terms);
}

TEST_CASE("a query finds a word by its stem, or as it is written", "[index]") {
  CHECK(query("sharing") == "share +~share");
  CHECK(query("=sharing") == "sharing");
  CHECK(query("=may not =share") == "may not +~not share");
  CHECK(query("Cafés") == "cafe +~cafe");
  CHECK(query("shari", {"en"}, true) == "shari");
  CHECK(query("sharing outp", {"en"}, true) == "share +~share outp");
  CHECK(query("条款") == "条 +~条 款 +~款");
  CHECK(query("services", {"en", "fr", "und"}) == "servic +~servic +services +~services");
  CHECK(query("sharing", {}) == "sharing");
  CHECK(query("...").empty());
}

TEST_CASE("every word of a text is found by a query for it, in the text's language", "[index]") {
  auto const [text, language] = GENERATE(table<char const*, char const*>({
      {"The Provider\u2019s liabilities, obligations and universities' uses; na\u00efve skies", "en"},
      {"Les utilisateurs r\u00e9silient leurs contrats d\u2019abonnement \u00e0 l\u2019\u00e9tranger", "fr"},
      {"Die H\u00e4user der Stra\u00dfe \u00fcberpr\u00fcften Gesch\u00e4ftsbedingungen", "de"},
      {"Los t\u00e9rminos del servicio prohibir\u00e1n acciones ma\u00f1ana", "es"},
      {"\u5229\u7528\u8005\u306f\u30c7\u30fc\u30bf\u3092\u5171\u6709\u3067\u304d\u307e\u305b\u3093", "ja"},
      {"\uc11c\ube44\uc2a4\ub97c \uc774\uc6a9", "ko"},
  }));
  auto const stored = " " + document(text, language) + " ";
  Listed words;
  index::Tokenizer::places(text, words);
  for (auto const span : words.spans) {
    auto const word = corpus::slice(text, span);
    std::string terms = query(word, {"en", language, "und"});
    bool found = false;
    for (std::size_t at = 0; at < terms.size();) {
      auto const end = std::min(terms.find(' ', at), terms.size());
      auto term = terms.substr(at, end - at);
      if (term.front() == '+') term.erase(0, 1);
      found = found || stored.find(" " + term + " ") != std::string::npos ||
              stored.find("+" + term + " ") != std::string::npos;
      at = end + 1;
    }
    CAPTURE(std::string(word), terms, stored);
    CHECK(found);
  }
}

TEST_CASE("terms stand on borders of characters, whatever the bytes", "[index]") {
  auto const seed = GENERATE(range(0u, 300u));
  std::mt19937 random(seed);
  static std::vector<std::string> const pieces{"word",     "\u00e9",  "\u6761",       "\u30c7",   "\U0001F600",
                                               "\uac00",   "'",       "\u2019",       " ",        ".",
                                               "\xff",     "\xe6",    "\x80",         "\xf0\x9f", "\xed\xa0\x80",
                                               "\xc0\xaf", "e\u0301", "\u0e01\u0e32", "A1_",      std::string(1, '\0'),
                                               "\ufb01",   "\u0345",  "\n",           "=",        "~"};
  std::string text;
  for (auto n = random() % 40; n > 0; --n) {
    if (seed % 3 == 0)
      text += static_cast<char>(random());
    else
      text += pieces[random() % pieces.size()];
  }
  CAPTURE(seed);
  Listed stored, places;
  index::Tokenizer tokenizer;
  CHECK(tokenizer.document(text, "en", stored));
  CHECK(index::Tokenizer::places(text, places));
  static_cast<void>(query(text));
  std::uint32_t end = 0;
  for (auto const span : places.spans) {
    CHECK(span.begin >= end);
    CHECK(span.begin < span.end);
    REQUIRE(span.end <= text.size());
    CHECK(on_border(text, span.begin));
    CHECK(on_border(text, span.end));
    end = span.end;
  }
  // snippet() counts words by places(), the table by document(): they must agree.
  std::vector<corpus::Span> firsts;
  for (auto const span : stored.spans)
    if (firsts.empty() || firsts.back() != span) firsts.push_back(span);
  CHECK(firsts == places.spans);
}

TEST_CASE("the memory for stems changes nothing, and long words do no harm", "[index]") {
  index::Tokenizer tokenizer;
  std::mt19937 random(7);
  for (int i = 0; i < 30000; ++i) {
    std::string word;
    for (auto n = 1 + random() % 4; n > 0; --n) word += static_cast<char>('a' + random() % 26);
    word += random() % 2 == 0 ? "ing" : "s";
    Listed kept;
    tokenizer.document(word, random() % 9 == 0 ? "de" : "en", kept);
    if (i % 100 == 0) {
      Listed again;
      tokenizer.document(word, "en", again);
      CHECK(again.out == document(word));
    }
  }
  auto const long_word = repeat("sharing", 20000);
  CHECK(document(long_word) == long_word);
}

TEST_CASE("a sink can stop", "[index]") {
  Listed sink;
  sink.stop_after = 2;
  CHECK_FALSE(index::Tokenizer().document("one two three", "en", sink));
  CHECK(sink.spans.size() == 2);
}
