#include "app/desk/report_run.hpp"

#include "app/change_walker.hpp"
#include "app/desk/gather.hpp"
#include "app/desk/last_report.hpp"
#include "app/terminal.hpp"

#include <fmt/format.h>

namespace smallprint::app {
namespace {

using corpus::Result;

/// The format asked for, else what the file's ending says, else what the output is.
Format format_of(Common const& common, std::string const& file) {
  if (common.format.empty())
    for (auto const& [ending, format] :
         {std::pair{".html", Format::html}, std::pair{".md", Format::markdown}, std::pair{".json", Format::json},
          std::pair{".csv", Format::csv}, std::pair{".txt", Format::text}})
      if (file.ends_with(ending)) return format;
  return common.chosen_format();
}

std::string rendered(report::DeskReport const& report, Format format, bool to_screen) {
  switch (format) {
    case Format::text:
      return report::desk_text(report, to_screen ? stdout_style() : report::Style{});
    case Format::markdown:
      return report::desk_markdown(report);
    case Format::html:
      return report::desk_html(report);
    case Format::csv:
      return report::desk_csv(report);
    default:
      return report::dump(report::desk_json(report), 2) + "\n";
  }
}

/// The report of a first night: nothing is old enough to compare with.
report::DeskReport first_report(Reading& reading) {
  report::DeskReport out;
  for (auto const& document : reading.store->documents())
    for (auto const& version : reading.store->versions(document.id)) out.through = std::max(out.through, version.date);
  out.since = out.through;
  out.documents = static_cast<std::size_t>(reading.store->counts().documents);
  out.note = "This is the first report: the next one tells what changes from here on. --since DATE looks back.";
  return out;
}

}  // namespace

void add_report_options(CLI::App& command, ReportOptions& options) {
  command.add_option("--until", options.until, "Leave later versions out")->type_name("DATE")->check(date_check());
  command.add_option("--reader", options.reader, "Whose last report `last` means: each name has one of its own")
      ->capture_default_str()
      ->type_name("NAME");
  command.add_option("--provider", options.providers, "Only this provider; can be given again")->type_name("NAME");
  command.add_option("--watch", options.watches, "Alert only on what this file of watches names (docs/report.md)")
      ->type_name("FILE");
  add_delivery_options(command, options.delivery);
}

int run_report(Common const& common, ReportOptions const& options) {
  auto const reading = open_reading(common, {}, processors());
  if (!reading) return Exit::failure;
  auto const rules = open_change_rules(reading->lexicons);
  if (!rules) return report_error(rules.error());
  DeskScope scope;
  scope.until = options.until;
  auto const names = authorities(*reading->store, options.providers);
  if (!names) return report_error(names.error()), Exit::usage;
  scope.authorities = *names;
  std::vector<corpus::Watch> watches;
  if (!options.watches.empty()) {
    auto read = corpus::load_watches(options.watches, reading->topics);
    if (!read) return report_error(read.error()), Exit::usage;
    watches = std::move(*read);
    scope.watches = &watches;
  }
  bool const from_last = options.since == "last";
  bool first = false;
  auto const newest = newest_version(*reading->store);
  auto const newest_check = reading->archive->newest_check();
  if (!newest_check) return report_error(newest_check.error());
  if (from_last) {
    auto const last = read_last_report(reading->home, options.reader);
    if (!last) return report_error(last.error());
    first = !*last;
    if (*last) scope.since_version = (*last)->version;
    if (*last) scope.since_check = (*last)->check;
  } else {
    scope.since = options.since;
  }
  ProgressBar bar(common.quiet);
  auto report =
      first ? Result<report::DeskReport>(first_report(*reading)) : gather_desk_report(*reading, *rules, scope, bar);
  bar.clear();
  if (!report) return report_error(report.error());
  int code = report->any() ? Exit::nothing_found : Exit::done;
  if (report->any() || !options.delivery.if_changed) {
    auto const& file = options.delivery.file;
    auto const text = rendered(*report, format_of(common, file), file.empty());
    if (file.empty()) {
      code = print(text, code);
    } else if (auto const written = replace_file(file, text); !written) {
      code = report_error(written.error());
    }
    for (auto const& error : deliver(*report, options.delivery, report_time())) code = report_error(error);
  }
  if (from_last && code != Exit::failure)
    if (auto const noted = write_last_report(reading->home, options.reader, {newest, report->through, *newest_check});
        !noted)
      return report_error(noted.error());
  return code;
}

}  // namespace smallprint::app
