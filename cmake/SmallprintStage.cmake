# One stage of the pipeline as a static library. DEPENDS names lower stages only; LIBRARIES, parts
# that its sources use. Headers of other stages are reached as "corpus/span.hpp".
function(smallprint_warnings target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
    -Woverloaded-virtual -Wcast-qual -Wimplicit-fallthrough)
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(${target} PRIVATE -Wno-restrict)  # false on "x" + string: GCC bug 105651
  endif()
  if(SMALLPRINT_WERROR)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
endfunction()

function(smallprint_add_stage name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;DEPENDS;LIBRARIES")
  add_library(smallprint_${name} STATIC ${arg_SOURCES})
  add_library(smallprint::${name} ALIAS smallprint_${name})
  target_compile_features(smallprint_${name} PUBLIC cxx_std_20)
  target_include_directories(smallprint_${name} PUBLIC "${PROJECT_SOURCE_DIR}")
  target_link_libraries(smallprint_${name} PUBLIC ${arg_DEPENDS} Boost::headers PRIVATE ${arg_LIBRARIES})
  smallprint_warnings(smallprint_${name})
endfunction()
