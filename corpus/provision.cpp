#include "corpus/provision.hpp"

#include "corpus/varint.hpp"

#include <array>
#include <limits>

namespace smallprint::corpus {
namespace {

constexpr std::array<std::string_view, 8> modalities{"statement", "prohibition", "obligation",     "permission",
                                                     "power",     "disclaimer",  "representation", "definition"};
constexpr std::array<std::string_view, 5> bearers{"unknown", "user", "provider", "third-party", "both"};
constexpr std::array<std::string_view, 3> fields{"text", "lead-in", "heading"};
constexpr std::array<std::string_view, 5> kinds{"condition", "exception", "consent", "law-carve", "limit"};

template <class Enum, std::size_t N>
bool find_name(std::array<std::string_view, N> const& names, std::string_view name, Enum& out) {
  for (std::size_t i = 0; i < N; ++i)
    if (names[i] == name) {
      out = static_cast<Enum>(i);
      return true;
    }
  return false;
}

void put(std::string& out, Located const& located) {
  out.push_back(static_cast<char>(located.field));
  put_varint(out, located.span.begin);
  put_varint(out, located.span.size());
}

bool get(std::string_view& in, Located& located) {
  if (in.empty() || static_cast<std::uint8_t>(in[0]) >= fields.size()) return false;
  located.field = static_cast<Field>(in[0]);
  in.remove_prefix(1);
  std::uint64_t begin = 0;
  std::uint64_t size = 0;
  if (!get_varint(in, begin) || !get_varint(in, size)) return false;
  constexpr std::uint64_t most = std::numeric_limits<std::uint32_t>::max();
  if (begin > most || size > most - begin) return false;  // their sum may be too large for 64 bits
  located.span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + size)};
  return true;
}

template <class Enum>
bool get_enum(std::string_view& in, std::size_t count, Enum& out) {
  if (in.empty() || static_cast<std::uint8_t>(in[0]) >= count) return false;
  out = static_cast<Enum>(in[0]);
  in.remove_prefix(1);
  return true;
}

bool get(std::string_view& in, Provision& p) {
  std::uint64_t count = 0;
  if (!get_enum(in, modalities.size(), p.modality) || !get_enum(in, bearers.size(), p.bearer)) return false;
  for (auto* located : {&p.cue, &p.subject, &p.act, &p.object, &p.sentence})
    if (!get(in, *located)) return false;
  if (!get_varint(in, count) || count > in.size()) return false;
  p.qualifiers.resize(count);
  for (auto& q : p.qualifiers)
    if (!get_enum(in, kinds.size(), q.kind) || !get(in, q.at)) return false;
  if (!get_varint(in, count) || count > in.size()) return false;
  p.rule = in.substr(0, count);
  in.remove_prefix(count);
  return true;
}

}  // namespace

std::string_view to_string(Modality m) {
  return modalities[static_cast<std::size_t>(m)];
}
std::string_view to_string(Bearer b) {
  return bearers[static_cast<std::size_t>(b)];
}
std::string_view to_string(Field f) {
  return fields[static_cast<std::size_t>(f)];
}
std::string_view to_string(Qualifier::Kind k) {
  return kinds[static_cast<std::size_t>(k)];
}
bool from_string(std::string_view name, Modality& out) {
  return find_name(modalities, name, out);
}
bool from_string(std::string_view name, Bearer& out) {
  return find_name(bearers, name, out);
}
bool from_string(std::string_view name, Qualifier::Kind& out) {
  return find_name(kinds, name, out);
}

std::string encode(std::vector<Provision> const& provisions) {
  std::string out;
  put_varint(out, provisions.size());
  for (auto const& p : provisions) {
    out.push_back(static_cast<char>(p.modality));
    out.push_back(static_cast<char>(p.bearer));
    for (auto const* located : {&p.cue, &p.subject, &p.act, &p.object, &p.sentence}) put(out, *located);
    put_varint(out, p.qualifiers.size());
    for (auto const& q : p.qualifiers) {
      out.push_back(static_cast<char>(q.kind));
      put(out, q.at);
    }
    put_varint(out, p.rule.size());
    out += p.rule;
  }
  return out;
}

Result<std::vector<Provision>> decode_provisions(std::string_view bytes) {
  auto in = bytes;
  Error const damaged{Errc::schema, "provisions", 0, "their bytes are damaged"};
  std::uint64_t count = 0;
  if (!get_varint(in, count) || count > in.size()) return damaged;
  std::vector<Provision> out(count);
  for (auto& p : out)
    if (!get(in, p)) return damaged;
  return out;
}

}  // namespace smallprint::corpus
