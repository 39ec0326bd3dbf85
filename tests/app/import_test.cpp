#include "tests/app/home.hpp"

using namespace smallprint;
using test::Home;
using test::Json;
using test::Scratch;
using test::write;

namespace {

std::string const terms = "# Acme Terms\n\n1. You must be at least 16 years old to open an account.\n\n2. You may not ";

/// git with nothing of the machine's settings, at a fixed time.
void git(std::filesystem::path const& folder, test::Arguments arguments, std::string const& date = "2025-01-01") {
  arguments.insert(arguments.begin(), {"-C", folder.string()});
  test::RunOptions options;
  options.program = "git";
  for (auto const* who : {"AUTHOR", "COMMITTER"}) {
    auto const prefix = std::string("GIT_") + who;
    options.env[prefix + "_NAME"] = "Tester";
    options.env[prefix + "_EMAIL"] = "tester@example.org";
    options.env[prefix + "_DATE"] = date + "T12:00:00Z";
  }
  options.env["GIT_CONFIG_GLOBAL"] = "/dev/null";
  options.env["GIT_CONFIG_SYSTEM"] = "/dev/null";
  auto const done = test::run(arguments, options);
  INFO(done.err);
  REQUIRE(done.exit == 0);
}

void commit(std::filesystem::path const& folder, std::string const& text, std::string const& message,
            std::string const& date) {
  write(folder / "Acme/Terms of Service.md", text);
  git(folder, {"add", "."});
  git(folder, {"commit", "-q", "-m", message}, date);
}

}  // namespace

TEST_CASE("from import to history, each command finds what the one before left", "[app]") {
  Scratch scratch;
  Home const home(scratch / "new/home");
  auto const imported = home.json({"import", test::samples().string()});
  CHECK(imported["versions"] == 38);
  CHECK(imported["index"]["documents"] == 13);

  auto const answers = home.json({"ask", "--topic", "arbitration", "--provider", "quillmere"});
  auto const quote = answers.at(0).at("evidence").at(0);
  CHECK(answers[0]["verdict"] == "required");
  CHECK(quote["clause"] == "8.2");
  CHECK(home.json({"compare", "--topic", "arbitration"})["answers"].at(2) == answers[0]);

  auto const found = home.json({"search", "provider:quillmere \"binding arbitration\" \"single arbitrator\""});
  REQUIRE(found["total"] == 1);
  CHECK(found["results"][0]["key"] == quote["key"]);
  auto const shown = home.json({"show", quote["key"].get<std::string>()});
  CHECK(shown["citation"] == "Quillmere, Terms of Service, 8.2");
  CHECK(shown["snapshot"] == quote["snapshot"]);
  CHECK(home.json({"show", "Quillmere/Terms of Service#8.2"}) == shown);

  auto const history = home.json({"history", "--provider", "Quillmere", "--topic", "arbitration"});
  CHECK(history.back()["after"]["evidence"][0]["quote"] == quote["quote"]);
  CHECK(home.json({"verify"})["damaged"] == 0);
  auto const again = home.json({"reindex"});
  CHECK(again["versions"] == 38);
  CHECK(again["clause_texts"] == imported["index"]["clause_texts"]);
  CHECK(home.json({"ask", "--topic", "arbitration", "--provider", "quillmere"}) == answers);
}

TEST_CASE("the exit codes are those of the manual", "[app]") {
  auto const& home = test::sample_home();
  CHECK(home.run({"ask", "--topic", "minimum-age"}).exit == 0);
  CHECK(home.run({"ask", "--topic", "minimum-age", "--provider", "Brambleforge"}).exit == 1);
  CHECK(home.run({"search", "zeppelin"}).exit == 1);
  CHECK(home.run({"show", "Quillmere/Terms of Service#77"}).exit == 1);
  CHECK(home.run({"ask", "x", "--provider", "Nobody"}).exit == 2);
  CHECK(home.run({"search", "\"open"}).exit == 2);
  CHECK(home.run({"ask", "--batch", "/nonexistent"}).exit == 3);
  CHECK(home.run({"import", "/nonexistent"}).exit == 3);
}

TEST_CASE("importing twice adds nothing", "[app]") {
  Scratch scratch;
  Home const home(scratch / "home");
  auto const first = home.json({"import", test::samples().string()});
  auto const second = home.json({"import", test::samples().string()});
  CHECK(second["versions"] == 0);
  CHECK(second["known"] == first["versions"]);
  CHECK(second["indexed"] == 0);
  CHECK(second["clause_texts"] == 0);
  CHECK(second["index"] == first["index"]);
  CHECK(home.run({"import", test::samples().string(), "--format", "text"}).out.starts_with("Nothing new.\n"));
  CHECK(home.run({"import", test::samples().string(), "--format", "text", "-q"}).out.empty());
}

TEST_CASE("a version added to a folder is imported alone", "[app]") {
  Scratch scratch;
  Home const home(scratch / "home");
  write(scratch / "terms/Acme/2024-01-01/Terms of Service.md", terms + "resell access to the Service.\n");
  CHECK(home.json({"import", (scratch / "terms").string()})["versions"] == 1);
  write(scratch / "terms/Acme/2025-06-01/Terms of Service.md", terms + "copy the Service.\n");
  auto const second = home.json({"import", (scratch / "terms").string()});
  CHECK(second["versions"] == 1);
  CHECK(second["known"] == 1);
  CHECK(second["indexed"] == 1);
  CHECK(second["clause_texts"] == 1);  // the clause on age is the one that is known
  auto const steps = home.json({"history", "--provider", "acme", "--document", "terms of service"});
  REQUIRE(steps.size() == 2);
  CHECK(steps[1]["date"] == "2025-06-01T00:00:00Z");
  CHECK((steps[1]["added"] == 1 && steps[1]["removed"] == 1));

  // One between the two, as a single file, with its own day.
  write(scratch / "late.md", terms + "rent out the Service.\n");
  auto const third = home.json({"import", (scratch / "late.md").string(), "--provider", "Acme", "--type",
                                "Terms of Service", "--date", "2024-09-01"});
  CHECK(third["versions"] == 1);
  auto const all = home.json({"history", "--provider", "acme", "--document", "terms of service"});
  REQUIRE(all.size() == 3);
  CHECK(all[1]["date"] == "2024-09-01T00:00:00Z");
  auto const then = home.run({"search", "rent", "--as-of", "2024-12-31"});
  CHECK(then.exit == 0);
  CHECK(home.run({"search", "rent"}).exit == 1);
}

TEST_CASE("after new commits only those are imported", "[app]") {
  if (!test::is_installed("git")) SKIP("git is not installed");
  Scratch scratch;
  Home const home(scratch / "home");
  auto const repository = scratch / "versions";
  std::filesystem::create_directories(repository);
  git(repository, {"init", "-q", "-b", "main"});
  commit(repository, terms + "resell access to the Service.\n", "First record of Acme Terms of Service", "2024-01-01");
  commit(repository, terms + "copy the Service.\n", "Record new changes of Acme Terms of Service", "2024-02-01");
  CHECK(home.json({"import", repository.string()})["versions"] == 2);
  CHECK(home.json({"import", repository.string()})["versions"] == 0);

  commit(repository, terms + "sell the Service.\n", "Record new changes of Acme Terms of Service", "2024-03-01");
  auto const second = home.json({"import", repository.string()});
  CHECK(second["versions"] == 1);
  CHECK(second["indexed"] == 1);
  auto const steps = home.json({"history", "--provider", "Acme", "--document", "Terms of Service"});
  REQUIRE(steps.size() == 3);
  CHECK(steps[0]["kind"] == "first-record");
  CHECK(steps[2]["date"] == "2024-03-01T12:00:00Z");

  // The same history as a bundle is the same repository.
  git(repository, {"bundle", "create", "-q", (scratch / "versions.bundle").string(), "--all"});
  CHECK(home.json({"import", (scratch / "versions.bundle").string()})["versions"] == 0);
  CHECK(home.json({"verify"})["damaged"] == 0);
}
