# Compiler, cache, linker and sanitizers: what holds for every target.
find_program(SMALLPRINT_CCACHE ccache)
if(SMALLPRINT_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_C_COMPILER_LAUNCHER "${SMALLPRINT_CCACHE}")
  set(CMAKE_CXX_COMPILER_LAUNCHER "${SMALLPRINT_CCACHE}")
endif()

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

if(SMALLPRINT_SANITIZE)
  add_compile_options(-fsanitize=${SMALLPRINT_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${SMALLPRINT_SANITIZE})
endif()

if(SMALLPRINT_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID MATCHES Clang)
    message(FATAL_ERROR "SMALLPRINT_FUZZ needs clang, this is ${CMAKE_CXX_COMPILER_ID}: use the preset fuzz")
  endif()
  add_compile_options(-fsanitize=fuzzer-no-link)  # all stages tell libFuzzer which way a run took
endif()
