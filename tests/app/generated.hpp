#pragma once
#include "tests/app/home.hpp"

#include <fmt/format.h>

/// A collection that is large enough to be interrupted in, and small enough to be imported often.
namespace smallprint::test {

/// One state of an invented document: each version changes one clause and adds another.
inline std::string generated_text(int provider, int version) {
  auto out = fmt::format("# Terms of Provider {}\n\nIn force since version {}.\n\n", provider, version);
  for (int clause = 1; clause <= 30 + version; ++clause) {
    auto const state = clause == version ? version : 0;
    out += fmt::format("{}. You may not use feature {} of plan {} for purpose {}, unless rule {} allows it.\n\n",
                       clause, clause, provider, state, clause * provider);
    if (clause % 7 == 0)
      out += fmt::format("   You must not:\n\n   (a) resell item {0};\n\n   (b) publish item {0} in state {1}.\n\n",
                         clause, state);
  }
  return out;
}

/// `providers` folders with `versions` dated versions of one document each.
inline void generate(fs::path const& folder, int providers, int versions) {
  for (int p = 1; p <= providers; ++p)
    for (int v = 1; v <= versions; ++v)
      write(folder / fmt::format("Provider {}/20{:02}-{:02}-01/Terms of Service.md", p, 10 + v / 12, 1 + v % 12),
            generated_text(p, v));
}

/// All that a home answers, without what its making left behind: equal for homes with the same
/// documents, however and in how many runs they were imported.
inline std::string everything(Home const& home, int providers) {
  std::string out;
  auto const add = [&](Arguments const& arguments) {
    auto const got = home.run(arguments);
    out += fmt::format("{} {}\n{}{}", fmt::join(arguments, " "), got.exit, got.out, got.err);
  };
  add({"verify"});
  add({"compare", "--topic", "resell-access", "--topic", "share-output-publicly", "--format", "json"});
  add({"compare", "--topic", "resell-access", "--as-of", "2012-06-30", "--format", "csv"});
  add({"search", "resell OR publish", "--limit", "10000", "--format", "jsonl"});
  add({"search", "purpose NOT resell", "--as-of", "2011-03-02", "--limit", "10000", "--format", "jsonl"});
  for (int p = 1; p <= providers; ++p) {
    auto const name = fmt::format("Provider {}", p);
    add({"history", "--provider", name, "--document", "Terms of Service", "--format", "json"});
    add({"show", name + "/Terms of Service", "--format", "json"});
  }
  return out;
}

}  // namespace smallprint::test
