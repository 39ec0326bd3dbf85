#pragma once
#include "ingest/browser/devtools_pipe.hpp"
#include "ingest/browser/document_record.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace smallprint::ingest {

/// A tab of a browser with a store of cookies of its own, and all that can be asked of it.
///
/// Its dialogs are dismissed as they open, it may download nothing and is granted nothing, its requests
/// go past service workers, and media and fonts are not fetched. Errors are those of DevtoolsPipe.
class Tab {
 public:
  /// \param deadline  of all that is asked but for close(), until it is replaced.
  Tab(DevtoolsPipe& browser, Deadline deadline);
  Tab(Tab const&) = delete;
  Tab& operator=(Tab const&) = delete;
  /// Closes it.
  ~Tab();

  void end_by(std::chrono::steady_clock::time_point end) { deadline_.end = end; }
  [[nodiscard]] corpus::Result<void> open();
  [[nodiscard]] corpus::Result<Json> ask(std::string const& method, Json const& params);
  /// Calls a script's function in the document in place, out of the page's reach. \returns its object
  /// \retval Errc::schema  the document has just gone, or the script failed
  [[nodiscard]] corpus::Result<Json> evaluate(std::string_view function, Json const& argument);
  /// Takes events until `done`, asked ten times a second at least.
  [[nodiscard]] corpus::Result<void> wait(std::function<bool()> const& done);
  /// Gives the tab up with all that it kept, whatever its page is doing.
  void close();

  [[nodiscard]] DocumentRecord const& record() const { return record_; }
  /// Something went wrong by which the whole browser cannot be used any more.
  [[nodiscard]] bool browser_lost() const { return lost_; }

 private:
  void take(std::string const& method, Json const& params, std::string const& session);
  corpus::Result<Json> call(std::string const& method, Json const& params, Deadline const& deadline);

  DevtoolsPipe& browser_;
  Deadline deadline_;
  std::string context_;
  std::string session_;
  std::string frame_;
  DocumentRecord record_{""};
  std::string world_of_;  ///< the loader of the document that `world_` is in
  std::int64_t world_ = 0;
  bool lost_ = false;
};

}  // namespace smallprint::ingest
