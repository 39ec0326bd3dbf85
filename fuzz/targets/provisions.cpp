#include "corpus/provision.hpp"

#include "corpus/error.hpp"
#include "fuzz/target.hpp"

namespace smallprint::fuzz {
namespace {

void check(corpus::Located const& at) {
  require(at.span.begin <= at.span.end, "a span does not end before it begins");
  require(!corpus::to_string(at.field).empty(), "a field has a name");
}

}  // namespace

void provisions(std::string_view bytes) {
  auto const decoded = corpus::decode_provisions(bytes);
  if (decoded.has_error()) {
    require(decoded.error().code == corpus::Errc::schema, "foreign bytes are Errc::schema");
    return;
  }
  for (auto const& one : *decoded) {
    require(!corpus::to_string(one.modality).empty() && !corpus::to_string(one.bearer).empty(), "each has a name");
    for (auto const* at : {&one.cue, &one.subject, &one.act, &one.object, &one.sentence}) check(*at);
    for (auto const& qualifier : one.qualifiers) {
      require(!corpus::to_string(qualifier.kind).empty(), "a kind has a name");
      check(qualifier.at);
    }
  }
  auto const again = corpus::encode(*decoded);
  auto const twice = corpus::decode_provisions(again);
  require(twice.has_value() && corpus::encode(*twice) == again, "what was decoded comes back from its bytes");
}

}  // namespace smallprint::fuzz
