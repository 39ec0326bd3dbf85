#include "parser/parser.hpp"

#include "parser/capture.hpp"
#include "parser/clause_splitter.hpp"
#include "parser/language.hpp"
#include "parser/provision/defined_terms.hpp"
#include "parser/provision/parties.hpp"
#include "parser/readers/reader.hpp"
#include "parser/readers/tree_builder.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace smallprint::parser {

using corpus::Errc;
using corpus::Error;
using corpus::MediaType;

corpus::Result<corpus::Document> read_document(std::string_view bytes, MediaType type, std::string_view source_name,
                                               Limits const& limits) {
  if (bytes.size() > limits.bytes)
    return Error{Errc::too_large, std::string(source_name), limits.bytes,
                 fmt::format("{} bytes, at most {} are read", bytes.size(), limits.bytes)};
  if (type == MediaType::html) return read_html(bytes, source_name, limits);
  if (auto const bad = first_invalid_utf8(bytes); bad != bytes.size())
    return Error{Errc::bad_encoding, std::string(source_name), bad,
                 fmt::format("expected UTF-8, got byte 0x{:02X}", static_cast<unsigned char>(bytes[bad]))};
  return type == MediaType::markdown ? read_markdown(bytes, source_name, limits)
                                     : read_text(bytes, source_name, limits);
}

std::vector<corpus::Clause> split_clauses(corpus::Document const& document) {
  return ClauseSplitter(document).run();
}

corpus::Result<corpus::ParsedDocument> parse(std::string_view bytes, MediaType type, std::string_view authority,
                                             corpus::Lexicons const& lexicons, Limits const& limits) {
  auto document = read_document(bytes, type, authority.empty() ? "document" : authority, limits);
  if (document.has_error()) return document.error();
  corpus::ParsedDocument out;
  out.document = std::move(*document);
  out.clauses = split_clauses(out.document);
  out.capture = classify_capture(out.document, lexicons.captures);
  out.language = detect_language(out.document.text, lexicons.language_profiles);
  out.provisions_supported =
      std::find(lexicons.languages.begin(), lexicons.languages.end(), out.language) != lexicons.languages.end();
  auto const parties = find_parties(out.document, authority);
  auto const terms = find_defined_terms(out.document, lexicons.concepts);
  out.terms = all_terms(terms);
  for (auto& clause : out.clauses) {
    std::string lead_in;
    for (auto const span : clause.lead_ins)
      lead_in.append(lead_in.empty() ? "" : " ").append(slice(out.document.text, span));
    auto const text = slice(out.document.text, clause.text);
    clause.parties = defined_terms_in(terms, lead_in, text);
    auto const names = parties_in(parties, lead_in, text);
    if (!names.empty()) clause.parties.append(clause.parties.empty() ? "" : ";").append(names);
  }
  return out;
}

}  // namespace smallprint::parser
