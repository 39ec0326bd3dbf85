#include "app/delivery/mail_headers.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <string>

using namespace smallprint;
using app::Mail;
using corpus::Errc;

namespace {

Mail sample() {
  Mail out;
  out.from = "reports@example.org";
  out.to = {"desk@example.org"};
  out.subject = "Terms that changed";
  out.date = "Tue, 03 May 2022 04:05:06 +0000";
  out.message_id = "<report-2022-05-03@example.org>";
  out.text = "Nothing changed.\n";
  return out;
}

std::vector<std::string> headers(Mail const& mail) {
  return app::mail_headers(mail).value();
}

std::string field(Mail const& mail, std::string const& name) {
  for (auto const& one : headers(mail))
    if (one.starts_with(name + ": ")) return one.substr(name.size() + 2);
  return "none";
}

/// What stands in the words of RFC 2047's Q encoding; each must be well formed and short enough.
std::string decoded(std::string text) {
  std::string out;
  while (!text.empty()) {
    auto const end = std::min(text.find("\r\n "), text.size());
    auto const word = text.substr(0, end);
    text.erase(0, std::min(end + 3, text.size()));
    CAPTURE(word);
    REQUIRE(word.starts_with("=?UTF-8?Q?"));
    REQUIRE(word.ends_with("?="));
    CHECK(word.size() <= 75);
    auto const inner = word.substr(10, word.size() - 12);
    auto const before = out.size();
    for (std::size_t at = 0; at < inner.size(); ++at) {
      if (inner[at] == '=') {
        out += static_cast<char>(std::stoi(inner.substr(at + 1, 2), nullptr, 16));
        at += 2;
      } else {
        out += inner[at] == '_' ? ' ' : inner[at];
      }
    }
    CHECK((static_cast<unsigned char>(out[before]) & 0xc0) != 0x80);  // no character goes over to the next word
  }
  return out;
}

}  // namespace

TEST_CASE("a mail has these header fields", "[delivery]") {
  auto mail = sample();
  mail.from_name = "smallprint at the desk";
  mail.list_id = "nightly.example.org";
  CHECK(headers(mail) == std::vector<std::string>{
                             "Date: Tue, 03 May 2022 04:05:06 +0000",
                             "From: \"smallprint at the desk\" <reports@example.org>",
                             "To: desk@example.org",
                             "Message-ID: <report-2022-05-03@example.org>",
                             "Subject: Terms that changed",
                             "List-Id: <nightly.example.org>",
                             "Auto-Submitted: auto-generated",
                             "MIME-Version: 1.0",
                         });
  CHECK(headers(mail) == headers(mail));
  CHECK(field(sample(), "From") == "reports@example.org");
  CHECK(field(sample(), "List-Id") == "none");
}

TEST_CASE("subjects that ASCII cannot carry become encoded words", "[delivery]") {
  auto mail = sample();
  mail.subject =
      GENERATE(as<std::string>{}, "Geänderte Nutzungsbedingungen", "A subject =?that?= looks encoded",
               " begins with a space", std::string(400, 'a'),
               "Längere Überschrift über mehrere Zeilen, in der alles Mögliche geändert wurde: Öl, Übel, Ärger",
               "利用規約の変更についてのお知らせ。本日は三社の規約が変更されました。ご確認ください。", "🎻🎻🎻🎻🎻🎻🎻🎻🎻🎻🎻🎻🎻");
  auto const line = field(mail, "Subject");
  CAPTURE(line);
  CHECK(std::string("Subject: ").size() + line.find("?=") + 2 <= 76);
  CHECK(decoded(line) == mail.subject);
}

TEST_CASE("a name that ASCII cannot carry is encoded, one with marks too", "[delivery]") {
  auto mail = sample();
  mail.from_name = GENERATE(as<std::string>{}, "Prüfstelle", "O \"Q\" R", "desk, the", "a\\b");
  auto const line = field(mail, "From");
  REQUIRE(line.ends_with("\r\n <reports@example.org>"));
  CHECK(decoded(line.substr(0, line.rfind("\r\n"))) == mail.from_name);
}

TEST_CASE("many recipients are folded, none inside", "[delivery]") {
  auto mail = sample();
  for (int n = 0; n < 20; ++n) mail.to.push_back("reader" + std::to_string(n) + "@news.example.com");
  auto line = "To: " + field(mail, "To");
  std::size_t seen = 1;
  for (std::size_t at = 0; at < line.size();) {
    auto const end = std::min(line.find("\r\n", at), line.size());
    CHECK(end - at <= 76);
    at = end + 2;
  }
  for (auto at = line.find(','); at != std::string::npos; at = line.find(',', at + 1)) ++seen;
  CHECK(seen == mail.to.size());
}

TEST_CASE("no field can begin another one", "[delivery]") {
  auto const* const breaks = GENERATE("\r\nBcc: all@example.org", "\nX: y", "\rX: y");
  auto const [name, member] = GENERATE(table<std::string, std::string Mail::*>({
      {"from", &Mail::from},
      {"from-name", &Mail::from_name},
      {"subject", &Mail::subject},
      {"date", &Mail::date},
      {"message-id", &Mail::message_id},
      {"list-id", &Mail::list_id},
  }));
  auto mail = sample();
  auto const before = (mail.*member).size();
  mail.*member += breaks;
  auto const got = app::mail_headers(mail);
  REQUIRE(got.has_error());
  CHECK(got.error().code == Errc::syntax);
  CHECK(got.error().source == name);
  CHECK(got.error().offset == before);
  CHECK(got.error().message == "expected one line, got a line end");

  mail = sample();
  mail.to.push_back(std::string("b@example.org") + breaks);
  auto const recipient = app::mail_headers(mail);
  REQUIRE(recipient.has_error());
  CHECK(recipient.error().source == "to");
  CHECK(recipient.error().message == "expected one line, got a line end");
}

TEST_CASE("what is wrong with a field is said", "[delivery]") {
  auto mail = sample();
  auto const said = [&] {
    auto const got = app::mail_headers(mail);
    if (!got) CHECK(got.error().code == Errc::syntax);
    return got ? std::string("nothing")
               : got.error().source + " at " + std::to_string(got.error().offset) + ": " + got.error().message;
  };
  CHECK(said() == "nothing");
  SECTION("nobody") {
    mail.to.clear();
    CHECK(said() == "to at 0: expected an address, got none");
  }
  SECTION("controls") {
    mail.subject = "a\x1b[2J";
    CHECK(said() == "subject at 1: expected text, got the control character 0x1B");
  }
  SECTION("date") {
    mail.date = "2022-05-03";
    CHECK(said() == "date at 0: expected a date such as Tue, 03 May 2022 04:05:06 +0000");
    mail.date = "Tue, 03 May 2022 04:05:06 GMT";
    CHECK(said() == "date at 26: expected a date such as Tue, 03 May 2022 04:05:06 +0000");
    mail.date = "Tue, 03 May 2022 04:05:06 +0000 (UTC)";
    CHECK(said() == "date at 31: expected the end of the date after its time zone");
  }
  SECTION("ids") {
    auto const expected = std::string(": expected an id such as <report-2022-05-03@example.org>");
    mail.message_id = GENERATE("", "a@b", "<a@b", "<ab>", "<@b>", "<a@>", "<a b@c>", "<a@b> <c@d>", "<a@b>c@d>");
    auto const got = said();
    CHECK(got.starts_with("message-id at "));
    CHECK(got.ends_with(expected));
    mail.message_id = "<" + std::string(300, 'a') + "@b>";
    CHECK(said() == "message-id at 250" + expected);
  }
  SECTION("list") {
    mail.list_id = "<nightly.example.org>";
    CHECK(said() == "list-id at 0: expected an id such as nightly.example.org");
  }
}

TEST_CASE("text that is not UTF-8 is refused", "[delivery]") {
  auto mail = sample();
  mail.subject = "Ge\xe4ndert";
  auto const got = app::mail_headers(mail);
  REQUIRE(got.has_error());
  CHECK(got.error().code == Errc::bad_encoding);
  CHECK(got.error().source == "subject");
  CHECK(got.error().message == "expected UTF-8");
}

TEST_CASE("addresses", "[delivery]") {
  auto const* const good =
      GENERATE("a@example.org", "first.last+tag@sub.example.org", "root@localhost", "o'neil_x@xn--bcher-kva.example");
  CHECK(app::check_mail_address(good, "to").has_value());
}

TEST_CASE("what is no address is said", "[delivery]") {
  auto const [address, offset, expected] = GENERATE(table<std::string, std::size_t, std::string>({
      {"", 0, "an address such as name@example.org"},
      {"desk", 4, "an address such as name@example.org"},
      {"@example.org", 0, "a name before the @ of letters, digits and single dots"},
      {"a b@example.org", 1, "a name before the @ of letters, digits and single dots"},
      {"a@b@example.org", 1, "a name before the @ of letters, digits and single dots"},
      {".a@example.org", 0, "a name before the @ of letters, digits and single dots"},
      {"a..b@example.org", 2, "a name before the @ of letters, digits and single dots"},
      {"Desk <a@example.org>", 4, "a name before the @ of letters, digits and single dots"},
      {"a@", 2, "a domain after the @ such as example.org"},
      {"a@example..org", 10, "a domain after the @ such as example.org"},
      {"a@-example.org", 2, "a domain after the @ such as example.org"},
      {"a@example-.org", 9, "a domain after the @ such as example.org"},
      {"a@example.org>", 13, "a domain after the @ such as example.org"},
      {"a@exa_mple.org", 5, "a domain after the @ such as example.org"},
      {"ä@example.org", 0, "an address in ASCII"},
      {"a@bücher.example", 3, "an address in ASCII (a domain in its xn-- form)"},
      {std::string(65, 'a') + "@b", 64, "at most 64 bytes before the @"},
      {"a@" + std::string(64, 'b') + ".org", 2, "a domain after the @ such as example.org"},
  }));
  auto const got = app::check_mail_address(address, "to");
  CAPTURE(address);
  REQUIRE(got.has_error());
  CHECK(got.error().source == "to");
  CHECK(got.error().offset == offset);
  CHECK(got.error().message == "expected " + expected + ", got \"" + address + "\"");
}
