#include "corpus/source.hpp"

namespace smallprint::corpus {

std::string_view to_string(MediaType type) {
  switch (type) {
    case MediaType::markdown:
      return "markdown";
    case MediaType::html:
      return "html";
    case MediaType::text:
      return "text";
  }
  return "text";
}

Result<MediaType> media_type_from(std::string_view name) {
  for (auto const type : {MediaType::markdown, MediaType::html, MediaType::text})
    if (to_string(type) == name) return type;
  return Error{Errc::not_found, std::string(name), 0, "no such media type; there are markdown, html and text"};
}

std::string_view to_string(VersionKind kind) {
  switch (kind) {
    case VersionKind::first_record:
      return "first-record";
    case VersionKind::change:
      return "change";
    case VersionKind::technical_upgrade:
      return "technical-upgrade";
    case VersionKind::imported:
      return "imported";
  }
  return "imported";
}

}  // namespace smallprint::corpus
