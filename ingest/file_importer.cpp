#include "ingest/file_importer.hpp"

#include "ingest/calendar.hpp"
#include "ingest/document_path.hpp"
#include "ingest/sha256.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace smallprint::ingest {
namespace {

using corpus::Errc;
using corpus::Error;
using corpus::MediaType;
using corpus::Result;
namespace fs = std::filesystem;

constexpr std::int64_t unit_bytes = 16 << 20;

struct FileContent {
  std::string bytes;
  std::string date;  // when it last changed
};

class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  Descriptor(Descriptor const&) = delete;
  Descriptor& operator=(Descriptor const&) = delete;
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  [[nodiscard]] int get() const { return value_; }

 private:
  int value_;
};

Error cannot_read(fs::path const& file, int code) {
  return {Errc::io, file.string(), 0, std::string("cannot be read: ") + std::strerror(code)};
}

// O_NONBLOCK: opening a pipe must not wait for someone to write to it.
Result<FileContent> read_file(fs::path const& file, bool follow) {
  Descriptor const in(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | (follow ? 0 : O_NOFOLLOW)));
  struct stat status {};
  if (in.get() < 0 || ::fstat(in.get(), &status) != 0) return cannot_read(file, errno);
  if (!S_ISREG(status.st_mode)) return Error{Errc::unsupported, file.string(), 0, "not a regular file"};
  auto const too_large = [&](std::size_t size) {
    return Error{Errc::too_large, file.string(), 0,
                 "has " + std::to_string(size) + " bytes; the limit is " + std::to_string(largest_document)};
  };
  auto const size = static_cast<std::size_t>(status.st_size);
  if (size > largest_document) return too_large(size);
  FileContent out;
  out.bytes.resize(size + 1);  // one more, to see the end
  std::size_t have = 0;
  for (;;) {
    auto const got = ::read(in.get(), out.bytes.data() + have, out.bytes.size() - have);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return cannot_read(file, errno);
    if (got == 0) break;
    have += static_cast<std::size_t>(got);
    if (have > largest_document) return too_large(have);  // it grows while it is read
    if (have == out.bytes.size()) out.bytes.resize(have * 2);
  }
  out.bytes.resize(have);
  auto date = to_utc(status.st_mtime);
  if (!date) return Error{Errc::io, file.string(), 0, "its time of change is outside the years 1 to 9999"};
  out.date = std::move(*date);
  return out;
}

Error not_a_document(fs::path const& file) {
  auto const kind = unread_kind(file.filename().string());
  auto const found = kind.empty() ? std::string("it is neither Markdown, HTML nor text")
                                  : std::string(kind) + " files are not read yet; there are Markdown, HTML and text";
  return {Errc::unsupported, file.string(), 0, found};
}

Result<std::string> chosen_date(ImportOptions const& options) {
  if (options.date.empty()) return std::string();
  auto date = read_date(options.date);
  if (!date) return Error{Errc::syntax, options.date, 0, "expected a date like 2025-06-13 or 2025-06-13T04:12:07Z"};
  return *date;
}

/// Whether a file's text has to be made of it first.
bool is_made_text(fs::path const& file) {
  auto ending = file.extension().string();
  for (auto& c : ending) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
  return ending == ".pdf" || ending == ".docx";
}

/// Stores the text that was made of a file, and the file's own bytes as its snapshot.
/// \returns false when these bytes are held already
Result<bool> add_made_text(Archive& archive, NewVersion const& version, fs::path const& file, std::string text) {
  auto const address = "file://" + escape_bytes(fs::absolute(file).lexically_normal().string());
  auto const held = archive.held(version.source, address);
  if (!held) return held.error();
  if (*held && (*held)->body_sha256 == to_hex(view(sha256(version.text)))) return false;
  FetchedCheck check;
  check.source = version.source;
  check.time = version.date;
  check.text = std::move(text);
  check.address = version.evidence.repository;
  auto& one = check.exchanges.emplace_back();
  one.page = one.exchange.url = address;
  one.exchange.time = version.date;
  one.exchange.body = version.text;
  auto const recorded = archive.record(check);
  if (!recorded) return recorded.error();
  return recorded->outcome != Outcome::unchanged;
}

// The version that a file is, its text moved out of `content`.
Result<NewVersion> version_of(fs::path const& file, FileContent& content, DocumentPath const& document,
                              std::string const& date, std::optional<MediaType> forced, bool makes_text) {
  if (makes_text && is_made_text(file)) forced = MediaType::markdown;
  auto type = forced ? forced : document.media_type;
  if (!type && unread_kind(file.filename().string()).empty()) type = sniff(content.bytes);
  if (!type) return not_a_document(file);
  NewVersion out;
  out.source = document.source;
  out.date = !date.empty() ? date : !document.date.empty() ? document.date : content.date;
  out.kind = corpus::VersionKind::imported;
  out.media_type = *type;
  out.text = std::move(content.bytes);
  return out;
}

// Every regular file's path below `folder`, sorted, so that a run repeats; what cannot be listed or
// is a link is named in the report.
std::vector<std::string> files_below(fs::path const& folder, ImportReport& report) {
  std::vector<std::string> out;
  std::vector<fs::path> folders{folder};
  while (!folders.empty()) {
    auto const at = std::move(folders.back());
    folders.pop_back();
    std::error_code failed;
    for (fs::directory_iterator entries(at, failed), end; !failed && entries != end; entries.increment(failed)) {
      auto const& path = entries->path();
      std::error_code unknown;
      auto const status = entries->symlink_status(unknown);
      if (path.filename().string().starts_with('.')) continue;
      if (fs::is_symlink(status))
        report.skipped.push_back({Errc::unsupported, path.string(), 0, "a symbolic link, which is not followed"});
      else if (fs::is_directory(status))
        folders.push_back(path);
      else if (fs::is_regular_file(status))
        out.push_back(path.lexically_relative(folder).generic_string());
    }
    if (failed) report.skipped.push_back({Errc::io, at.string(), 0, "the folder cannot be read: " + failed.message()});
  }
  std::sort(out.begin(), out.end());
  return out;
}

class FolderImport {
 public:
  FolderImport(Archive& archive, fs::path const& folder, ImportOptions const& options)
      : archive_(archive), folder_(folder), options_(options) {}

  Result<ImportReport> run() {
    auto const date = chosen_date(options_);
    if (!date) return date.error();
    auto const files = files_below(folder_, report_);
    auto done = import(files, *date);
    if (!done) {
      archive_.rollback();
      return done.error();
    }
    if (report_.versions + report_.known == 0 && report_.skipped.empty())
      return Error{Errc::unsupported, folder_.string(), 0,
                   "of its " + std::to_string(files.size()) +
                       " files none is a document; expected `authority/document type.md` (or .html, .txt)"};
    return std::move(report_);
  }

 private:
  Result<void> import(std::vector<std::string> const& files, std::string const& date) {
    if (auto ok = archive_.begin(); !ok) return ok;
    std::int64_t stored_bytes = 0;
    Progress progress{0, static_cast<std::int64_t>(files.size()), 0, "Reading files"};
    for (auto const& path : files) {
      if (options_.interrupted && options_.interrupted()) {
        if (auto ok = archive_.commit(); !ok) return ok;
        return Error{Errc::interrupted, folder_.string(), 0,
                     "stopped after " + std::to_string(progress.done) + " of " + std::to_string(files.size()) +
                         " files; these are stored, and the next import goes on from there"};
      }
      if (auto ok = import_one(path, date); !ok) return ok;
      if (report_.bytes - stored_bytes >= unit_bytes) {
        stored_bytes = report_.bytes;
        if (auto ok = archive_.commit(); !ok) return ok;
        if (auto ok = archive_.begin(); !ok) return ok;
      }
      ++progress.done;
      progress.bytes = report_.bytes;
      if (options_.progress) options_.progress(progress);
    }
    return archive_.commit();
  }

  Result<void> import_one(std::string const& path, std::string const& date) {
    // A file directly in the folder has the folder itself as its authority, but for what describes it.
    auto const in_named_folder = path.find('/') == std::string::npos;
    auto const document = document_at(in_named_folder ? named_folder() + "/" + path : path);
    if (!document) return {};
    auto const file = folder_ / path;
    auto content = read_file(file, false);
    auto version = content ? version_of(file, *content, *document, document->date.empty() ? date : document->date, {},
                                        options_.to_text != nullptr)
                           : Result<NewVersion>(content.error());
    if (!version) {
      report_.skipped.push_back(version.error());
      return {};
    }
    version->evidence = {fs::absolute(folder_).lexically_normal().string(), "", escape_bytes(path), ""};
    report_.bytes += static_cast<std::int64_t>(version->text.size());
    auto added = Result<bool>(false);
    if (options_.to_text && is_made_text(file)) {
      auto text = options_.to_text(version->text, file.string());
      if (!text) {
        report_.skipped.push_back(text.error());
        return {};
      }
      added = add_made_text(archive_, *version, file, std::move(*text));
    } else {
      added = archive_.add(*version);
    }
    if (!added) return added.error();
    ++(*added ? report_.versions : report_.known);
    return {};
  }

  std::string named_folder() const {
    return fs::absolute(folder_ / ".").lexically_normal().parent_path().filename().string();
  }

  Archive& archive_;
  fs::path const& folder_;
  ImportOptions const& options_;
  ImportReport report_;
};

}  // namespace

Result<ImportReport> import_folder(Archive& archive, fs::path const& folder, ImportOptions const& options) {
  return FolderImport(archive, folder, options).run();
}

Result<ImportReport> import_file(Archive& archive, fs::path const& file, ImportOptions const& options) {
  auto const date = chosen_date(options);
  if (!date) return date.error();
  auto content = read_file(file, true);
  if (!content) return content.error();
  auto const whole = fs::absolute(file).lexically_normal();
  auto document = document_at(whole.generic_string());
  if (!document) {  // a README, or at the root: fine when it is asked for by name
    document.emplace();
    document->source = {escape_bytes(whole.parent_path().filename().string()), escape_bytes(whole.stem().string())};
    document->media_type = media_type_of(whole.filename().string());
  }
  if (!options.authority.empty()) document->source.authority = options.authority;
  if (!options.document_type.empty()) document->source.document_type = options.document_type;
  if (document->source.authority.empty())
    return Error{Errc::unsupported, file.string(), 0,
                 "its folder has no name; say whose document it is with --authority"};
  std::optional<MediaType> forced;
  if (auto const type = corpus::media_type_from(options.as)) forced = *type;
  auto version = version_of(file, *content, *document, *date, forced, options.to_text != nullptr);
  if (!version) return version.error();
  version->evidence = {whole.parent_path().string(), "", escape_bytes(whole.filename().string()), ""};
  ImportReport report;
  report.bytes = static_cast<std::int64_t>(version->text.size());
  auto added = Result<bool>(false);
  if (options.to_text && is_made_text(file)) {
    auto text = options.to_text(version->text, file.string());
    if (!text) return text.error();
    added = add_made_text(archive, *version, file, std::move(*text));
  } else {
    added = archive.add(*version);
  }
  if (!added) return added.error();
  ++(*added ? report.versions : report.known);
  if (options.progress) options.progress({1, 1, report.bytes, "Reading files"});
  return report;
}

}  // namespace smallprint::ingest
