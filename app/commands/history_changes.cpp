#include "app/commands/history_changes.hpp"

#include "app/change_walker.hpp"
#include "app/terminal.hpp"
#include "query/changes/recorded_changes.hpp"
#include "query/suggest.hpp"
#include "report/change_list.hpp"

#include <algorithm>

namespace smallprint::app {

int list_changes(Common const& common, Reading& reading, ChangeListOptions const& options) {
  auto const rules = open_change_rules(reading.lexicons);
  if (!rules) return report_error(rules.error());
  std::vector<index::Document> documents;
  std::vector<std::string> types;
  for (auto const& one : reading.store->documents()) {
    if (!options.provider.empty() && one.source.authority != options.provider) continue;
    types.push_back(one.source.document_type);
    if (options.document.empty() || query::same_name(one.source.document_type, options.document))
      documents.push_back(one);
  }
  if (documents.empty())
    return report_error({corpus::Errc::not_found, options.document, 0,
                         "no such document" + query::suggestion(options.document, types)}),
           Exit::usage;
  auto const in_time = [&](std::string const& date) {
    return date.compare(0, options.from.size(), options.from) >= 0 &&
           (options.to.empty() || date.compare(0, options.to.size(), options.to) <= 0);
  };
  std::vector<std::vector<report::ChangeLine>> found(documents.size());
  ProgressBar bar(common.quiet);
  auto const walked = in_parallel(
      reading, *rules, documents.size(), "Comparing versions", bar,
      [&](ChangeWorker& worker, std::size_t at) -> corpus::Result<void> {
        return query::walk_changes(worker.store, worker.differ, documents[at].id, [&](query::RecordedChange&& change) {
          if (change.diff.change_class >= options.least && in_time(change.version.date))
            found[at].push_back(report::change_line(documents[at].source, change));
          return options.to.empty() || change.version.date.compare(0, options.to.size(), options.to) <= 0;
        });
      },
      options.depth);
  if (!walked) return report_error(walked.error());
  std::vector<report::ChangeLine> lines;
  for (auto& some : found)
    lines.insert(lines.end(), std::make_move_iterator(some.begin()), std::make_move_iterator(some.end()));
  std::stable_sort(lines.begin(), lines.end(), [](auto const& a, auto const& b) { return a.date < b.date; });
  auto const code = lines.empty() ? Exit::nothing_found : Exit::done;
  switch (common.chosen_format()) {
    case Format::text:
      return print(report::change_list_text(lines, stdout_style()), code);
    case Format::markdown:
      return print(report::change_list_markdown(lines), code);
    case Format::csv:
      return print(report::change_list_csv(lines), code);
    default:
      break;
  }
  auto list = report::Json::array();
  for (auto const& line : lines) list.push_back(report::to_json(line));
  return print(report::dump(list, 2) + "\n", code);
}

}  // namespace smallprint::app
