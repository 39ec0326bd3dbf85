#include "tests/app/home.hpp"
#include "tests/support/python_server.hpp"

#include <fmt/format.h>
#include <catch2/generators/catch_generators.hpp>

/// `report` and `nightly` over invented versions that come in night by night.
using namespace smallprint;
using test::Json;

namespace {

std::string const rules =
    "# Terms of Larkmere Prints\n\n1. You may not share your account with anyone.\n\n"
    "2. You may publish the output that the service generates.\n\n"
    "3. We may change these terms and will tell you 30 days before.\n\n"
    "4. You must pay the fee within 14 days after you get the invoice.\n\n"
    "5. The service is run from the old mill by the river.\n\n";
std::string const policy = "# Privacy of Larkmere Prints\n\n1. We keep your name for as long as you are a member.\n\n";
std::string const error_page = "# Page not found\n\nThe page you are looking for does not exist.\n";

std::string replaced(std::string whole, std::string const& from, std::string const& to) {
  auto const at = whole.find(from);
  if (at == std::string::npos) throw std::runtime_error("the text does not hold: " + from);
  return whole.replace(at, from.size(), to);
}
std::string const stricter = replaced(rules, "You may publish", "You may not publish");

/// A home to which nights are added.
struct Desk {
  test::Scratch scratch;
  test::Home home{scratch / "home"};

  Desk() {
    night(1, "Terms of Service", rules);
    night(1, "Privacy Policy", policy);
    import();
  }
  void night(int day, std::string const& type, std::string const& text) const {
    test::write(scratch / fmt::format("in/Larkmere Prints/2024-05-{:02}/{}.md", day, type), text);
  }
  void import() const { REQUIRE(home.run({"import", "-q", (scratch / "in").string()}).exit == 0); }
  [[nodiscard]] Json report(std::string const& since, int exit) const {
    return home.json({"report", "--since", since, "--format", "json"}, exit);
  }
};

}  // namespace

TEST_CASE("a report tells changed answers and changed clauses", "[report]") {
  Desk const desk;
  desk.night(2, "Terms of Service", stricter);
  desk.import();
  auto const report = desk.report("2024-05-02", 1);
  CHECK(report["since"] == "2024-05-02");
  CHECK(report["checked"]["documents"] == 2);
  REQUIRE(report["substantive"].size() == 1);
  CHECK(report["substantive"][0]["direction"] == "more-restrictive");
  CHECK(report["substantive"][0]["changes"][0]["old"]["clause"] == "2");
  bool found = false;
  for (auto const& answer : report["answers"])
    if (answer["topic"] == "share-output-publicly") {
      found = true;
      CHECK(answer["before"] == "permitted");
      CHECK(answer["after"] == "restricted");
      CHECK(answer["evidence_before"]["quote"].get<std::string>().find("may publish") != std::string::npos);
      CHECK(answer["evidence_after"]["quote"].get<std::string>().find("may not publish") != std::string::npos);
    }
  CHECK(found);
  auto const none = desk.report("2024-05-03", 0);
  CHECK(none["substantive"].empty());
  CHECK(none["checked"]["providers"] == 1);
}

TEST_CASE("the same two states give the same bytes", "[report]") {
  Desk const desk;
  desk.night(2, "Terms of Service", stricter);
  desk.import();
  auto const format = GENERATE("text", "md", "html", "json", "csv");
  test::Arguments const arguments{"report", "--since", "2024-05-02", "--format", format};
  auto const once = desk.home.run(arguments);
  CHECK(once.exit == 1);
  CHECK(once.out.find("publish") != std::string::npos);
  CHECK(desk.home.run(arguments).out == once.out);
}

TEST_CASE("the last report is where the next one starts, whatever the dates", "[report]") {
  Desk const desk;
  auto const first = desk.report("last", 0);
  CHECK(first["note"].get<std::string>().find("first report") != std::string::npos);
  CHECK(desk.report("last", 0)["note"] == "");
  desk.night(9, "Terms of Service", stricter);
  desk.import();
  CHECK(desk.report("last", 1)["substantive"].size() == 1);
  CHECK(desk.report("last", 0)["substantive"].empty());
  // Recorded late: dated before what was reported.
  desk.night(4, "Privacy Policy", policy + "2. We sell your name to whoever pays for it.\n\n");
  desk.import();
  CHECK(desk.report("last", 1)["substantive"].size() == 1);
  // Each reader has a last report of its own.
  CHECK(desk.home.json({"report", "--reader", "lawyers", "--format", "json"})["note"] != "");
}

TEST_CASE("what could not be delivered is in the next report", "[report]") {
  Desk const desk;
  CHECK(desk.home.run({"report"}).exit == 0);
  desk.night(2, "Terms of Service", stricter);
  desk.import();
  test::RefusingPort const port;
  auto const failed = desk.home.run({"report", "--mail-to", "desk@example.org", "--mail-from", "reports@example.org",
                                     "--mail-server", "smtp://" + port.host(), "--format", "json"});
  CHECK(failed.exit == 3);
  CHECK(failed.err.find("smtp://" + port.host()) != std::string::npos);
  CHECK(desk.report("last", 1)["substantive"].size() == 1);
}

TEST_CASE("failed captures are no changes, and are told", "[report]") {
  Desk const desk;
  desk.night(2, "Terms of Service", error_page);
  desk.import();
  auto const failed = desk.report("2024-05-02", 1);
  CHECK(failed["substantive"].empty());
  CHECK(failed["answers"].empty());
  REQUIRE(failed["failed"].size() == 1);
  REQUIRE(failed["silent"].size() == 1);
  CHECK(failed["silent"][0]["reason"] == "error page");
  CHECK(desk.report("2024-05-03", 0)["still_silent"] == 1);

  desk.night(3, "Terms of Service", stricter);
  desk.import();
  auto const back = desk.report("2024-05-03", 1);
  CHECK(back["substantive"].size() == 1);
  bool found = false;
  for (auto const& answer : back["answers"])
    if (answer["topic"] == "share-output-publicly") found = answer["before"] == "permitted";
  CHECK(found);
}

TEST_CASE("watches let through what they name, and say why", "[report]") {
  Desk const desk;
  auto const shorter = replaced(stricter, "within 14 days", "within 7 days");
  desk.night(2, "Terms of Service", replaced(shorter, "5. The service is run from the old mill by the river.\n\n", ""));
  desk.night(2, "Privacy Policy", error_page);
  desk.import();
  auto const alerts = [&](std::string const& toml, int exit = 1) {
    auto const file = desk.scratch / "watches.toml";
    test::write(file, toml);
    auto const report =
        desk.home.json({"report", "--since", "2024-05-02", "--watch", file.string(), "--format", "json"}, exit);
    std::string out;
    for (auto const& alert : report["alerts"]) out += alert["reason"].get<std::string>() + "; ";
    return out;
  };
  std::string const terms = "document = \"Terms of Service\"\n";
  CHECK(alerts("[[watch]]\nname = \"a\"\ntopic = \"share-output-publicly\"\n" + terms) ==
        "the answer changed; a clause was reworded; ");
  CHECK(alerts("[[watch]]\nname = \"a\"\nsearch = \"invoice\"\n" + terms) == "a clause was reworded; ");
  CHECK(alerts("[[watch]]\nname = \"a\"\nsearch = \"river\"\n" + terms) == "a clause was removed; ");
  CHECK(alerts("[[watch]]\nname = \"a\"\nsearch = \"lighthouse\"\n" + terms, 0).empty());
  CHECK(alerts("[[watch]]\nname = \"a\"\n" + terms) == "a substantive change; ");
  CHECK(alerts("[[watch]]\nname = \"a\"\ndocument = \"Privacy Policy\"\n") == "the capture failed; ");
  CHECK(alerts("[[watch]]\nname = \"a\"\ntopic = \"arbitration\"\n" + terms, 0).empty());
  CHECK(alerts("[[watch]]\nname = \"a\"\nprovider = \"Dunmere\"\n").find("not in the index") != std::string::npos);

  auto const broken = GENERATE(values<std::pair<std::string, std::string>>({
      {"[[watch]]\nname = \"a\"\ntopic = \"no-such-topic\"\n", "no topic 'no-such-topic'"},
      {"[[watch]]\nname = \"a\"\nleast = \"grave\"\n", "expected a class"},
      {"[[watch]]\ntopic = \"arbitration\"\n", "name"},
      {"[[watch]]\nname = \"a\"\ntopic = \"arbitration\"\nsearch = \"b\"\n", "more than one"},
      {"[[watch]]\nname = \"a\"\nteam = \"b\"\n", "no such key"},
      {"[[watch]]\nname = \"a\"\n[[watch]]\nname = \"a\"\n", "two watches"},
      {"", "no [[watch]]"},
      {"[[watch]\n", "watches.toml"},
  }));
  auto const file = desk.scratch / "watches.toml";
  test::write(file, broken.first);
  auto const outcome = desk.home.run({"report", "--since", "2024-05-02", "--watch", file.string()});
  CAPTURE(outcome.err);
  CHECK(outcome.exit == 2);
  CHECK(outcome.err.find(broken.second) != std::string::npos);
  CHECK(outcome.err.find("watches.toml") != std::string::npos);
}

TEST_CASE("reports and feeds are files that are replaced whole", "[report]") {
  Desk const desk;
  desk.night(2, "Terms of Service", stricter);
  desk.import();
  auto const page = desk.scratch / "report.html";
  auto const feeds = desk.scratch / "feeds";
  auto const outcome =
      desk.home.run({"report", "--since", "2024-05-02", "--output", page.string(), "--feeds", feeds.string()});
  CHECK(outcome.exit == 1);
  CHECK(outcome.out.empty());
  CHECK(test::read(page).starts_with("<!doctype html>"));
  CHECK(test::read(feeds / "all.xml").find("http://www.w3.org/2005/Atom") != std::string::npos);
  for (auto const& entry : test::fs::directory_iterator(feeds)) CHECK(entry.path().extension() == ".xml");
  CHECK(desk.home.run({"report", "--since", "2024-05-02", "--output", "/no/such/folder/report.html"}).exit == 3);
  auto const untouched = desk.scratch / "none.html";
  CHECK(desk.home.run({"report", "--since", "2024-06-01", "--if-changed", "--output", untouched.string()}).exit == 0);
  CHECK_FALSE(test::fs::exists(untouched));
}

TEST_CASE("a night is imported, indexed, reported and mailed by one command", "[report]") {
  auto const python = test::python_with("aiosmtpd");
  Desk const desk;
  if (python.empty() || !test::make_certificate(desk.scratch.path())) SKIP("aiosmtpd or openssl is not installed");
  auto const folder = desk.scratch / "mail";
  test::fs::create_directories(folder);
  test::PythonServer const server(
      python, "smtp_server.py",
      {"--folder", folder.string(), "--certificate", (desk.scratch / "certificate.pem").string(), "--key",
       (desk.scratch / "key.pem").string()});
  auto const nightly = [&] {
    return desk.home.run({"nightly", "-q", (desk.scratch / "in").string(), "--mail-to", "desk@example.org",
                          "--mail-from", "reports@example.org", "--mail-server", "smtp://" + server.host(), "--mail-ca",
                          (desk.scratch / "certificate.pem").string(), "--if-changed", "--format", "json"});
  };
  CHECK(nightly().exit == 0);
  desk.night(2, "Terms of Service", stricter);
  auto const told = nightly();
  CAPTURE(told.err);
  CHECK(told.exit == 1);
  CHECK(Json::parse(told.out)["substantive"].size() == 1);
  std::vector<Json> mails;
  for (auto const& entry : test::fs::directory_iterator(folder)) mails.push_back(Json::parse(test::read(entry.path())));
  REQUIRE(mails.size() == 1);
  CHECK(mails[0]["tls"] == true);
  CHECK(mails[0]["headers"]["Subject"].get<std::string>().find("1 substantive change") != std::string::npos);
  CHECK(mails[0]["parts"][0]["text"].get<std::string>().find("publish") != std::string::npos);
  CHECK(mails[0]["parts"][1]["text"].get<std::string>().find("<ins") != std::string::npos);
  CHECK(nightly().exit == 0);
}

TEST_CASE("a path that cannot be read does not stop the night", "[report]") {
  Desk const desk;
  CHECK(desk.home.run({"report"}).exit == 0);
  desk.night(2, "Terms of Service", stricter);
  auto const outcome =
      desk.home.run({"nightly", "-q", "/no/such/repository", (desk.scratch / "in").string(), "--format", "json"});
  CHECK(outcome.exit == 3);
  CHECK(outcome.err.find("/no/such/repository") != std::string::npos);
  CHECK(Json::parse(outcome.out)["substantive"].size() == 1);
}
