#include "app/commands/ask_batch.hpp"

#include "report/json.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iostream>
#include <unordered_map>

namespace smallprint::app {
namespace {

constexpr std::size_t longest_line = 1u << 20;  // bytes

report::Json error_line(report::Json id, std::string const& message) {
  return {{"id", std::move(id)}, {"error", message}};
}

}  // namespace

int ask_batch(Reading& reading, BatchOptions const& options) {
  std::ifstream file;
  if (options.file != "-") {
    file.open(options.file, std::ios::binary);
    if (!file) return report_error({corpus::Errc::io, options.file, 0, "cannot read the file"});
  }
  auto& in = options.file == "-" ? std::cin : static_cast<std::istream&>(file);
  std::unordered_map<std::string, std::vector<std::string>> known;  // what was typed -> the index's name
  int code = Exit::done;
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    report::Json id;
    auto const answer = [&]() -> corpus::Result<std::vector<query::Answer>> {
      auto const bad = [&](std::string message) {
        return corpus::Error{corpus::Errc::syntax, fmt::format("{}:{}", options.file, number), 0, std::move(message)};
      };
      if (line.size() > longest_line) return bad("a line has at most 1 MiB");
      auto const row = report::Json::parse(line, nullptr, false);
      if (row.is_discarded() || !row.is_object()) return bad("expected a JSON object");
      if (row.contains("id")) id = row["id"];
      if (!row.contains("text") || !row["text"].is_string()) return bad("expected a string \"text\"");
      query::AskScope scope;
      scope.as_of = options.as_of;
      scope.max_quotes = options.quotes;
      if (row.contains("provider") && !row["provider"].is_null()) {
        if (!row["provider"].is_string()) return bad("expected a string \"provider\"");
        auto const typed = row["provider"].get<std::string>();
        auto it = known.find(typed);
        if (it == known.end()) {
          auto names = authorities(*reading.store, {typed});
          if (!names) return names.error();
          it = known.emplace(typed, std::move(*names)).first;
        }
        scope.authorities = it->second;
      }
      return reading.asker->ask(row["text"].get<std::string>(), options.topic, scope);
    }();
    std::string out;
    if (answer) {
      for (auto const& one : *answer) out += report::dump(report::batch_line(id, one)) + "\n";
    } else {
      out = report::dump(error_line(id, answer.error().source + ": " + answer.error().message)) + "\n";
      code = Exit::failure;
    }
    if (auto const printed = print(out, Exit::done); printed != Exit::done) return printed;
  }
  if (in.bad()) return report_error({corpus::Errc::io, options.file, 0, "reading failed"});
  return code;
}

}  // namespace smallprint::app
