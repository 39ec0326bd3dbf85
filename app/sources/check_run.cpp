#include "app/sources/check_run.hpp"

#include "ingest/sha256.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace smallprint::app {

using corpus::Capture;
using corpus::Errc;
using corpus::Result;
using ingest::FetchEnd;
using ingest::Outcome;

namespace {

bool is_wall(Capture capture) {
  return capture == Capture::bot_wall || capture == Capture::login_wall || capture == Capture::consent_wall;
}

/// Formats that stay as they came: their readers work from the snapshot.
bool is_kept_as_it_came(corpus::DocumentDeclaration const& declaration) {
  return std::any_of(declaration.pages.begin(), declaration.pages.end(),
                     [](auto const& page) { return !page.format.empty() && page.format != "html"; });
}

}  // namespace

Result<void> CheckRun::ask(std::vector<DeclaredSource> const& sources, std::vector<Open>& open,
                           std::vector<ingest::FetchRequest>& requests,
                           std::vector<std::pair<std::size_t, std::size_t>>& places) {
  for (auto const& source : sources) {
    auto& one = open.emplace_back();
    one.source = &source;
    one.waiting = source.declaration.pages.size();
    for (auto const& page : source.declaration.pages) {
      auto held = archive_.held(source.source, page.fetch);
      if (!held) return held.error();
      ingest::FetchRequest request;
      request.url = page.fetch;
      // A page made by scripts may say something else though its shell is the same.
      bool const renders = page.execute_client_scripts && browser_ != nullptr;
      if (*held && !(*held)->rendered && !renders) {
        request.etag = (*held)->etag;
        request.last_modified = (*held)->last_modified;
        request.held_url = (*held)->url;
      }
      places.emplace_back(open.size() - 1, one.pages.size());
      requests.push_back(std::move(request));
      one.pages.push_back({{}, std::move(*held), false});
    }
  }
  return {};
}

Result<void> CheckRun::run(std::vector<DeclaredSource> const& sources,
                           std::function<void(CheckLine const&)> const& done) {
  done_ = done;
  std::vector<Open> open;
  open.reserve(sources.size());
  std::vector<ingest::FetchRequest> requests;
  std::vector<std::pair<std::size_t, std::size_t>> places;  // of each request: source, page
  if (auto const ok = ask(sources, open, requests, places); !ok) return ok;
  std::size_t finished = 0;
  std::optional<corpus::Error> failure;
  fetcher_.fetch(requests, [&](std::size_t request, ingest::FetchResult result) {
    auto& one = open[places[request].first];
    auto& page = one.pages[places[request].second];
    page.result = std::move(result);
    page.ended = true;
    if (--one.waiting > 0 || failure) return;
    if (auto const stored = finish(one, false); !stored) failure = stored.error();
    if (!one.to_render && options_.progress) options_.progress(++finished, open.size());
  });
  if (failure) return *failure;
  for (auto& one : open) {
    if (!one.to_render || (options_.interrupted && options_.interrupted())) continue;
    render(one);
    if (auto const stored = finish(one, true); !stored) return stored;
    if (options_.progress) options_.progress(++finished, open.size());
  }
  return {};
}

Result<PageBytes> CheckRun::bytes_of(Page const& page) {
  for (auto it = page.result.exchanges.rbegin(); it != page.result.exchanges.rend(); ++it)
    if (!it->body.empty()) return PageBytes{it->body, std::string(ingest::header(it->headers, "content-type"))};
  if (!page.held) return corpus::Error{Errc::not_found, "page", 0, "304 without a body that is held"};
  auto text = archive_.text(page.held->body_sha256);
  if (!text) return text.error();
  return PageBytes{std::move(*text), page.held->content_type};
}

void CheckRun::judge(std::string const& text, Made& made) const {
  auto const capture = parser::capture_of(text, captures_);
  if (capture == Capture::document) return;
  made.text.reset();
  made.outcome = is_wall(capture) ? Outcome::blocked : Outcome::failed;
  made.detail = fmt::format("the page is {} {}",
                            capture == Capture::empty        ? ""
                            : capture == Capture::error_page ? "an"
                                                             : "a",
                            corpus::to_string(capture));
  if (capture == Capture::empty) made.detail = "the page holds no document";
  made.may_need_scripts =
      capture == Capture::empty || capture == Capture::bot_wall || capture == Capture::navigation_only;
}

Result<CheckRun::Made> CheckRun::make(Open const& open) {
  Made out;
  auto const& declaration = open.source->declaration;
  for (auto const& page : open.pages) {
    if (page.result.end == FetchEnd::got || page.result.end == FetchEnd::not_modified) continue;
    auto const outcome = page.result.end == FetchEnd::blocked ? Outcome::blocked : Outcome::failed;
    if (!out.detail.empty() && outcome != Outcome::blocked) continue;
    out.outcome = outcome;
    out.detail = page.result.detail;
  }
  if (!out.detail.empty()) return out;
  std::vector<PageBytes> bytes;
  bool changed = false;
  bool held = true;
  for (auto const& page : open.pages) {
    auto got = bytes_of(page);
    if (!got) return got.error();
    held = held && page.held.has_value();
    changed =
        changed || !page.held || page.held->body_sha256 != ingest::to_hex(ingest::view(ingest::sha256(got->bytes)));
    bytes.push_back(std::move(*got));
  }
  if (is_kept_as_it_came(declaration)) {
    out.outcome = !held ? Outcome::first : changed ? Outcome::changed : Outcome::unchanged;
    return out;
  }
  auto text = document_text(declaration, bytes, rules_);
  if (text) {
    for (auto const& page : text->pages) out.notes.insert(out.notes.end(), page.notes.begin(), page.notes.end());
    out.text = std::move(text->text);
    judge(*out.text, out);
    return out;
  }
  out.detail = text.error().source + ": " + text.error().message;
  out.may_need_scripts = text.error().code == Errc::not_found;
  if (!out.may_need_scripts) return out;
  // What stands where the document should be: a wall or an error page says more than a selector without match.
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    corpus::PageDeclaration plain;
    plain.fetch = declaration.pages[i].fetch;
    auto const whole = parser::extract_page(bytes[i].bytes, bytes[i].content_type, plain, rules_);
    if (!whole) continue;
    Made instead;
    judge(whole->text, instead);
    if (instead.detail.empty()) continue;
    out.outcome = instead.outcome;
    out.detail = plain.fetch + ": " + instead.detail + "; " + text.error().message;
    break;
  }
  return out;
}

void CheckRun::render(Open& open) {
  auto const& pages = open.source->declaration.pages;
  bool const asks = std::any_of(pages.begin(), pages.end(), [](auto const& p) { return p.execute_client_scripts; });
  for (std::size_t i = 0; i < open.pages.size(); ++i) {
    auto& page = open.pages[i];
    if (page.result.end != FetchEnd::got && page.result.end != FetchEnd::not_modified) continue;
    auto const& declaration = pages[i];
    if (asks && !declaration.execute_client_scripts) continue;
    for (auto& plain : page.result.exchanges) plain.body.clear();  // the document is what the browser shows
    auto exchange = browser_->render(declaration.fetch, selectors_of(declaration));
    page.result.end = FetchEnd::got;
    if (!exchange.error.empty() || exchange.body.empty() || exchange.status >= 400) {
      page.result.end = exchange.status == 401 || exchange.status == 403 || exchange.status == 429 ? FetchEnd::blocked
                                                                                                   : FetchEnd::failed;
      page.result.detail =
          declaration.fetch + ": " +
          (exchange.error.empty() ? fmt::format("status {} in the browser", exchange.status) : exchange.error);
    }
    page.result.exchanges.push_back(std::move(exchange));
  }
}

Result<void> CheckRun::store(Open& open, Made const& made) {
  ingest::FetchedCheck check;
  check.source = open.source->source;
  check.time = options_.now();
  check.text = made.text;
  check.address = open.source->declaration.pages.front().fetch;
  check.outcome = made.outcome;
  check.detail = made.detail;
  CheckLine line{check.source, made.outcome, check.time, made.detail, made.notes, 0, 0};
  for (std::size_t i = 0; i < open.pages.size(); ++i)
    for (auto& exchange : open.pages[i].result.exchanges) {
      ++line.requests;
      line.bytes += exchange.body.size();
      ingest::PageExchange one{open.source->declaration.pages[i].fetch, std::move(exchange), {}};
      if (one.exchange.status == 304 && open.pages[i].held) one.body_sha256 = open.pages[i].held->body_sha256;
      check.exchanges.push_back(std::move(one));
    }
  auto const recorded = archive_.record(check);
  if (!recorded) return recorded.error();
  line.outcome = recorded->outcome;
  open.pages.clear();  // bodies are large
  if (done_) done_(line);
  return {};
}

Result<void> CheckRun::finish(Open& open, bool rendered) {
  auto const& pages = open.source->declaration.pages;
  bool const asks = std::any_of(pages.begin(), pages.end(), [](auto const& p) { return p.execute_client_scripts; });
  bool const got = std::all_of(open.pages.begin(), open.pages.end(), [](Page const& p) {
    return p.result.end == FetchEnd::got || p.result.end == FetchEnd::not_modified;
  });
  open.to_render = !rendered && asks && got && browser_ != nullptr;
  if (open.to_render) return {};
  auto made = make(open);
  if (!made) return made.error();
  if (made->may_need_scripts && !rendered && got) {
    open.to_render = browser_ != nullptr;
    if (open.to_render) return {};
    if (!options_.no_browser.empty()) made->detail += "; " + options_.no_browser;
  } else if (asks && !rendered && made->text && !options_.no_browser.empty()) {
    made->notes.push_back("read without its scripts: " + options_.no_browser);
  }
  open.to_render = false;
  return store(open, *made);
}

}  // namespace smallprint::app
