#pragma once
#include <boost/system/result.hpp>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>

namespace smallprint::corpus {

/// Callers branch on this; people read the message. Never renumber.
enum class Errc : std::uint8_t { not_found, io, bad_encoding, syntax, schema, too_large, interrupted, unsupported };

/// An expected failure: a bad page, an unreadable file, a wrong query. Bugs stop the program instead.
struct Error {
  Errc code{};
  std::string source;      ///< file, URL, query or snapshot id; never empty
  std::size_t offset = 0;  ///< byte in `source`
  std::string message;     ///< one line, no full stop
};

template <class T>
using Result = boost::system::result<T, Error>;

/// value() calls this on an error; only tests call value().
[[noreturn]] inline void throw_exception_from_error(Error const& e, boost::source_location const&) {
  throw std::runtime_error(e.source + ": " + e.message);
}

}  // namespace smallprint::corpus
