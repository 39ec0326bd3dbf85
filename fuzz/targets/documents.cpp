#include "fuzz/target.hpp"
#include "tests/parser/tree_faults.hpp"

namespace smallprint::fuzz {
namespace {

void document(std::string_view bytes, corpus::MediaType type, tests::Spaces spaces) {
  auto const read = parser::read_document(bytes, type, "fuzz");
  if (read.has_error()) {
    auto const& error = read.error();
    require(error.code == corpus::Errc::bad_encoding || error.code == corpus::Errc::too_large,
            "a reader's error is one of two");
    require(error.offset <= bytes.size() && !error.message.empty(), "a reader's error says where and what");
    return;
  }
  auto const tree = tests::tree_fault(*read, bytes, spaces);
  require(tree.empty(), tree);
  auto const clauses = tests::clauses_fault(*read, parser::split_clauses(*read));
  require(clauses.empty(), clauses);
}

}  // namespace

void markdown(std::string_view bytes) {
  document(bytes, corpus::MediaType::markdown, tests::Spaces::exact);
}
void html(std::string_view bytes) {
  document(bytes, corpus::MediaType::html, tests::Spaces::other_encoding);
}
void text(std::string_view bytes) {
  document(bytes, corpus::MediaType::text, tests::Spaces::exact);
}

}  // namespace smallprint::fuzz
