#pragma once
#include "corpus/quotation.hpp"
#include "index/store.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace smallprint::query {

/// Whom a draft names near a quotation. Names come from the index: those of authorities, and of documents.
struct Named {
  std::set<std::string> authorities;     ///< of the sentence, else of the paragraph
  std::set<std::string> document_types;  ///< of the sentence, else of the paragraph
  bool surely = false;                   ///< in these, not only in the paragraph before a block
};

class QuoteNames {
 public:
  explicit QuoteNames(std::vector<index::Document> const& documents);
  [[nodiscard]] Named in(corpus::Quotation const& quotation) const;

 private:
  struct Name {
    std::string name;
    std::vector<std::string> words;  ///< folded
  };
  std::vector<Name> authorities_, document_types_;
};

}  // namespace smallprint::query
