#include "app/sources/declared.hpp"

#include "corpus/data_folder.hpp"
#include "corpus/text.hpp"
#include "parser/extract/filters.hpp"
#include "query/suggest.hpp"

#include <algorithm>
#include <cstdio>
#include <set>

namespace smallprint::app {
namespace fs = std::filesystem;

using corpus::Errc;
using corpus::Error;

corpus::Result<std::vector<fs::path>> source_folders(Common const& common) {
  std::error_code ec;
  if (auto own = common.home_folder() / "sources"; fs::is_directory(own, ec)) return std::vector{own};
  auto const data = corpus::data_folder();
  if (!data) return data.error();
  return std::vector{*data / "sources"};
}

corpus::Result<DeclaredSources> read_sources(std::vector<fs::path> const& places) {
  DeclaredSources out;
  std::vector<fs::path> files;
  std::error_code ec;
  for (auto const& place : places) {
    if (!fs::exists(place, ec)) return Error{Errc::not_found, place.string(), 0, "no such file or folder"};
    if (!fs::is_directory(place, ec)) {
      files.push_back(place);
      continue;
    }
    auto const found = corpus::declaration_files(place);
    if (!found) return found.error();
    files.insert(files.end(), found->begin(), found->end());
  }
  std::set<corpus::Source> seen;
  for (auto const& file : files) {
    auto read = corpus::read_declaration(file, parser::filter_names());
    if (!read) {
      out.unreadable.push_back(read.error());
      continue;
    }
    out.problems.insert(out.problems.end(), read->problems.begin(), read->problems.end());
    for (auto& document : read->service.documents) {
      corpus::Source const source{read->service.name, document.type};
      if (!seen.insert(source).second) {
        out.problems.push_back(
            {file.string(),
             {},
             false,
             source.authority + ", " + source.document_type + " is declared twice; the first counts"});
        continue;
      }
      out.sources.push_back({source, std::move(document), file});
    }
  }
  std::stable_sort(out.sources.begin(), out.sources.end(),
                   [](auto const& a, auto const& b) { return a.source.authority < b.source.authority; });
  return out;
}

corpus::Result<std::vector<DeclaredSource>> choose_sources(std::vector<DeclaredSource> sources,
                                                           std::vector<std::string> const& wanted) {
  if (wanted.empty()) return sources;
  std::vector<DeclaredSource> out;
  for (auto const& name : wanted) {
    bool found = false;
    for (auto const& one : sources) {
      auto const whole = one.source.authority + "/" + one.source.document_type;
      if (!query::same_name(one.source.authority, name) && !query::same_name(whole, name)) continue;
      found = true;
      if (std::none_of(out.begin(), out.end(), [&](auto const& o) { return o.source == one.source; }))
        out.push_back(one);
    }
    if (found) continue;
    std::vector<std::string> names;
    for (auto const& one : sources)
      if (names.empty() || names.back() != one.source.authority) names.push_back(one.source.authority);
    return Error{Errc::not_found, name, 0, "no such source" + query::suggestion(name, names)};
  }
  return out;
}

void report_problem(corpus::DeclarationProblem const& problem) {
  auto const place = problem.file + ":" + std::to_string(problem.at.line) + ":" + std::to_string(problem.at.column);
  report_error({Errc::schema, place, 0, problem.message});
}

}  // namespace smallprint::app
