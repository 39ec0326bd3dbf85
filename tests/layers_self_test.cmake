# Shows layers_test.cmake a small project with one fault of each kind: it must name each, and no other.
#   cmake -DWORK=<scratch folder> -P tests/layers_self_test.cmake
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")

function(check faults)  # how many faults, then what must be said
  execute_process(COMMAND "${CMAKE_COMMAND}" "-DROOT=${WORK}" -P "${CMAKE_CURRENT_LIST_DIR}/layers_test.cmake"
                  RESULT_VARIABLE code OUTPUT_VARIABLE said ERROR_VARIABLE said)
  string(REGEX REPLACE "[ \n]+" " " said "${said}")  # message() wraps lines
  if((faults EQUAL 0 AND NOT code EQUAL 0) OR (NOT faults EQUAL 0 AND code EQUAL 0))
    message(FATAL_ERROR "expected ${faults} faults, got exit code ${code}: ${said}")
  endif()
  if(NOT faults EQUAL 0 AND NOT said MATCHES "[^0-9]${faults} against")
    message(FATAL_ERROR "expected ${faults} faults: ${said}")
  endif()
  foreach(text IN LISTS ARGN)
    string(FIND "${said}" "${text}" at)
    if(at EQUAL -1)
      message(FATAL_ERROR "does not say \"${text}\": ${said}")
    endif()
  endforeach()
endfunction()

check(1 "no source found")

file(WRITE "${WORK}/corpus/span.hpp" "#pragma once\n#include <string>\n")
file(WRITE "${WORK}/index/store.hpp" "#pragma once\n#include \"corpus/span.hpp\"\n#include <sqlite3.h>\n")
file(WRITE "${WORK}/query/ask.cpp" "#include \"index/store.hpp\"\n#include \"corpus/span.hpp\"\n")
file(WRITE "${WORK}/query/CMakeLists.txt" "x(query DEPENDS smallprint::corpus smallprint::index)\n")
file(WRITE "${WORK}/query/q_grammar.hpp" "#include <boost/spirit/home/x3.hpp>\n")
file(WRITE "${WORK}/query/q.cpp" "#include \"query/q_grammar.hpp\"\n")
file(WRITE "${WORK}/app/main.cpp" "#include \"query/q_grammar.hpp\"\n#include <CLI/CLI.hpp>\n// #include <git2.h>\n")
check(1 "query/q_grammar.hpp is a grammar with more than one user: query/q.cpp and app/main.cpp")
file(WRITE "${WORK}/app/main.cpp" "#include \"corpus/span.hpp\"\n#include <CLI/CLI.hpp>\n// #include <git2.h>\n")
check(0 "files keep to the arrows")

file(WRITE "${WORK}/corpus/up.cpp" "  #  include \"index/store.hpp\"\n")
file(WRITE "${WORK}/parser/side.cpp" "#include <index/store.hpp>\n#include <sqlite3.h>\n")
file(WRITE "${WORK}/parser/split.cpp" "#include <cmark-gfm.h>\n#include <boost/spirit/home/x3.hpp>\n")
file(WRITE "${WORK}/parser/readers/markdown.cpp" "#include <cmark-gfm.h>\n#include <git2.h>\n")
file(WRITE "${WORK}/query/near.cpp" "#include \"ask.hpp\"\n#include \"corpus/gone.hpp\"\n#include <CLI/CLI.hpp>\n")
file(WRITE "${WORK}/app/delivery/mail.cpp" "#include <curl/curl.h>\n")
file(WRITE "${WORK}/app/fetch.cpp" "#include <curl/curl.h>\n")
file(WRITE "${WORK}/report/CMakeLists.txt" "x(report DEPENDS smallprint::corpus smallprint::index)\n")
check(11
  "corpus/up.cpp includes index/store.hpp, but corpus/ sees only: corpus"
  "parser/side.cpp includes index/store.hpp, but parser/ sees only: parser, corpus"
  "parser/side.cpp includes sqlite3.h, which only index/ and ingest/ may"
  "parser/split.cpp includes cmark-gfm.h, which only parser/readers/ may"
  "parser/split.cpp includes boost/spirit/home/x3.hpp, which only *_grammar.hpp may"
  "parser/readers/markdown.cpp includes git2.h, which only ingest/ may"
  "query/near.cpp includes \"ask.hpp\": write its path from the project's root"
  "query/near.cpp includes corpus/gone.hpp, which is not there"
  "query/near.cpp includes CLI/CLI.hpp, which only app/ may"
  "app/fetch.cpp includes curl/curl.h, which only app/delivery/ and ingest/fetch/ may"
  "report/CMakeLists.txt links smallprint::index, but report/ sees only: report, corpus, query")
