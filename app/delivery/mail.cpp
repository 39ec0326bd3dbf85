#include "app/delivery/mail.hpp"

#include "app/delivery/address.hpp"
#include "app/delivery/curl_handle.hpp"
#include "corpus/text.hpp"

#include <fmt/format.h>

#include <memory>
#include <new>

namespace smallprint::app {

using corpus::Errc;
using corpus::Error;
using corpus::Result;

namespace {

struct MimeCleanup {
  void operator()(curl_mime* mime) const { ::curl_mime_free(mime); }
};

/// What was said last, for the error texts. libcurl tells only the code of a refusal, not whom it hit and why.
/// Logins are not kept: of them only the word AUTH is.
struct Dialogue {
  std::string command;  ///< the client's last, as "RCPT TO:<a@example.org>"; empty before the first
  std::string answer;   ///< the server's last line to it; empty until one came

  void said(std::string_view line) {
    auto const verb = line.substr(0, line.find_first_of(" \r\n"));
    over_ = over_ || verb == "QUIT";  // only a farewell; what matters came before
    for (std::string_view const known : {"EHLO", "HELO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA"}) {
      if (over_ || verb != known) continue;
      command = verb == "AUTH" ? std::string(verb) : first_line(line);
      answer.clear();
    }
  }
  void heard(std::string_view line) {
    if (!over_) answer = first_line(line);
  }
  [[nodiscard]] bool is_over() const { return over_; }
  [[nodiscard]] bool is_refused() const { return answer.starts_with('4') || answer.starts_with('5'); }
  [[nodiscard]] bool is_handing_over() const { return command == "DATA" && answer.starts_with("354"); }

 private:
  bool over_ = false;
};

int listen(CURL* /*handle*/, curl_infotype type, char* data, std::size_t size, void* dialogue) {
  auto& to = *static_cast<Dialogue*>(dialogue);
  if (type == CURLINFO_HEADER_OUT) to.said({data, size});
  if (type == CURLINFO_HEADER_IN) to.heard({data, size});
  return 0;
}

/// libcurl would wait two minutes for the answer to QUIT, outside of all timeouts, when the mail has long been sent or
/// given up. \returns other than 0 to stop
int leave(void* dialogue, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<Dialogue*>(dialogue)->is_over() ? 1 : 0;
}

/// Mail has CRLF at every line end (RFC 5322, section 2.3).
std::string with_crlf(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 32);
  for (std::size_t at = 0; at < text.size(); ++at) {
    bool const pair = text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n';
    if (pair) ++at;
    if (text[at] == '\r' || text[at] == '\n') {
      out += "\r\n";
    } else {
      out += text[at];
    }
  }
  return out;
}

void add_part(curl_mime* mime, std::string_view text, char const* type) {
  auto* const part = ::curl_mime_addpart(mime);
  auto const lines = with_crlf(text);
  if (part == nullptr || ::curl_mime_data(part, lines.data(), lines.size()) != CURLE_OK ||
      ::curl_mime_type(part, type) != CURLE_OK || ::curl_mime_encoder(part, "quoted-printable") != CURLE_OK)
    throw std::bad_alloc();
}

std::string what_happened(CURLcode code, CurlHandle const& curl, Dialogue const& dialogue, MailServer const& server) {
  if (dialogue.is_handing_over())
    return fmt::format("{} while the mail was handed over: it may have arrived",
                       code == CURLE_OPERATION_TIMEDOUT ? curl.timeout_problem() : "the server closed the connection");
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return "the name of the host does not resolve";
    case CURLE_COULDNT_CONNECT:
      return "cannot connect: " + curl.connect_problem();
    case CURLE_OPERATION_TIMEDOUT:
      return curl.timeout_problem();
    case CURLE_USE_SSL_FAILED:
      if (dialogue.is_refused()) break;
      return "the server does not offer STARTTLS, and nothing is sent in the clear unless that is allowed";
    case CURLE_PEER_FAILED_VERIFICATION:
      return "the server's certificate is not trusted: " + curl.problem(code);
    case CURLE_SSL_CACERT_BADFILE:
      return "cannot read certificates to trust from " + server.ca_file;
    default:
      break;
  }
  if (dialogue.is_refused()) {
    if (dialogue.command.starts_with("RCPT TO:<"))
      return fmt::format("the server refuses the recipient {}: {}",
                         dialogue.command.substr(9, dialogue.command.find('>') - 9), dialogue.answer);
    if (dialogue.command == "AUTH")
      return fmt::format("the server refuses the login{}: {}", server.user.empty() ? "" : " of " + server.user,
                         dialogue.answer);
    return fmt::format("the server refuses {}: {}", dialogue.command.empty() ? "to talk" : dialogue.command,
                       dialogue.answer);
  }
  switch (code) {
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
      return "the server closed the connection " +
             (dialogue.command.empty() ? std::string("before its greeting") : "after " + dialogue.command);
    default:
      return "not delivered: " + first_line(curl.problem(code));
  }
}

}  // namespace

Result<void> send_mail(MailServer const& server, Mail const& mail) {
  auto const headers = mail_headers(mail);
  if (!headers) return headers.error();
  for (auto const& [text, field] : {std::pair{&mail.text, "text"}, std::pair{&mail.html, "html"}})
    if (!corpus::is_utf8(*text)) return Error{Errc::bad_encoding, field, 0, "expected UTF-8"};
  auto const address = parse_server_address(server.url, {"smtp", "smtps"});
  if (!address) return address.error();
  if (address->userinfo) return Error{Errc::syntax, address->shown, 0, "expected an address without user and password"};
  if (!server.user.empty() && server.password.empty())
    return Error{Errc::syntax, address->shown, 0, "expected a password for the user " + server.user + ", got none"};

  Dialogue dialogue;
  CurlList fields, to;
  CurlHandle curl;
  std::unique_ptr<curl_mime, MimeCleanup> const mime(::curl_mime_init(curl.get()));
  if (!mime) throw std::bad_alloc();
  add_part(mime.get(), mail.text, "text/plain; charset=utf-8");
  if (!mail.html.empty()) add_part(mime.get(), mail.html, "text/html; charset=utf-8");
  for (auto const& header : *headers) fields.add(header);
  fields.add("Content-Type: multipart/alternative");  // libcurl adds the boundary
  for (auto const& one : mail.to) to.add("<" + one + ">");

  curl.set(CURLOPT_URL, server.url.c_str());
  curl.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl.set(CURLOPT_PROXY, "");
  curl.set(CURLOPT_USE_SSL, static_cast<long>(server.allow_plain ? CURLUSESSL_TRY : CURLUSESSL_ALL));
  curl.set_authorities(server.ca_file);
  curl.set_timeouts(server.connect_timeout, server.timeout);
  if (!server.user.empty()) {
    curl.set(CURLOPT_USERNAME, server.user.c_str());
    curl.set(CURLOPT_PASSWORD, server.password.c_str());
  } else if (!server.netrc_file.empty()) {
    curl.set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_OPTIONAL));
    curl.set(CURLOPT_NETRC_FILE, server.netrc_file.c_str());
  }
  curl.set(CURLOPT_MAIL_FROM, ("<" + mail.from + ">").c_str());
  curl.set(CURLOPT_MAIL_RCPT, to.get());
  curl.set(CURLOPT_HTTPHEADER, fields.get());
  curl.set(CURLOPT_MIMEPOST, mime.get());
  curl.set(CURLOPT_DEBUGFUNCTION, &listen);
  curl.set(CURLOPT_DEBUGDATA, &dialogue);
  curl.set(CURLOPT_VERBOSE, 1L);  // goes to `listen` alone
  curl.set(CURLOPT_XFERINFOFUNCTION, &leave);
  curl.set(CURLOPT_XFERINFODATA, &dialogue);
  curl.set(CURLOPT_NOPROGRESS, 0L);
  curl.set(CURLOPT_FORBID_REUSE, 1L);  // QUIT is said in this transfer, where `leave` is asked

  auto const code = curl.perform();
  if (code != CURLE_OK) return Error{Errc::io, address->shown, 0, what_happened(code, curl, dialogue, server)};
  return {};
}

}  // namespace smallprint::app
