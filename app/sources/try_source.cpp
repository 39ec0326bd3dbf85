#include "app/sources/try_source.hpp"

#include "app/read_file.hpp"
#include "app/sources/document_text.hpp"
#include "app/terminal.hpp"
#include "parser/extract/filters.hpp"
#include "query/suggest.hpp"
#include "report/json.hpp"
#include "report/table.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace smallprint::app {
namespace {

using corpus::Errc;
using corpus::Error;

struct TriedPage {
  std::string fetch, file, status, error;
  std::size_t bytes = 0;
};

struct Tried {
  std::string type, status, error, text;
  std::vector<std::string> notes;
  std::vector<TriedPage> pages;
};

std::string content_type_of(std::filesystem::path const& file) {
  auto const ending = file.extension().string();
  return ending == ".pdf" ? "application/pdf" : ending == ".html" || ending == ".htm" ? "text/html" : "";
}

Tried try_document(corpus::ServiceDeclaration const& service, corpus::DocumentDeclaration const& document,
                   std::string const& from, corpus::ExtractionRules const& rules) {
  Tried out;
  out.type = document.type;
  std::vector<PageBytes> pages;
  for (auto const& page : document.pages) {
    TriedPage tried{page.fetch, {}, "ok", {}, 0};
    auto const file = saved_page(from, service, document, page);
    if (!file) {
      tried.status = "missing";
      tried.error = fmt::format("no saved page in {}", from);
    } else {
      tried.file = file->filename().string();
      auto bytes = read_file(file->string(), parser::ExtractLimits{}.bytes, "page");
      if (bytes) {
        tried.bytes = bytes->size();
        pages.push_back({std::move(*bytes), content_type_of(*file)});
      } else {
        tried.status = "failed";
        tried.error = bytes.error().message;
      }
    }
    if (tried.status != "ok" && out.status.empty()) {
      out.status = tried.status;
      out.error = page.fetch + ": " + tried.error;
    }
    out.pages.push_back(std::move(tried));
  }
  if (!out.status.empty()) return out;
  auto text = document_text(document, pages, rules);
  if (!text) {
    out.status = "failed";
    out.error = text.error().source + ": " + text.error().message;
    return out;
  }
  out.status = "ok";
  out.text = std::move(text->text);
  for (std::size_t i = 0; i < text->pages.size(); ++i)
    for (auto const& note : text->pages[i].notes) out.notes.push_back(document.pages[i].fetch + ": " + note);
  return out;
}

report::Json to_json(Tried const& tried) {
  report::Json out{{"type", tried.type}, {"status", tried.status}, {"text", tried.text}};
  auto pages = report::Json::array();
  for (auto const& page : tried.pages) {
    report::Json one{{"fetch", page.fetch}, {"file", page.file}, {"status", page.status}, {"bytes", page.bytes}};
    if (!page.error.empty()) one["error"] = page.error;
    pages.push_back(std::move(one));
  }
  out["pages"] = std::move(pages);
  if (!tried.error.empty()) out["error"] = tried.error;
  if (!tried.notes.empty()) out["notes"] = tried.notes;
  return out;
}

std::size_t word_count(std::string const& text) {
  std::size_t out = 0;
  bool inside = false;
  for (char const c : text) {
    bool const word = static_cast<unsigned char>(c) >= 0x80 || std::isalnum(static_cast<unsigned char>(c)) != 0;
    if (word && !inside) ++out;
    inside = word;
  }
  return out;
}

std::string summary(std::vector<Tried> const& all) {
  std::vector<std::vector<std::string>> rows;
  for (auto const& one : all)
    rows.push_back({one.type, one.status, std::to_string(one.pages.size()),
                    one.status == "ok" ? std::to_string(word_count(one.text)) : "", one.error});
  auto out = report::text_table({"document", "status", "pages", "words", ""}, rows, stdout_style());
  for (auto const& one : all)
    for (auto const& note : one.notes) out.append(one.type).append(": ").append(note).append("\n");
  return out;
}

}  // namespace

int try_source(Common const& common, TryOptions const& options) {
  auto const rules = open_extraction_rules();
  if (!rules) return report_error(rules.error());
  auto const read = corpus::read_declaration(options.file, parser::filter_names());
  if (!read) return report_error(read.error());
  for (auto const& problem : read->problems)
    report_error(
        {Errc::schema, fmt::format("{}:{}:{}", problem.file, problem.at.line, problem.at.column), 0, problem.message});
  auto const wanted = [&](std::string const& type) {
    return options.types.empty() || std::any_of(options.types.begin(), options.types.end(),
                                                [&](auto const& t) { return query::same_name(t, type); });
  };
  std::vector<Tried> all;
  for (auto const& document : read->service.documents) {
    if (!wanted(document.type)) continue;
    all.push_back(try_document(read->service, document, options.from, *rules));
    if (common.chosen_format() != Format::jsonl) continue;
    if (auto const code = print(report::dump(to_json(all.back())) + "\n", Exit::done); code != Exit::done) return code;
    all.back().text.clear();
  }
  bool const sound =
      !all.empty() && std::all_of(all.begin(), all.end(), [](auto const& t) { return t.status == "ok"; });
  auto const code = sound ? Exit::done : Exit::nothing_found;
  switch (common.chosen_format()) {
    case Format::jsonl:
      return code;
    case Format::markdown: {
      std::string out;
      for (auto const& one : all) out.append(out.empty() ? "" : "\n").append(one.text).append("\n");
      return print(out, code);
    }
    case Format::text:
      return print(summary(all), code);
    default:
      break;
  }
  auto list = report::Json::array();
  for (auto const& one : all) list.push_back(to_json(one));
  return print(report::dump(list, 2) + "\n", code);
}

}  // namespace smallprint::app
