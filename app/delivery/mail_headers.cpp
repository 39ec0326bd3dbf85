#include "app/delivery/mail_headers.hpp"

#include "corpus/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace smallprint::app {

using corpus::Errc;
using corpus::Error;
using corpus::Result;

namespace {

constexpr std::size_t line_bytes = 76;  // RFC 2047, section 2: a line that has an encoded word
constexpr std::size_t word_bytes = 75;
constexpr std::size_t id_bytes = 250;  // ids are never folded, and a line may have 998

bool is_alnum(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == '\x7f';
}

/// Of a dot-atom (RFC 5322, section 3.2.3).
bool is_atom(char c) {
  return is_alnum(c) || std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

Error not_so(std::string const& field, std::size_t at, std::string message) {
  return {Errc::syntax, field, at, std::move(message)};
}

/// What would end a field, or make a terminal do things, is refused and not mended.
Result<void> check_line(std::string_view text, std::string const& field) {
  auto const at = static_cast<std::size_t>(std::find_if(text.begin(), text.end(), is_control) - text.begin());
  if (at == text.size()) return {};
  bool const line_end = text[at] == '\r' || text[at] == '\n';
  return not_so(field, at,
                line_end ? std::string("expected one line, got a line end")
                         : fmt::format("expected text, got the control character 0x{:02X}",
                                       static_cast<unsigned>(static_cast<unsigned char>(text[at]))));
}

Result<void> check_text(std::string_view text, std::string const& field) {
  if (auto line = check_line(text, field); !line) return line;
  if (!corpus::is_utf8(text)) return Error{Errc::bad_encoding, field, 0, "expected UTF-8"};
  return {};
}

/// "a.b.c" of characters that `is`, none empty. \returns the first byte that is none, or npos
template <class Is>
std::size_t fault_in_dotted(std::string_view text, Is is) {
  for (std::size_t at = 0; at <= text.size(); ++at) {
    bool const end = at == text.size() || text[at] == '.';
    if (end && (at == 0 || text[at - 1] == '.')) return at;
    if (!end && !is(text[at])) return at;
  }
  return std::string_view::npos;
}

std::size_t fault_in_host(std::string_view host) {
  auto const is = [](char c) { return is_alnum(c) || c == '-'; };
  if (auto const at = fault_in_dotted(host, is); at != std::string_view::npos) return at;
  for (std::size_t begin = 0; begin < host.size();) {
    auto const end = std::min(host.find('.', begin), host.size());
    if (host[begin] == '-' || end - begin > 63) return begin;
    if (host[end - 1] == '-') return end - 1;
    begin = end + 1;
  }
  return std::string_view::npos;
}

Result<void> check_date(std::string_view date) {
  // A: capital, a: small letter, 0: digit, +: sign; the rest stands for itself.
  constexpr std::string_view pattern = "Aaa, 00 Aaa 0000 00:00:00 +0000";
  auto const fits = [](char p, char c) {
    if (p == 'A') return c >= 'A' && c <= 'Z';
    if (p == 'a') return c >= 'a' && c <= 'z';
    if (p == '0') return c >= '0' && c <= '9';
    return p == '+' ? c == '+' || c == '-' : p == c;
  };
  for (std::size_t at = 0; at < pattern.size(); ++at)
    if (at >= date.size() || !fits(pattern[at], date[at]))
      return not_so("date", at, "expected a date such as Tue, 03 May 2022 04:05:06 +0000");
  if (date.size() > pattern.size())
    return not_so("date", pattern.size(), "expected the end of the date after its time zone");
  return {};
}

Result<void> check_message_id(std::string_view id) {
  auto const expected = [](std::size_t at) {
    return not_so("message-id", at, "expected an id such as <report-2022-05-03@example.org>");
  };
  if (id.empty() || id.front() != '<') return expected(0);
  if (id.back() != '>') return expected(id.size());
  if (id.size() > id_bytes) return expected(id_bytes);
  auto const inner = id.substr(1, id.size() - 2);
  auto const at = inner.find('@');
  if (at == std::string_view::npos) return expected(id.size() - 1);
  if (auto const fault = fault_in_dotted(inner.substr(0, at), is_atom); fault != std::string_view::npos)
    return expected(1 + fault);
  if (auto const fault = fault_in_dotted(inner.substr(at + 1), is_atom); fault != std::string_view::npos)
    return expected(at + 2 + fault);
  return {};
}

/// Plain where it can be, encoded where it must.
std::string unstructured(std::string const& name, std::string_view text) {
  bool const ascii = std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  bool const plain = ascii && name.size() + 2 + text.size() <= line_bytes &&
                     text.find("=?") == std::string_view::npos &&
                     (text.empty() || (text.front() != ' ' && text.back() != ' '));
  return name + ": " + (plain ? std::string(text) : encoded_words(text, name.size() + 2));
}

std::string sender(Mail const& mail) {
  if (mail.from_name.empty()) return "From: " + mail.from;
  auto const& name = mail.from_name;
  auto const is = [](char c) { return is_atom(c) || c == ' '; };
  bool const plain = std::all_of(name.begin(), name.end(), is) && name.find("=?") == std::string::npos &&
                     name.size() + mail.from.size() + 11 <= line_bytes;
  if (plain) return fmt::format("From: \"{}\" <{}>", name, mail.from);
  return fmt::format("From: {}\r\n <{}>", encoded_words(name, 6), mail.from);
}

std::string recipients(std::vector<std::string> const& to) {
  std::string out = "To: " + to.front();
  auto column = out.size();
  for (auto one = to.begin() + 1; one != to.end(); ++one) {
    bool const folds = column + 3 + one->size() > line_bytes;  // the next comma counts
    out += (folds ? ",\r\n " : ", ") + *one;
    column = (folds ? 1 : column + 2) + one->size();
  }
  return out;
}

}  // namespace

std::string encoded_words(std::string_view text, std::size_t taken) {
  constexpr std::string_view open = "=?UTF-8?Q?";
  constexpr std::string_view shut = "?=";
  std::string out(open);
  auto used = open.size() + shut.size();  // of this word
  auto room = std::min(word_bytes, line_bytes - taken);
  for (std::size_t at = 0; at < text.size();) {
    std::string piece;  // one character, which no word may share with the next
    do {
      auto const c = text[at];
      piece += is_alnum(c) ? std::string(1, c)
               : c == ' '  ? std::string("_")
                           : fmt::format("={:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    } while (++at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80);
    if (used + piece.size() > room) {
      out.append(shut).append("\r\n ").append(open);
      used = open.size() + shut.size();
      room = word_bytes;
    }
    out += piece;
    used += piece.size();
  }
  return out.append(shut);
}

Result<void> check_mail_address(std::string_view address, std::string const& field) {
  if (auto line = check_line(address, field); !line) return line;
  auto const shown = [&](std::size_t at, std::string_view expected) {
    return not_so(field, at, fmt::format("expected {}, got \"{}\"", expected, address));
  };
  if (!corpus::is_utf8(address)) return Error{Errc::bad_encoding, field, 0, "expected an address in ASCII"};
  auto const at = address.rfind('@');
  if (at == std::string_view::npos) return shown(address.size(), "an address such as name@example.org");
  for (std::size_t byte = 0; byte < address.size(); ++byte)
    if (static_cast<unsigned char>(address[byte]) >= 0x80)
      return shown(byte, byte < at ? "an address in ASCII" : "an address in ASCII (a domain in its xn-- form)");
  if (auto const fault = fault_in_dotted(address.substr(0, at), is_atom); fault != std::string_view::npos)
    return shown(fault, "a name before the @ of letters, digits and single dots");
  if (auto const fault = fault_in_host(address.substr(at + 1)); fault != std::string_view::npos)
    return shown(at + 1 + fault, "a domain after the @ such as example.org");
  if (at > 64) return shown(64, "at most 64 bytes before the @");
  if (address.size() > 254) return shown(254, "at most 254 bytes");
  return {};
}

Result<std::vector<std::string>> mail_headers(Mail const& mail) {
  if (auto const ok = check_mail_address(mail.from, "from"); !ok) return ok.error();
  if (auto const ok = check_text(mail.from_name, "from-name"); !ok) return ok.error();
  if (mail.to.empty()) return not_so("to", 0, "expected an address, got none");
  for (auto const& one : mail.to)
    if (auto const ok = check_mail_address(one, "to"); !ok) return ok.error();
  if (auto const ok = check_text(mail.subject, "subject"); !ok) return ok.error();
  if (auto const ok = check_line(mail.date, "date"); !ok) return ok.error();
  if (auto const ok = check_date(mail.date); !ok) return ok.error();
  if (auto const ok = check_line(mail.message_id, "message-id"); !ok) return ok.error();
  if (auto const ok = check_message_id(mail.message_id); !ok) return ok.error();
  if (auto const ok = check_line(mail.list_id, "list-id"); !ok) return ok.error();
  if (!mail.list_id.empty())
    if (auto const fault = std::min(fault_in_dotted(mail.list_id, is_atom), id_bytes); fault < mail.list_id.size())
      return not_so("list-id", fault, "expected an id such as nightly.example.org");

  std::vector<std::string> out{"Date: " + mail.date, sender(mail), recipients(mail.to),
                               "Message-ID: " + mail.message_id, unstructured("Subject", mail.subject)};
  if (!mail.list_id.empty()) out.push_back("List-Id: <" + mail.list_id + ">");
  out.emplace_back("Auto-Submitted: auto-generated");
  out.emplace_back("MIME-Version: 1.0");
  return out;
}

}  // namespace smallprint::app
