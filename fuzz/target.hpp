#pragma once
#include <cstdio>
#include <cstdlib>
#include <string_view>

/// The parsers that take bytes from strangers, each as a function of these bytes. It returns when all that
/// is promised for any input holds, and aborts when something does not: libFuzzer (libfuzzer.cpp) and
/// the replay of the seeds (replay.cpp) both see that.
namespace smallprint::fuzz {

void markdown(std::string_view bytes);      ///< Markdown reader and clause splitter
void html(std::string_view bytes);          ///< HTML reader and clause splitter
void text(std::string_view bytes);          ///< plain text reader and clause splitter
void query(std::string_view bytes);         ///< the query language, and what becomes of it for FTS5
void phrases(std::string_view bytes);       ///< the first line is a pattern, the rest the text it is looked for in
void enumerator(std::string_view bytes);    ///< labels in front of clauses
void provisions(std::string_view bytes);    ///< provisions as the index keeps them
void quotations(std::string_view bytes);    ///< drafts, their quotations, and these aligned with themselves
void extraction(std::string_view bytes);    ///< two lines are selectors, the rest a page
void declarations(std::string_view bytes);  ///< a declaration of sources
void robots(std::string_view bytes);        ///< two lines are a path and a User-Agent, the rest a robots.txt
void web_answers(std::string_view bytes);   ///< the first line is a URL, the rest a Location, then a whole header
void pdf(std::string_view bytes);           ///< words on pages, as Markdown
void docx(std::string_view bytes);          ///< Word documents, as Markdown

/// Says what does not hold and ends the process unless it does.
inline void require(bool holds, std::string_view what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %.*s\n", static_cast<int>(what.size()), what.data());
  std::abort();
}

}  // namespace smallprint::fuzz
