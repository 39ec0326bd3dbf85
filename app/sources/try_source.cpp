#include "app/sources/try_source.hpp"

#include "app/interrupt.hpp"
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

/// Gives a page of a document: notes in `tried` how it went.
using PageGiver =
    std::function<PageBytes(corpus::DocumentDeclaration const&, corpus::PageDeclaration const&, TriedPage& tried)>;

/// Pages from a folder.
PageGiver saved_pages(std::string const& from, corpus::ServiceDeclaration const& service) {
  return [&](corpus::DocumentDeclaration const& document, corpus::PageDeclaration const& page, TriedPage& tried) {
    auto const file = saved_page(from, service, document, page);
    if (!file) {
      tried.status = "missing";
      tried.error = fmt::format("no saved page in {}", from);
      return PageBytes{};
    }
    tried.file = file->filename().string();
    auto bytes = read_file(file->string(), parser::ExtractLimits{}.bytes, "page");
    if (bytes) return PageBytes{std::move(*bytes), content_type_of(*file)};
    tried.status = "failed";
    tried.error = bytes.error().message;
    return PageBytes{};
  };
}

/// Pages from the network, rendered where their declaration asks for it.
PageGiver fetched_pages(ingest::Fetcher& fetcher, ingest::Browser* browser) {
  return
      [&fetcher, browser](corpus::DocumentDeclaration const&, corpus::PageDeclaration const& page, TriedPage& tried) {
        ingest::FetchRequest request;
        request.url = page.fetch;
        PageBytes out;
        fetcher.fetch({&request, 1}, [&](std::size_t, ingest::FetchResult result) {
          if (result.end == ingest::FetchEnd::got && !result.exchanges.empty()) {
            auto& last = result.exchanges.back();
            out = {std::move(last.body), std::string(ingest::header(last.headers, "content-type"))};
            return;
          }
          tried.status = result.end == ingest::FetchEnd::blocked ? "blocked" : "failed";
          tried.error = result.detail;
        });
        if (tried.status != "ok" || !page.execute_client_scripts || browser == nullptr) return out;
        auto rendered = browser->render(page.fetch, selectors_of(page));
        if (rendered.error.empty()) return PageBytes{std::move(rendered.body), "text/html; charset=utf-8"};
        tried.status = "failed";
        tried.error = rendered.error;
        return PageBytes{};
      };
}

Tried try_document(corpus::DocumentDeclaration const& document, PageGiver const& give,
                   corpus::ExtractionRules const& rules) {
  Tried out;
  out.type = document.type;
  std::vector<PageBytes> pages;
  for (auto const& page : document.pages) {
    TriedPage tried{page.fetch, {}, "ok", {}, 0};
    auto bytes = give(document, page, tried);
    tried.bytes = bytes.bytes.size();
    pages.push_back(std::move(bytes));
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
  std::unique_ptr<ingest::Fetcher> fetcher;
  std::unique_ptr<ingest::Browser> browser;
  if (options.from.empty()) {
    catch_interrupts();
    auto opened = open_fetcher(options.fetch);
    if (!opened) return report_error(opened.error());
    fetcher = std::move(*opened);
    std::string why;
    auto found = open_browser(options.fetch, why);
    if (!found) return report_error(found.error());
    browser = std::move(*found);
  }
  auto const give =
      fetcher == nullptr ? saved_pages(options.from, read->service) : fetched_pages(*fetcher, browser.get());
  std::vector<Tried> all;
  for (auto const& document : read->service.documents) {
    if (!wanted(document.type)) continue;
    all.push_back(try_document(document, give, *rules));
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
