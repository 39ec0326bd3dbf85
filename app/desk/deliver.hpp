#pragma once
#include "app/delivery/mail.hpp"
#include "report/desk_report.hpp"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace smallprint::app {

/// Where a report goes beside standard output.
struct Delivery {
  std::string file;   ///< written instead of standard output; its ending tells the format where none is named
  std::string feeds;  ///< folder of Atom feeds
  report::DeskLinks links;
  std::vector<std::string> mail_to;
  std::string mail_from;
  MailServer server;
  std::string post;  ///< URL
  bool post_plain = false;
  bool if_changed = false;  ///< nothing is written or sent where nothing changed
};

/// Adds the options, and checks of what needs what.
void add_delivery_options(CLI::App& command, Delivery& delivery);

/// Writes feeds, sends mail, posts JSON: each is tried whatever became of the others.
/// Passwords come from the environment: SMALLPRINT_SMTP_PASSWORD, SMALLPRINT_POST_TOKEN.
/// \param now  seconds since 1970, for the mail's date
/// \returns what failed
[[nodiscard]] std::vector<corpus::Error> deliver(report::DeskReport const& report, Delivery delivery, std::int64_t now);

/// Seconds since 1970: SOURCE_DATE_EPOCH where the environment has it, so that a run can repeat, else the clock.
[[nodiscard]] std::int64_t report_time();

}  // namespace smallprint::app
