#include "tests/app/home.hpp"

#include <fmt/format.h>

/// `history --changes` over invented captures: what is a change, and what only the capture.
using namespace smallprint;
using test::Json;

namespace {

std::string rules(int first, int last) {
  std::string out;
  for (int i = first; i <= last; ++i)
    out += fmt::format("{}. Visitors must return instrument {} to shelf {} before the museum closes.\n\n", i, i, i * 7);
  return out;
}
std::string const head = "# Rules of the Larkmere Museum\n\n";
std::string const whole = head + rules(1, 40);
std::string const cut_off = head + rules(1, 22);
std::string const error_page = "# Page not found\n\nThe page you are looking for does not exist.\n";
std::string const fee = "You must pay a fee of 9 crowns for each instrument that breaks.\n\n";
std::string const northern = whole + "Members of the northern branch may borrow one instrument for a week.\n\n";
std::string const southern = whole + "Members of the southern branch must leave a deposit of 4 crowns.\n\n";

/// Captures a day apart, and the changes that are told of them.
Json changes(std::vector<std::string> const& captures, int days_apart = 1) {
  test::Scratch const scratch;
  for (std::size_t i = 0; i < captures.size(); ++i) {
    auto const day = static_cast<int>(i) * days_apart;
    test::write(scratch / fmt::format("in/Larkmere/2024-{:02}-{:02}/Terms of Service.md", 3 + day / 28, 1 + day % 28),
                captures[i]);
  }
  test::Home const home(scratch / "home");
  auto const imported = home.run({"import", "-q", (scratch / "in").string()});
  REQUIRE(imported.exit == 0);
  return home.json({"history", "--changes", "--format", "json"});
}

std::string classes(Json const& list) {
  std::string out;
  for (auto const& one : list) out += (out.empty() ? "" : " ") + one["class"].get<std::string>();
  return out;
}

}  // namespace

TEST_CASE("nothing hides behind an error page", "[changes]") {
  auto const list = changes({whole, error_page, whole + fee});
  CHECK(classes(list) == "substantive boilerplate substantive");
  CHECK(list[1]["failed"] == true);
  CHECK(list[2]["compared_with"].get<std::string>().starts_with("2024-03-01"));
  CHECK(classes(changes({whole, error_page, whole})) == "substantive boilerplate identical-text");
}

TEST_CASE("a capture is cut off only where the rest comes back", "[changes]") {
  auto const back = changes({whole, cut_off, whole + fee});
  CHECK(classes(back) == "substantive boilerplate substantive");
  CHECK(back[1]["failed"] == true);
  CHECK(classes(changes({whole, cut_off, cut_off + fee})) == "substantive substantive substantive");
  CHECK(classes(changes({whole, cut_off})) == "substantive substantive");
  CHECK(classes(changes({cut_off, whole})) == "substantive substantive");
  CHECK(classes(changes({whole, cut_off, whole}, 20)) == "substantive substantive substantive");
}

TEST_CASE("variants that take turns are compared with themselves", "[changes]") {
  auto const list = changes({northern, southern, northern, southern, northern + fee});
  CHECK(classes(list) == "substantive substantive boilerplate boilerplate substantive");
  CHECK(list[4]["compared_with"].get<std::string>().starts_with("2024-03-03"));
  CHECK(list[4]["counts"]["substantive"] == 1);
}

TEST_CASE("what was published and taken back is shown as it is", "[changes]") {
  CHECK(classes(changes({whole, whole + fee, whole})) == "substantive substantive substantive");
}

TEST_CASE("recorded changes are told by date, provider and class", "[changes]") {
  test::Scratch const scratch;
  test::Home const home(scratch / "home");
  REQUIRE(home.run({"import", "-q", test::samples().string()}).exit == 0);
  auto const all = home.json({"history", "--changes", "--format", "json"});
  REQUIRE(all.size() > 20);
  for (std::size_t i = 1; i < all.size(); ++i) CHECK(all[i - 1]["date"] <= all[i]["date"]);
  auto const some = home.json({"history", "--changes", "--provider", "Tallowby Voice", "--least", "substantive",
                               "--from", "2024-03-01", "--format", "json"});
  for (auto const& one : some) {
    CHECK(one["provider"] == "Tallowby Voice");
    CHECK(one["class"] == "substantive");
    CHECK(one["date"].get<std::string>() >= "2024-03-01");
  }
  CHECK(home.run({"history", "--changes", "--from", "2999-01-01"}).exit == 1);
  CHECK(home.run({"history", "--changes", "--provider", "Tallowby Voice", "--document", "Cookbook"}).exit == 2);
  auto const csv = home.run({"history", "--changes", "--format", "csv"}).out;
  CHECK(csv.starts_with("provider,document,date,compared_with,class,reason,direction,silent_change,failed,clauses"));
}
