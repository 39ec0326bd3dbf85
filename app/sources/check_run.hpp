#pragma once
#include "app/sources/declared.hpp"
#include "app/sources/document_text.hpp"
#include "corpus/capture_file.hpp"
#include "ingest/archive.hpp"
#include "ingest/fetch/browser.hpp"
#include "ingest/fetch/fetcher.hpp"

#include <functional>
#include <string>
#include <vector>

namespace smallprint::app {

/// A check that was made and stored.
struct CheckLine {
  corpus::Source source;
  ingest::Outcome outcome{};
  std::string time, detail;
  std::vector<std::string> notes;  ///< what was strange, though the document was got
  std::size_t requests = 0;
  std::size_t bytes = 0;  ///< of bodies
};

struct CheckRunOptions {
  std::function<std::string()> now;  ///< UTC
  std::function<bool()> interrupted;
  std::function<void(std::size_t done, std::size_t total)> progress;
  std::string no_browser;  ///< why pages that need scripts are not rendered, where there is no browser
};

/// Checks sources: fetches their pages, makes the text, stores check, requests, bodies and version, each
/// source as a whole when its last page is in. Pages whose declaration asks for scripts, and pages that hold
/// nothing without them, are rendered after the rest.
///
/// A page that is a wall, an error page or empty makes the check `blocked` or `failed`; no version is made of it.
class CheckRun {
 public:
  /// \param browser  null: none. All are kept by reference.
  CheckRun(ingest::Archive& archive, ingest::Fetcher& fetcher, ingest::Browser* browser,
           corpus::ExtractionRules const& rules, std::vector<corpus::CaptureRule> const& captures,
           CheckRunOptions options)
      : archive_(archive),
        fetcher_(fetcher),
        browser_(browser),
        rules_(rules),
        captures_(captures),
        options_(std::move(options)) {}

  /// \param done  called for each source once its check is stored
  /// \retval Errc::io  storing failed; what was stored before is whole
  [[nodiscard]] corpus::Result<void> run(std::vector<DeclaredSource> const& sources,
                                         std::function<void(CheckLine const&)> const& done);

 private:
  struct Page {
    ingest::FetchResult result;
    std::optional<ingest::HeldPage> held;
    bool ended = false;
  };
  struct Open {
    DeclaredSource const* source = nullptr;
    std::vector<Page> pages;
    std::size_t waiting = 0;
    bool to_render = false;
  };
  /// What became of a source's pages.
  struct Made {
    std::optional<std::string> text;
    ingest::Outcome outcome = ingest::Outcome::failed;
    std::string detail;
    std::vector<std::string> notes;
    bool may_need_scripts = false;  ///< nothing was found in the page as it came
  };
  [[nodiscard]] corpus::Result<void> ask(std::vector<DeclaredSource> const& sources, std::vector<Open>& open,
                                         std::vector<ingest::FetchRequest>& requests,
                                         std::vector<std::pair<std::size_t, std::size_t>>& places);
  [[nodiscard]] corpus::Result<Made> make(Open const& open);
  [[nodiscard]] corpus::Result<PageBytes> bytes_of(Page const& page);
  void judge(std::string const& text, Made& made) const;
  void render(Open& open);
  [[nodiscard]] corpus::Result<void> store(Open& open, Made const& made);
  [[nodiscard]] corpus::Result<void> finish(Open& open, bool rendered);

  ingest::Archive& archive_;
  ingest::Fetcher& fetcher_;
  ingest::Browser* browser_;
  corpus::ExtractionRules const& rules_;
  std::vector<corpus::CaptureRule> const& captures_;
  CheckRunOptions options_;
  std::function<void(CheckLine const&)> done_;
};

}  // namespace smallprint::app
