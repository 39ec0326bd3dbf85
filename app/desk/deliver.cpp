#include "app/desk/deliver.hpp"

#include "app/delivery/post.hpp"
#include "app/desk/last_report.hpp"
#include "corpus/text.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <cstdlib>
#include <ctime>

namespace smallprint::app {
namespace {

using corpus::Errc;
using corpus::Error;
using query::ChangeClass;

std::string environment(char const* name) {
  auto const* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

/// "What changed: 2 answers, 3 substantive"
std::string subject(report::DeskReport const& report) {
  auto const counts = report.counts();
  auto const n = [&](ChangeClass c) { return counts.contains(c) ? counts.at(c) : 0; };
  auto const alerts = report.alerts ? report.alerts->size() : 0;
  auto const day = report.through.substr(0, 10);
  if (alerts > 0) return fmt::format("Small print of {}: {} {}", day, alerts, alerts == 1 ? "alert" : "alerts");
  if (!report.any()) return fmt::format("Small print of {}: nothing changed", day);
  return fmt::format("Small print of {}: {} {} changed, {} substantive {}", day, report.answers.size(),
                     report.answers.size() == 1 ? "answer" : "answers", n(ChangeClass::substantive),
                     n(ChangeClass::substantive) == 1 ? "change" : "changes");
}

/// "Tue, 03 May 2022 04:05:06 +0000"
std::string mail_date(std::int64_t seconds) {
  return fmt::format("{:%a, %d %b %Y %H:%M:%S} +0000", fmt::gmtime(static_cast<std::time_t>(seconds)));
}

corpus::Result<void> send(report::DeskReport const& report, Delivery const& delivery, std::int64_t now) {
  constexpr std::size_t width = 78;  // RFC 5322, 2.1.1
  Mail mail;
  mail.from = delivery.mail_from;
  mail.from_name = "smallprint";
  mail.to = delivery.mail_to;
  mail.subject = subject(report);
  mail.date = mail_date(now);
  mail.text = report::desk_text(report, {false, width});
  mail.html = report::desk_html(report);
  auto const at = mail.from.rfind('@');
  mail.message_id = fmt::format("<report-{:016x}-{}@{}>", corpus::hash64(mail.text), now,
                                at == std::string::npos ? "localhost" : mail.from.substr(at + 1));
  return send_mail(delivery.server, mail);
}

void write_feeds(report::DeskReport const& report, Delivery const& delivery, std::vector<Error>& failed) {
  std::filesystem::path const folder(delivery.feeds);
  std::error_code ec;
  std::filesystem::create_directories(folder, ec);
  if (ec) {
    failed.push_back({Errc::io, folder.string(), 0, "cannot make the folder: " + ec.message()});
    return;
  }
  for (auto const& feed : report::desk_feeds(report, delivery.links))
    if (auto const written = replace_file(folder / feed.file, feed.xml); !written) failed.push_back(written.error());
}

}  // namespace

void add_delivery_options(CLI::App& command, Delivery& delivery) {
  auto const group = "Delivery";
  command.add_option("--output", delivery.file, "Write the report to this file")->type_name("FILE")->group(group);
  auto* feeds = command
                    .add_option("--feeds", delivery.feeds,
                                "Write Atom feeds into this folder: for all, each provider, each topic")
                    ->type_name("FOLDER")
                    ->group(group);
  command.add_option("--feeds-address", delivery.links.feeds, "Address under which the folder is published")
      ->needs(feeds)
      ->type_name("URL")
      ->group(group);
  command.add_option("--page-address", delivery.links.page, "Address under which the HTML report is published")
      ->type_name("URL")
      ->group(group);
  command
      .add_option("--tag", delivery.links.tag_authority,
                  "Whose ids the feeds' entries have: a domain of yours and a date on which it was (RFC 4151)")
      ->needs(feeds)
      ->capture_default_str()
      ->type_name("DOMAIN,DATE")
      ->group(group);
  auto* to = command.add_option("--mail-to", delivery.mail_to, "Send the report to this address; can be given again")
                 ->type_name("ADDRESS")
                 ->group(group);
  auto* from = command.add_option("--mail-from", delivery.mail_from, "The sender's address")
                   ->needs(to)
                   ->type_name("ADDRESS")
                   ->group(group);
  auto* server =
      command.add_option("--mail-server", delivery.server.url, "smtp://HOST:PORT with STARTTLS, or smtps://HOST")
          ->needs(to)
          ->type_name("URL")
          ->group(group);
  to->needs(from)->needs(server);
  command.add_option("--mail-user", delivery.server.user, "Log in as; the password is $SMALLPRINT_SMTP_PASSWORD")
      ->needs(to)
      ->type_name("NAME")
      ->group(group);
  command.add_option("--mail-ca", delivery.server.ca_file, "Trust the certificates of this PEM file alone")
      ->needs(to)
      ->type_name("FILE")
      ->group(group);
  command
      .add_flag("--mail-plain", delivery.server.allow_plain, "Let the mail go in the clear, to a relay on this machine")
      ->needs(to)
      ->group(group);
  auto* post = command
                   .add_option("--post", delivery.post,
                               "POST the report as JSON to this address; $SMALLPRINT_POST_TOKEN is the bearer token")
                   ->type_name("URL")
                   ->group(group);
  command.add_flag("--post-plain", delivery.post_plain, "Let the token go over http://")->needs(post)->group(group);
  command.add_flag("--if-changed", delivery.if_changed, "Write and send nothing where nothing changed")->group(group);
}

std::vector<Error> deliver(report::DeskReport const& report, Delivery delivery, std::int64_t now) {
  std::vector<Error> failed;
  if (!delivery.feeds.empty()) write_feeds(report, delivery, failed);
  if (!delivery.mail_to.empty()) {
    delivery.server.password = environment("SMALLPRINT_SMTP_PASSWORD");
    if (auto const sent = send(report, delivery, now); !sent) failed.push_back(sent.error());
  }
  if (!delivery.post.empty()) {
    auto const body = report::dump(report::desk_json(report)) + "\n";
    PostOptions options;
    options.token = environment("SMALLPRINT_POST_TOKEN");
    options.idempotency_key = fmt::format("report-{:016x}", corpus::hash64(body));
    options.allow_plain = delivery.post_plain;
    if (auto const posted = post_json(delivery.post, body, options); !posted) failed.push_back(posted.error());
  }
  return failed;
}

std::int64_t report_time() {
  if (auto const given = environment("SOURCE_DATE_EPOCH"); !given.empty())
    return std::strtoll(given.c_str(), nullptr, 10);
  return static_cast<std::int64_t>(std::time(nullptr));
}

}  // namespace smallprint::app
