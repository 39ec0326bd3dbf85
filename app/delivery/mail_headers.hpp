#pragma once
#include "corpus/error.hpp"

#include <string>
#include <string_view>
#include <vector>

/// A mail and the lines of its header. Pure: the date and the message's id come from the caller, so that a run
/// repeats byte for byte (all but the boundary between the parts, which libcurl draws at random).
namespace smallprint::app {

struct Mail {
  std::string from;             ///< address alone: "reports@example.org"
  std::string from_name;        ///< UTF-8, beside the address; empty: none
  std::vector<std::string> to;  ///< addresses alone; each recipient sees the others
  std::string subject;          ///< UTF-8
  std::string date;             ///< RFC 5322: "Tue, 03 May 2022 04:05:06 +0000"
  std::string message_id;       ///< in its brackets: "<report-2022-05-03@example.org>"; the same for the same report
  std::string list_id;          ///< RFC 2919 without brackets: "nightly.example.org"; empty: none
  std::string text;             ///< UTF-8; line ends as they come
  std::string html;             ///< UTF-8; empty: the text goes alone
};

/// The header, one whole field an item: "Name: value", folded lines inside as CRLF and a space. Fields: Date, From,
/// To, Message-ID, Subject, List-Id where there is one, Auto-Submitted, MIME-Version. Lines have at most 76 bytes,
/// but for an address, a date or an id that is longer by itself.
/// \retval Errc::syntax  a field that cannot be: `source` is its name ("subject"), `offset` the byte in it. Nothing
///   gets through that would end a field and begin another.
/// \retval Errc::bad_encoding  a subject or a name that is not UTF-8
[[nodiscard]] corpus::Result<std::vector<std::string>> mail_headers(Mail const& mail);

/// RFC 2047: `text` as encoded words of at most 75 bytes (UTF-8, "Q"), joined by CRLF and a space, no character cut
/// in two. \param taken  bytes that its first line already has, at most 50 \pre is_utf8(text)
[[nodiscard]] std::string encoded_words(std::string_view text, std::size_t taken);

/// Whether mail can go there: a dot-atom, "@", a host name, all ASCII (RFC 5321, without quoted names and address
/// literals). \param field  for the error's `source`: "to"
[[nodiscard]] corpus::Result<void> check_mail_address(std::string_view address, std::string const& field);

}  // namespace smallprint::app
