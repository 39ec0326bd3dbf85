#include "ingest/calendar.hpp"
#include "ingest/fetch/fetch_run.hpp"
#include "ingest/fetch/fetcher.hpp"

#include <curl/curl.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <random>

namespace smallprint::ingest {
namespace {

std::string utc_now() {
  auto const now = std::chrono::system_clock::now().time_since_epoch();
  return to_utc(std::chrono::duration_cast<std::chrono::seconds>(now).count()).value_or("");
}

std::optional<std::string> read_file(std::string const& file) {
  std::error_code failure;
  if (std::filesystem::is_directory(file, failure)) return std::nullopt;  // opens, and gives nothing
  std::ifstream in(file, std::ios::binary);
  if (!in.is_open()) return std::nullopt;
  std::string out(std::istreambuf_iterator<char>(in), {});
  if (in.bad()) return std::nullopt;
  return out;
}

// libcurl knows one bundle: the system's and the further ones become one.
corpus::Result<std::string> read_authorities(std::string const& file) {
  if (file.empty()) return std::string();
  auto const further = read_file(file);
  if (!further || further->find("-----BEGIN CERTIFICATE-----") == std::string::npos)
    return corpus::Error{corpus::Errc::io, file, 0,
                         further ? "no certificate in it (PEM)" : "the file of certificate authorities cannot be read"};
  auto const* const bundle = ::curl_version_info(CURLVERSION_NOW)->cainfo;
  return (bundle == nullptr ? "" : read_file(bundle).value_or("")) + "\n" + *further;
}

class CurlFetcher : public Fetcher {
 public:
  CurlFetcher(FetchOptions options, std::string authorities) : run_(std::move(options), std::move(authorities)) {}
  void fetch(std::span<FetchRequest const> requests, Done const& done) override { run_.fetch(requests, done); }

 private:
  FetchRun run_;
};

}  // namespace

corpus::Result<std::unique_ptr<Fetcher>> make_fetcher(FetchOptions options) {
  if (!start_curl()) return corpus::Error{corpus::Errc::io, "libcurl", 0, "it does not start"};
  auto authorities = read_authorities(options.ca_file);
  if (authorities.has_error()) return authorities.error();
  if (!options.now) options.now = utc_now;
  if (!options.interrupted) options.interrupted = [] { return false; };
  if (options.jitter_seed == 0) options.jitter_seed = std::random_device{}();
  return std::unique_ptr<Fetcher>(std::make_unique<CurlFetcher>(std::move(options), std::move(*authorities)));
}

}  // namespace smallprint::ingest
