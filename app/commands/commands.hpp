#pragma once
#include <CLI/CLI.hpp>

/// One function per command: adds it to the program, sets `exit_code` when it has run.
namespace smallprint::app {

void add_import(CLI::App& program, int& exit_code);
void add_ask(CLI::App& program, int& exit_code);
void add_check_quotes(CLI::App& program, int& exit_code);
void add_compare(CLI::App& program, int& exit_code);
void add_diff(CLI::App& program, int& exit_code);
void add_explain(CLI::App& program, int& exit_code);
void add_search(CLI::App& program, int& exit_code);
void add_show(CLI::App& program, int& exit_code);
void add_export(CLI::App& program, int& exit_code);
void add_fetch(CLI::App& program, int& exit_code);
void add_history(CLI::App& program, int& exit_code);
void add_nightly(CLI::App& program, int& exit_code);
void add_report(CLI::App& program, int& exit_code);
void add_sources(CLI::App& program, int& exit_code);
void add_topics(CLI::App& program, int& exit_code);
void add_verify(CLI::App& program, int& exit_code);
void add_reindex(CLI::App& program, int& exit_code);
void add_completion(CLI::App& program, int& exit_code);
void add_man(CLI::App& program, int& exit_code);

}  // namespace smallprint::app
