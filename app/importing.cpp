#include "app/importing.hpp"

#include "app/interrupt.hpp"
#include "app/progress.hpp"
#include "index/store.hpp"
#include "parser/extract/extract.hpp"

namespace smallprint::app {
namespace {

using corpus::Errc;
using corpus::Error;

void add_up(ingest::ImportReport& sum, ingest::ImportReport const& one) {
  sum.commits += one.commits;
  sum.versions += one.versions;
  sum.known += one.known;
  sum.bytes += one.bytes;
  sum.skipped.insert(sum.skipped.end(), one.skipped.begin(), one.skipped.end());
}

corpus::Result<IndexReport> index_archive(ingest::Archive& archive, std::filesystem::path const& home,
                                          corpus::Lexicons const& lexicons, ProgressBar& bar) {
  auto builder = index::open_builder(home / "index.db");
  if (!builder) return builder.error();
  IndexOptions indexing;
  indexing.interrupted = interrupted;
  indexing.progress = [&](IndexProgress const& p) { bar.show("Reading clauses", p.done, p.total, p.bytes); };
  auto indexed = update_index(archive, **builder, lexicons, indexing);
  bar.clear();
  return indexed;
}

}  // namespace

corpus::Result<IndexReport> bring_index_up(Common const& common) {
  auto lexicons = open_lexicons();
  if (!lexicons) return lexicons.error();
  auto archive = ingest::Archive::open(common.home_folder() / "archive.db", false);
  if (!archive) return archive.error();
  catch_interrupts();
  ProgressBar bar(common.quiet);
  return index_archive(**archive, common.home_folder(), *lexicons, bar);
}

corpus::Result<Imported> import_paths(Common const& common, std::vector<std::string> const& paths,
                                      ingest::ImportOptions options) {
  auto const home = common.home_folder();
  std::error_code ec;
  std::filesystem::create_directories(home, ec);
  if (ec) return Error{Errc::io, home.string(), 0, "cannot make the folder: " + ec.message()};
  auto lexicons = open_lexicons();
  if (!lexicons) return lexicons.error();
  auto archive = ingest::Archive::open(home / "archive.db", true);
  if (!archive) return archive.error();

  catch_interrupts();
  ProgressBar bar(common.quiet);
  options.interrupted = interrupted;
  options.to_text = [](std::string_view bytes, std::string const& file) -> corpus::Result<std::string> {
    corpus::PageDeclaration page;
    page.fetch = file;
    auto text = parser::extract_page(bytes, "", page, {});
    if (!text) return text.error();
    return std::move(text->text);
  };
  options.progress = [&](ingest::Progress const& p) { bar.show(p.stage, p.done, p.total, p.bytes); };
  Imported out;
  for (auto const& path : paths) {
    auto const one = ingest::import_path(**archive, path, options);
    bar.clear();
    if (one)
      add_up(out.read, *one);
    else if (one.error().code == Errc::interrupted)
      break;
    else
      out.failed.push_back(one.error());
  }
  auto indexed = index_archive(**archive, home, *lexicons, bar);
  if (!indexed) return indexed.error();
  auto const store = index::open_store(home / "index.db");
  if (!store) return store.error();
  out.indexed = std::move(*indexed);
  out.counts = (*store)->counts();
  return out;
}

}  // namespace smallprint::app
