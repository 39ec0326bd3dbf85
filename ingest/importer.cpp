#include "ingest/importer.hpp"

#include "ingest/bundle.hpp"
#include "ingest/file_importer.hpp"
#include "ingest/git_history.hpp"
#include "ingest/git_importer.hpp"

namespace smallprint::ingest {
namespace {

using corpus::Errc;
using corpus::Error;
using corpus::Result;
namespace fs = std::filesystem;

constexpr std::string_view supported =
    "a git repository, a git bundle, a folder of `authority/document type.md`, or a Markdown, HTML or text file";

enum class Kind : std::uint8_t { git, bundle, folder, file };

Result<Kind> kind_of(fs::path const& path, std::string const& as) {
  std::error_code failed;
  auto const status = fs::status(path, failed);
  auto const fail = [&](Errc code, std::string message) { return Error{code, path.string(), 0, std::move(message)}; };
  if (status.type() == fs::file_type::not_found) return fail(Errc::not_found, "no such file or folder");
  if (failed) return fail(Errc::io, "cannot be read: " + failed.message());
  auto const folder = fs::is_directory(status);
  if (!folder && !fs::is_regular_file(status))
    return fail(Errc::unsupported, "neither a file nor a folder; expected " + std::string(supported));

  if (as.empty() || as == "auto") {
    if (folder) return git::is_repository(path) ? Kind::git : Kind::folder;
    return is_bundle(path) ? Kind::bundle : Kind::file;
  }
  auto const wants = [&](std::string const& what) {
    return fail(Errc::unsupported, "`--as " + as + "` needs " + what + "; this is a " + (folder ? "folder" : "file"));
  };
  if (as == "git") return folder ? Result<Kind>(Kind::git) : wants("a folder");
  if (as == "folder") return folder ? Result<Kind>(Kind::folder) : wants("a folder");
  if (as == "bundle") return folder ? wants("a file") : Result<Kind>(Kind::bundle);
  if (corpus::media_type_from(as)) return folder ? wants("a file") : Result<Kind>(Kind::file);
  return Error{Errc::syntax, "--as " + as, 0,
               "no such kind; there are auto, git, bundle, folder, markdown, html and text"};
}

Result<ImportReport> import_bundle(Archive& archive, fs::path const& file, ImportOptions const& options) {
  auto const scratch = ScratchFolder::make(fs::absolute(archive.file()).parent_path());
  if (!scratch) return scratch.error();
  if (options.progress) options.progress({0, 0, 0, "Unpacking the bundle"});
  if (auto const ok = unpack_bundle(file, scratch->path(), options.interrupted); !ok) return ok.error();
  return import_git(archive, scratch->path(), fs::absolute(file).lexically_normal().string(), options);
}

}  // namespace

Result<ImportReport> import_path(Archive& archive, fs::path const& path, ImportOptions const& options) {
  auto const kind = kind_of(path, options.as);
  if (!kind) return kind.error();
  switch (*kind) {
    case Kind::git:
      return import_git(archive, path, fs::absolute(path / ".").lexically_normal().parent_path().string(), options);
    case Kind::bundle:
      return import_bundle(archive, path, options);
    case Kind::folder:
      return import_folder(archive, path, options);
    case Kind::file:
      return import_file(archive, path, options);
  }
  return Error{Errc::unsupported, path.string(), 0, "expected " + std::string(supported)};
}

}  // namespace smallprint::ingest
