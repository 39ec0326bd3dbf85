#pragma once
#include "app/delivery/mail_headers.hpp"
#include "corpus/error.hpp"

#include <chrono>
#include <string>

namespace smallprint::app {

/// Who takes the mail. TLS is required and the certificate verified: smtps:// starts with TLS, smtp:// must offer
/// STARTTLS.
struct MailServer {
  /// "smtp://HOST[:PORT]" (25 without a port; submission is 587) or "smtps://HOST[:PORT]" (465). A path is the name
  /// that the server is greeted with ("smtp://relay.example.org/desk.example.org"), else this machine's.
  std::string url;
  std::string user;        ///< empty: no login, unless `netrc_file` has one
  std::string password;    ///< SMALLPRINT_SMTP_PASSWORD in the environment; never of the command line or the URL
  std::string netrc_file;  ///< where libcurl finds user and password of the host when `user` is empty; empty: nowhere
  std::string ca_file;     ///< PEM certificates to trust instead of the system's; empty: the system's
  /// Goes on in the clear where smtp:// offers no STARTTLS, password and report alike: for a relay on this machine.
  /// A certificate that is not trusted is refused all the same.
  bool allow_plain = false;
  std::chrono::milliseconds connect_timeout{15'000};
  std::chrono::milliseconds timeout{120'000};  ///< for all of it
};

/// Hands `mail` to `server`: multipart/alternative, text before HTML, both quoted-printable. One try, no proxy.
///
/// All recipients or none: when the server refuses one, nothing is sent to the others.
/// \retval Errc::syntax, Errc::bad_encoding  the mail (`mail_headers`) or the URL is wrong; nobody was called
/// \retval Errc::io  not delivered. `source` is the server's URL, the message says what was being done and quotes the
///   server's answer. When the connection broke, or time was up, after the server had agreed to take the text, it says
///   that the mail may have arrived; the same Message-ID lets recipients drop a second copy.
[[nodiscard]] corpus::Result<void> send_mail(MailServer const& server, Mail const& mail);

}  // namespace smallprint::app
