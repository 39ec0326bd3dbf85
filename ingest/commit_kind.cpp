#include "ingest/commit_kind.hpp"

#include <array>

namespace smallprint::ingest {
namespace {

using corpus::VersionKind;

struct Wording {
  std::string_view start;
  VersionKind kind;
};

// The engine's wordings, the present ones first, then those of its years before 2023.
constexpr std::array wordings{
    Wording{"First record of ", VersionKind::first_record},
    Wording{"Record new changes of ", VersionKind::change},
    Wording{"Apply technical or declaration upgrade on ", VersionKind::technical_upgrade},
    Wording{"Start tracking ", VersionKind::first_record},
    Wording{"Update ", VersionKind::change},
    Wording{"Refilter ", VersionKind::technical_upgrade},
};

}  // namespace

VersionKind commit_kind(std::string_view message, bool added) {
  for (auto const& wording : wordings)
    if (message.starts_with(wording.start)) return wording.kind;
  return added ? VersionKind::first_record : VersionKind::change;
}

}  // namespace smallprint::ingest
