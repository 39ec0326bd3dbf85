# Tests of the project itself: arrows, names, documents, shell scripts, format. Each says when it is skipped.
function(smallprint_project_test name)
  add_test(NAME "project: ${name}" COMMAND ${ARGN})
  set_tests_properties("project: ${name}" PROPERTIES SKIP_REGULAR_EXPRESSION "SKIPPED:")
endfunction()

set(here "${CMAKE_CURRENT_LIST_DIR}")
set(real_data "$ENV{SMALLPRINT_REAL_DATA}")
if(NOT real_data)
  set(real_data "${PROJECT_SOURCE_DIR}/../shared/data")
endif()

smallprint_project_test("includes keep to the arrows" "${CMAKE_COMMAND}" -P "${here}/layers_test.cmake")
smallprint_project_test("the check of the arrows sees each fault"
  "${CMAKE_COMMAND}" "-DWORK=${CMAKE_CURRENT_BINARY_DIR}/layers" -P "${here}/layers_self_test.cmake")
smallprint_project_test("no provider's name in code or data"
  "${here}/names_test.sh" "${PROJECT_SOURCE_DIR}" "${real_data}")
smallprint_project_test("links in documents lead somewhere" "${here}/docs/links_test.sh" "${PROJECT_SOURCE_DIR}")
smallprint_project_test("documents and commands agree"
  "${here}/docs/commands_test.sh" "${PROJECT_SOURCE_DIR}" $<TARGET_FILE:smallprint>)
smallprint_project_test("files are small" "${here}/sizes_test.sh" "${PROJECT_SOURCE_DIR}")

find_program(SMALLPRINT_SHELLCHECK shellcheck)
if(SMALLPRINT_SHELLCHECK)
  file(GLOB scripts CONFIGURE_DEPENDS
    "${PROJECT_SOURCE_DIR}/scripts/*.sh" "${PROJECT_SOURCE_DIR}/.ci/run" "${PROJECT_SOURCE_DIR}/bench/*.sh"
    "${PROJECT_SOURCE_DIR}/fuzz/*.sh"
    "${PROJECT_SOURCE_DIR}/tests/*.sh" "${PROJECT_SOURCE_DIR}/tests/*/*.sh")
  smallprint_project_test("shell scripts are clean" "${SMALLPRINT_SHELLCHECK}" -x -P "${PROJECT_SOURCE_DIR}" ${scripts})
endif()

find_program(SMALLPRINT_CLANG_FORMAT NAMES clang-format-14 clang-format)
if(SMALLPRINT_CLANG_FORMAT)  # another version formats otherwise: scripts/format.sh names the one that counts
  execute_process(COMMAND "${SMALLPRINT_CLANG_FORMAT}" --version OUTPUT_VARIABLE format_version ERROR_QUIET)
  if(format_version MATCHES "version 14\\.")
    smallprint_project_test("sources are formatted" "${PROJECT_SOURCE_DIR}/scripts/format.sh" --check)
  endif()
endif()
