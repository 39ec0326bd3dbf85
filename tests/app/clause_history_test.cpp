#include "tests/app/home.hpp"

#include <fmt/format.h>

/// `history --clause` over invented versions: one clause through all that can happen to it.
using namespace smallprint;
using test::Json;

namespace {

std::string document(std::vector<std::string> const& clauses) {
  std::string out = "# Rules of the Larkmere Museum\n\n";
  for (std::size_t i = 0; i < clauses.size(); ++i) out += fmt::format("{}. {}\n\n", i + 1, clauses[i]);
  return out;
}
std::string const quiet = "Visitors must be quiet in the reading room.";
std::string const dogs = "Visitors may not bring dogs into the rooms of the museum, unless a guide allows it.";
std::string const dogs_and_cats =
    "Visitors may not bring dogs or cats into the rooms of the museum, unless a guide allows it.";
std::string const fees = "Members pay a fee of 9 crowns for each year, and the fee is due in January.";
std::string const garden = "The garden is open to everybody from dawn until the bell rings at dusk.";

struct Museum {
  test::Scratch scratch;
  test::Home home{scratch / "home"};
  explicit Museum(std::vector<std::string> const& versions) {
    for (std::size_t i = 0; i < versions.size(); ++i)
      test::write(scratch / fmt::format("in/Larkmere/2024-0{}-01/Terms of Service.md", i + 1), versions[i]);
    REQUIRE(home.run({"import", "-q", (scratch / "in").string()}).exit == 0);
  }
  [[nodiscard]] Json life_of(std::string const& words) const {
    auto const hits = home.json({"search", "\"" + words + "\"", "--format", "json"});
    REQUIRE(hits["results"].size() >= 1);
    auto const lives =
        home.json({"history", "--clause", hits["results"][0]["key"].get<std::string>(), "--format", "json"});
    REQUIRE(lives.size() == 1);
    return lives[0];
  }
};

std::string kinds(Json const& life) {
  std::string out;
  for (auto const& step : life["steps"])
    out += (out.empty() ? "" : " ") +
           (step["kind"] == "changed" ? step["relation"].get<std::string>() : step["kind"].get<std::string>());
  return out;
}

}  // namespace

TEST_CASE("a clause is followed through renumbering, moves and rewording", "[changes]") {
  Museum const museum({document({quiet, dogs, fees, garden}), document({garden, quiet, dogs, fees}),
                       document({garden, quiet, dogs_and_cats, fees}), document({garden, quiet, fees, dogs_and_cats})});
  auto const life = museum.life_of("dogs or cats");
  auto const& steps = life["steps"];
  CHECK(life["in_force"] == true);
  CHECK(steps.front()["date"].get<std::string>().starts_with("2024-01-01"));
  CHECK(steps.front()["text"] == dogs);
  CHECK(steps.front()["clause"] == "2");
  CHECK(steps.back()["clause"] == "4");
  CHECK(kinds(life).find("reworded") != std::string::npos);
  CHECK(kinds(life).find("gone") == std::string::npos);
  CHECK(steps.front()["key"].get<std::string>().starts_with(life["id"].get<std::string>()));

  auto const again = museum.home.json({"history", "--clause", life["id"], "--format", "json"});
  REQUIRE(again.size() == 1);
  CHECK(again[0] == life);
}

TEST_CASE("an id stays the same when versions are added", "[changes]") {
  std::vector<std::string> versions{document({quiet, dogs, fees}), document({quiet, dogs_and_cats, fees})};
  auto const id = Museum(versions).life_of("dogs or cats")["id"];
  versions.push_back(document({garden, quiet, dogs_and_cats, fees}));
  CHECK(Museum(versions).life_of("dogs or cats")["id"] == id);
}

TEST_CASE("a clause that comes back is the same clause", "[changes]") {
  Museum const museum({document({quiet, dogs, fees}), document({quiet, fees}), document({quiet, dogs, fees})});
  CHECK(kinds(museum.life_of("bring dogs")) == "first gone back");
}

TEST_CASE("a clause that is not found is told so", "[changes]") {
  Museum const museum({document({quiet, dogs, fees})});
  CHECK(museum.home.run({"history", "--clause", "0123456789ab"}).exit == 2);
  CHECK(museum.home.run({"history", "--clause", "xyz"}).exit == 2);
  auto const life = museum.life_of("bring dogs");
  CHECK(museum.home.run({"history", "--clause", life["id"], "--provider", "Dunmere"}).exit == 1);
}
