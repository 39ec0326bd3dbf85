#include "app/delivery/mail.hpp"

#include "tests/app/home.hpp"
#include "tests/support/python_server.hpp"

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <chrono>
#include <optional>
#include <string>

using namespace smallprint;
using app::Mail;
using app::MailServer;
using test::Json;

namespace {

Mail sample() {
  Mail out;
  out.from = "reports@example.org";
  out.from_name = "Prüfstelle";
  out.to = {"desk@example.org", "editor@example.org", "analyst@example.net"};
  out.subject = "3 Änderungen: Übersicht für heute Nacht, mit allen Einzelheiten und Öffnungsklauseln 🎻";
  out.date = "Tue, 03 May 2022 04:05:06 +0000";
  out.message_id = "<report-2022-05-03@example.org>";
  out.list_id = "nightly.example.org";
  out.text = "Überblick\n.\n.. ein Punkt am Anfang\r\n" + std::string(300, 'x') + "\nEnde = gut, \"zitiert\"\n";
  out.html = "<p>Überblick</p>\n<p>" + std::string(2000, 'y') + "</p>\n";
  return out;
}

/// A mail server that lives as long as this, and where it puts what it takes.
class Post {
 public:
  explicit Post(std::vector<std::string> arguments = {}, std::string const& certified = "IP:127.0.0.1") {
    auto const python = test::python_with("aiosmtpd.smtp");
    if (python.empty()) SKIP("no mail server to try: python3-aiosmtpd is not installed");
    if (!test::make_certificate(folder_.path(), certified)) SKIP("no certificate: openssl is not installed");
    bool const plain = !arguments.empty() && arguments.front() == "--plain";
    if (plain) arguments.erase(arguments.begin());
    arguments.insert(arguments.end(), {"--folder", folder_.path().string()});
    if (!plain)
      arguments.insert(arguments.end(), {"--certificate", certificate(), "--key", (folder_ / "key.pem").string()});
    child_.emplace(python, "smtp_server.py", arguments);
  }

  [[nodiscard]] MailServer address(std::string const& scheme = "smtp") const {
    MailServer out;
    out.url = scheme + "://" + child_->host();
    out.ca_file = certificate();
    return out;
  }
  [[nodiscard]] std::string certificate() const { return (folder_ / "certificate.pem").string(); }
  [[nodiscard]] Json taken(int n = 1) const { return Json::parse(test::read(folder_ / (std::to_string(n) + ".json"))); }
  [[nodiscard]] bool is_empty() const { return !std::filesystem::exists(folder_ / "1.json"); }
  [[nodiscard]] test::Scratch const& folder() const { return folder_; }

 private:
  test::Scratch folder_;
  std::optional<test::PythonServer> child_;
};

/// The message of the error, after checking that it names the server and that nothing was taken.
std::string failure(Post const& post, MailServer const& server, Mail const& mail = sample()) {
  auto const got = app::send_mail(server, mail);
  REQUIRE(got.has_error());
  CHECK(got.error().code == corpus::Errc::io);
  CHECK(got.error().source.starts_with(server.url));
  CHECK(post.is_empty());
  return got.error().message;
}

}  // namespace

TEST_CASE("a mail arrives as it was written", "[delivery]") {
  Post const post;
  auto const mail = sample();
  auto const sent = app::send_mail(post.address(), mail);
  REQUIRE(sent.has_value());
  auto const got = post.taken();
  CAPTURE(got["head"].get<std::string>());
  CHECK(got["tls"] == true);
  CHECK(got["mail_from"] == mail.from);
  CHECK(got["rcpt_tos"] == mail.to);
  CHECK(got["to"] == mail.to);
  CHECK(got["from_name"] == mail.from_name);
  CHECK(got["defects"].empty());
  CHECK(got["longest_line"] <= 76);
  CHECK(got["bare_line_ends"] == 0);
  auto const& headers = got["headers"];
  CHECK(headers["Subject"] == mail.subject);
  CHECK(headers["Date"] == mail.date);
  CHECK(headers["Message-ID"] == mail.message_id);
  CHECK(headers["List-Id"] == "<nightly.example.org>");
  CHECK(headers["Auto-Submitted"] == "auto-generated");
  CHECK(headers["MIME-Version"] == "1.0");

  CHECK(got["type"] == "multipart/alternative");
  REQUIRE(got["parts"].size() == 2);
  for (auto const& part : got["parts"]) {
    CHECK(part["charset"] == "utf-8");
    CHECK(part["encoding"] == "quoted-printable");
  }
  auto text = mail.text;
  text.erase(text.find('\r'), 1);
  CHECK(got["parts"][0]["type"] == "text/plain");
  CHECK(got["parts"][0]["text"] == text);
  CHECK(got["parts"][1]["type"] == "text/html");
  CHECK(got["parts"][1]["text"] == mail.html);

  SECTION("twice, the head is the same to the byte, but for the boundary") {
    REQUIRE(app::send_mail(post.address(), mail).has_value());
    auto const without = [](std::string head) {
      auto const begin = head.find("boundary=") + 9;
      return head.erase(begin, head.find_first_of("\r;", begin) - begin);
    };
    CHECK(without(post.taken(1)["head"]) == without(post.taken(2)["head"]));
  }
}

TEST_CASE("text goes alone where there is no HTML", "[delivery]") {
  Post const post;
  auto mail = sample();
  mail.html.clear();
  REQUIRE(app::send_mail(post.address(), mail).has_value());
  REQUIRE(post.taken()["parts"].size() == 1);
  CHECK(post.taken()["parts"][0]["type"] == "text/plain");
}

TEST_CASE("smtps starts with TLS", "[delivery]") {
  Post const post({"--smtps"});
  REQUIRE(app::send_mail(post.address("smtps"), sample()).has_value());
  CHECK(post.taken()["tls"] == true);
}

TEST_CASE("logins come from the caller or from a netrc file", "[delivery]") {
  Post const post({"--user", "desk", "--password", "right"});
  auto server = post.address();
  auto const netrc = (post.folder() / "netrc").string();
  SECTION("the caller's") {
    server.user = "desk";
    server.password = "right";
  }
  SECTION("a netrc file's") {
    test::write(netrc, "machine 127.0.0.1 login desk password right\n");
    server.netrc_file = netrc;
  }
  auto const sent = app::send_mail(server, sample());
  INFO((sent ? "" : sent.error().message));
  REQUIRE(sent.has_value());
  CHECK(post.taken()["login"] == "desk");
}

TEST_CASE("a refused login is said, and the password is not", "[delivery]") {
  Post const post({"--user", "desk", "--password", "right"});
  auto server = post.address();
  server.user = "desk";
  server.password = "wr0ng";
  CHECK(failure(post, server) == "the server refuses the login of desk: 535 5.7.8 Authentication credentials invalid");
  server.user.clear();
  CHECK(failure(post, server) ==
        "the server refuses MAIL FROM:<reports@example.org>: 530 5.7.0 Authentication required");
}

TEST_CASE("nothing goes out in the clear unless that is allowed", "[delivery]") {
  Post const post({"--plain"});
  auto server = post.address();
  CHECK(failure(post, server) ==
        "the server does not offer STARTTLS, and nothing is sent in the clear unless that is allowed");
  server.allow_plain = true;
  REQUIRE(app::send_mail(server, sample()).has_value());
  CHECK(post.taken()["tls"] == false);
}

TEST_CASE("where the clear is allowed, TLS is used all the same", "[delivery]") {
  Post const post;
  auto server = post.address();
  server.allow_plain = true;
  REQUIRE(app::send_mail(server, sample()).has_value());
  CHECK(post.taken()["tls"] == true);
}

TEST_CASE("a certificate that is not trusted", "[delivery]") {
  auto const scheme = GENERATE("smtp", "smtps");
  std::vector<std::string> arguments;
  if (scheme == std::string("smtps")) arguments.emplace_back("--smtps");
  Post const post(arguments);
  auto server = post.address(scheme);
  server.allow_plain = GENERATE(false, true);
  server.ca_file.clear();
  CHECK(failure(post, server).starts_with("the server's certificate is not trusted: SSL certificate problem: self"));
  server.ca_file = (post.folder() / "gone.pem").string();
  CHECK(failure(post, server) == "cannot read certificates to trust from " + server.ca_file);
}

TEST_CASE("a trusted certificate for another host", "[delivery]") {
  Post const post({}, "DNS:mail.example.org");
  CHECK(failure(post, post.address()).starts_with("the server's certificate is not trusted: SSL: "));
}

TEST_CASE("a refused recipient is named, and nobody gets the mail", "[delivery]") {
  Post const post({"--refuse", "editor@example.org"});
  CHECK(failure(post, post.address()) ==
        "the server refuses the recipient editor@example.org: 550 5.1.1 no such mailbox here");
}

TEST_CASE("a refused text", "[delivery]") {
  Post const post({"--refuse-text"});
  CHECK(failure(post, post.address()) == "the server refuses DATA: 554 5.7.1 this looks like an advertisement");
}

TEST_CASE("a server that hangs", "[delivery]") {
  std::string const where = GENERATE("--silent", "MAIL", "RCPT");
  Post const post(where == "--silent" ? std::vector{where} : std::vector<std::string>{"--hang-at", where});
  auto server = post.address();
  server.timeout = server.connect_timeout = std::chrono::milliseconds(400);
  CHECK(failure(post, server) == "no answer within 400 ms");
}

TEST_CASE("a server that hangs when it has the text", "[delivery]") {
  auto const begin = std::chrono::steady_clock::now();
  Post const post({"--hang-at", "TEXT"});
  auto server = post.address();
  std::string said, expected;
  for (int const time :
       {500, 2'000, 8'000, 32'000}) {  // where the machine is busy, time is up before the text is there
    server.timeout = server.connect_timeout = std::chrono::milliseconds(time);
    said = failure(post, server);
    expected = fmt::format("no answer within {} ms while the mail was handed over: it may have arrived", time);
    if (said == expected) break;
  }
  CHECK(said == expected);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(100));  // libcurl's own patience is 120
}

TEST_CASE("a farewell is not waited for", "[delivery]") {
  auto const begin = std::chrono::steady_clock::now();
  Post const post({"--hang-at", "QUIT"});
  CHECK(app::send_mail(post.address(), sample()).has_value());
  CHECK_FALSE(post.is_empty());
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(100));
}

TEST_CASE("a server that closes in the middle", "[delivery]") {
  auto const [where, said] = GENERATE(table<std::string, std::string>({
      {"--rude", "the server closed the connection before its greeting"},
      {"MAIL", "the server closed the connection after MAIL FROM:<reports@example.org>"},
      {"RCPT", "the server closed the connection after RCPT TO:<desk@example.org>"},
      {"TEXT", "the server closed the connection while the mail was handed over: it may have arrived"},
  }));
  Post const post(where == "--rude" ? std::vector{where} : std::vector<std::string>{"--close-at", where});
  CHECK(failure(post, post.address()) == said);
}

TEST_CASE("no server", "[delivery]") {
  test::RefusingPort const port;
  MailServer server;
  auto const [url, said] = GENERATE_REF(table<std::string, std::string>({
      {"smtp://" + port.host(), "cannot connect: Connection refused"},
      {"smtp://" + test::unknown_host() + ":25", "the name of the host does not resolve"},
  }));
  server.url = url;
  auto const got = app::send_mail(server, sample());
  REQUIRE(got.has_error());
  CHECK(got.error().code == corpus::Errc::io);
  CHECK(got.error().source.starts_with(url));
  CHECK(got.error().message == said);
}

TEST_CASE("what is wrong is found before anybody is called", "[delivery]") {
  MailServer server;
  server.url = "smtp://127.0.0.1:1";
  auto mail = sample();
  auto const said = [&] {
    auto const got = app::send_mail(server, mail);
    REQUIRE(got.has_error());
    return got.error().source + ": " + got.error().message;
  };
  SECTION("address") {
    server.url = "http://127.0.0.1/";
    CHECK(said() == "http://127.0.0.1/: expected smtp://HOST[:PORT] or smtps://HOST[:PORT], got http://");
    server.url = "mail.example.org";
    CHECK(said() == "mail.example.org: expected smtp://HOST[:PORT] or smtps://HOST[:PORT]");
    server.url = "smtp://desk:secret@mail.example.org:587";
    CHECK(said() == "smtp://mail.example.org:587/: expected an address without user and password");
  }
  SECTION("login") {
    server.user = "desk";
    CHECK(said() == "smtp://127.0.0.1:1/: expected a password for the user desk, got none");
  }
  SECTION("text") {
    mail.html = "\xff";
    CHECK(said() == "html: expected UTF-8");
    mail.text = "\xff";
    CHECK(said() == "text: expected UTF-8");
  }
  SECTION("header") {
    mail.subject = "a\nBcc: b@example.org";
    CHECK(said() == "subject: expected one line, got a line end");
  }
}
