# Every library the project stands on, as imported targets. docs/architecture.md says what each is for.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(ICU 72 REQUIRED COMPONENTS uc i18n data)
find_package(Boost 1.81 REQUIRED)
find_package(SQLite3 3.40 REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(CLI11 REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)

pkg_check_modules(tomlplusplus REQUIRED IMPORTED_TARGET tomlplusplus)
# Debian's library is built with exceptions, corpus/ reads without: the headers alone do.
set_target_properties(PkgConfig::tomlplusplus PROPERTIES
  INTERFACE_COMPILE_OPTIONS -DTOML_HEADER_ONLY=1 INTERFACE_LINK_LIBRARIES "")
pkg_check_modules(xxhash REQUIRED IMPORTED_TARGET libxxhash)
pkg_check_modules(zstd REQUIRED IMPORTED_TARGET libzstd)
pkg_check_modules(git2 REQUIRED IMPORTED_TARGET libgit2)
pkg_check_modules(cmark_gfm REQUIRED IMPORTED_TARGET libcmark-gfm)

# Neither ships a pkg-config file or CMake package in Debian 12.
function(smallprint_plain_library target header)
  find_path(${target}_INCLUDE "${header}" REQUIRED)
  add_library(smallprint_dep::${target} INTERFACE IMPORTED)
  target_include_directories(smallprint_dep::${target} SYSTEM INTERFACE "${${target}_INCLUDE}")
  foreach(name IN LISTS ARGN)
    find_library(${target}_${name} ${name} REQUIRED)
    target_link_libraries(smallprint_dep::${target} INTERFACE "${${target}_${name}}")
  endforeach()
endfunction()
smallprint_plain_library(stemmer libstemmer.h stemmer)
smallprint_plain_library(modest modest/modest.h modest)
smallprint_plain_library(cmark_gfm_extensions cmark-gfm-core-extensions.h cmark-gfm-extensions)
