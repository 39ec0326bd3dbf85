#include "query/decision.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace smallprint;
using corpus::Verdict;

namespace {

corpus::Topic topic() {
  corpus::Topic out;
  out.precedence = {Verdict::restricted, Verdict::conditional, Verdict::permitted, Verdict::required};
  return out;
}

query::Finding finding(Verdict verdict, double strength, std::size_t document = 0, bool business = false) {
  query::Finding out;
  out.stance.verdict = verdict;
  out.stance.strength = strength;
  out.stance.plain = true;
  out.document = document;
  out.position = static_cast<std::uint32_t>(strength * 1000);
  out.for_some = business;
  return out;
}

}  // namespace

TEST_CASE("nothing found is silent", "[query]") {
  CHECK(query::decide(topic(), {}, true).verdict == Verdict::silent);
}

TEST_CASE("a finding much weaker than the strongest does not count", "[query]") {
  auto const got = query::decide(topic(), {finding(Verdict::permitted, 1.0), finding(Verdict::restricted, 0.5)}, true);
  CHECK(got.verdict == Verdict::permitted);
  CHECK_FALSE(got.conflict);
  CHECK(got.evidence == std::vector<std::size_t>{0});
}

TEST_CASE("a ban and a permission are a conflict, with both sides quoted", "[query]") {
  auto const got =
      query::decide(topic(), {finding(Verdict::permitted, 1.0, 0), finding(Verdict::restricted, 0.9, 1)}, true);
  CHECK(got.verdict == Verdict::restricted);
  CHECK(got.conflict);
  CHECK(got.evidence == std::vector<std::size_t>{1, 0});
}

TEST_CASE("a topic can settle a mixture", "[query]") {
  auto mixed = topic();
  mixed.mixed = Verdict::conditional;
  CHECK(query::decide(mixed, {finding(Verdict::permitted, 1.0), finding(Verdict::restricted, 0.9)}, true).verdict ==
        Verdict::conditional);
}

TEST_CASE("what only business documents say holds for some users", "[query]") {
  auto partial = topic();
  partial.partial = Verdict::conditional;
  std::vector const business{finding(Verdict::required, 1.0, 1, true)};
  CHECK(query::decide(partial, business, true).verdict == Verdict::conditional);
  CHECK(query::decide(partial, business, false).verdict == Verdict::required);
  CHECK(query::decide(partial, {finding(Verdict::required, 1.0, 0, false), business[0]}, true).verdict ==
        Verdict::required);
}

TEST_CASE("business documents decide for some users even where the terms say less", "[query]") {
  auto partial = topic();
  partial.precedence = {Verdict::required, Verdict::conditional};
  partial.partial = Verdict::conditional;
  std::vector const both{finding(Verdict::conditional, 0.9, 0, false), finding(Verdict::required, 1.0, 1, true)};
  CHECK(query::decide(partial, both, true).verdict == Verdict::conditional);
}

TEST_CASE("a clause that takes some users out of a rule makes it conditional", "[query]") {
  auto narrowing = finding(Verdict::conditional, 0.9, 1);
  narrowing.stance.narrows = true;
  CHECK(query::decide(topic(), {narrowing}, true).verdict == Verdict::silent);
  auto const got = query::decide(topic(), {narrowing, finding(Verdict::required, 1.0)}, true);
  CHECK(got.verdict == Verdict::conditional);
  CHECK(got.evidence == std::vector<std::size_t>{1, 0});  // the rule first, then whom it spares
}

TEST_CASE("differing values make a conditional answer where the topic says so", "[query]") {
  auto law = topic();
  law.differing = Verdict::conditional;
  auto a = finding(Verdict::required, 1.0, 0);
  auto b = finding(Verdict::required, 0.9, 1);
  a.stance.value = "Norland";
  b.stance.value = "Norland";
  CHECK(query::decide(law, {a, b}, true).verdict == Verdict::required);
  b.stance.value = "Estland";
  auto const got = query::decide(law, {a, b}, true);
  CHECK(got.verdict == Verdict::conditional);
  CHECK(got.value == "Norland");
}

TEST_CASE("the lowest of several values is picked where the topic says so", "[query]") {
  auto age = topic();
  age.pick = "lowest";
  auto a = finding(Verdict::required, 1.0, 0);
  auto b = finding(Verdict::required, 0.9, 1);
  a.stance.value = "18";
  b.stance.value = "13";
  CHECK(query::decide(age, {a, b}, true).value == "13");
}

TEST_CASE("the order of findings changes nothing", "[query][property]") {
  std::vector<query::Finding> findings;
  for (int i = 0; i < 6; ++i)
    findings.push_back(finding(static_cast<Verdict>(i % 4), 0.7 + 0.05 * (i % 3), static_cast<std::size_t>(i % 2)));
  auto const keys = [&](query::Decision const& d, std::vector<query::Finding> const& f) {
    std::vector<std::tuple<Verdict, double, std::size_t>> out;
    for (auto const i : d.evidence) out.emplace_back(f[i].stance.verdict, f[i].stance.strength, f[i].document);
    return out;
  };
  auto const first = query::decide(topic(), findings, true);
  auto const expected = keys(first, findings);
  for (int i = 0; i < 30; ++i) {
    std::next_permutation(findings.begin(), findings.end(), [](auto const& a, auto const& b) {
      return std::tuple(a.stance.verdict, a.position, a.document) <
             std::tuple(b.stance.verdict, b.position, b.document);
    });
    auto const got = query::decide(topic(), findings, true);
    CHECK(got.verdict == first.verdict);
    CHECK(got.confidence == first.confidence);
    CHECK(keys(got, findings) == expected);
  }
}
