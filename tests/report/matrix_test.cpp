#include "report/matrix.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace smallprint;
using query::Verdict;

namespace {

query::Answer answer(Verdict verdict) {
  query::Answer out;
  out.verdict = verdict;
  return out;
}

corpus::Topic topic(char const* question) {
  corpus::Topic out;
  out.question = question;
  return out;
}

struct Example {
  corpus::Topic resale = topic("May users resell?");
  corpus::Topic age = topic("How old?");
  report::Matrix matrix{{"Aster", "Birch", "Cedar"},
                        {&resale, &age},
                        {{answer(Verdict::permitted), answer(Verdict::required)},
                         {answer(Verdict::restricted), answer(Verdict::silent)},
                         {answer(Verdict::silent), answer(Verdict::silent)}}};
};

}  // namespace

TEST_CASE("a matrix is sorted by how much its verdicts take", "[report]") {
  Example by_name, strictest, freest, by_one;
  sort(by_name.matrix, report::MatrixOrder::name, nullptr);
  CHECK(by_name.matrix.authorities == std::vector<std::string>{"Aster", "Birch", "Cedar"});
  sort(strictest.matrix, report::MatrixOrder::strictest, nullptr);
  CHECK(strictest.matrix.authorities == std::vector<std::string>{"Birch", "Aster", "Cedar"});
  CHECK(strictest.matrix.answers[0][0].verdict == Verdict::restricted);
  sort(freest.matrix, report::MatrixOrder::freest, nullptr);
  CHECK(freest.matrix.authorities == std::vector<std::string>{"Cedar", "Aster", "Birch"});
  sort(by_one.matrix, report::MatrixOrder::freest, &by_one.resale);
  CHECK(by_one.matrix.authorities == std::vector<std::string>{"Aster", "Cedar", "Birch"});
}

TEST_CASE("a matrix keeps those that answer so", "[report]") {
  Example any, one, none;
  keep(any.matrix, {Verdict::silent}, nullptr);
  CHECK(any.matrix.authorities == std::vector<std::string>{"Birch", "Cedar"});
  keep(one.matrix, {Verdict::silent}, &one.resale);
  CHECK(one.matrix.authorities == std::vector<std::string>{"Cedar"});
  keep(none.matrix, {}, nullptr);
  CHECK(none.matrix.authorities.size() == 3);
}

TEST_CASE("nothing of a document becomes markup of the page", "[report]") {
  Example example;
  auto& cell = example.matrix.answers[1][0];
  query::Quote quote;
  quote.quote = "no <script>alert('x')</script> & \"no\" \x1b[31m";
  quote.deciding = {{3, 11}, {5, 8}, {900, 901}};
  quote.document = "<b>Terms";
  cell.evidence.push_back(quote);
  cell.value = "<i>5";
  example.matrix.authorities[0] = "\"><img src=x>";
  auto const page = matrix_html(example.matrix);
  CHECK(page.find("<script") == std::string::npos);
  CHECK(page.find("<img") == std::string::npos);
  CHECK(page.find("<i>") == std::string::npos);
  CHECK(page.find("<b>Terms") == std::string::npos);
  CHECK(page.find('\x1b') == std::string::npos);
  CHECK(page.find("<mark>&lt;script&gt;</mark>alert(&#39;x&#39;)") != std::string::npos);
}
