#!/usr/bin/env bash
# What smallprint needs, and how it gets there. Sourced by demo.sh, test.sh and fuzz/run.sh.
#
#   need_packages build        installs what is missing (Debian 12 or later), or lists it and fails
#   need_packages build tests  the same, with what the tests use
#   need_packages build fuzz   the same, with what the fuzzers are built by
#
# Nothing is touched when all is there, so it works without network and without root then.
# Only apt runs under sudo. Sets $root, the project's folder. The libraries are those of cmake/SmallprintPackages.cmake.

root=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)

build_packages=(
  g++ cmake ninja-build ccache pkg-config git
  libicu-dev libstemmer-dev libsqlite3-dev libgit2-dev
  libcmark-gfm-dev libcmark-gfm-extensions-dev libmodest-dev
  nlohmann-json3-dev libtomlplusplus-dev libcli11-dev libfmt-dev libspdlog-dev
  libarchive-dev libdtl-dev libpoppler-cpp-dev libpugixml-dev libssl-dev libxxhash-dev libzstd-dev libcurl4-openssl-dev
  zlib1g-dev
)
test_packages=(catch2 libcatch2-dev libcpp-httplib-dev sqlite3 shellcheck openssl python3-aiosmtpd)
fuzz_packages=(clang)

say() { printf '%s\n' "$*" >&2; }

# Debian's major version, or nothing on another system.
debian_release() {
  [[ -r /etc/os-release ]] && command -v apt-get dpkg-query >/dev/null || return 0
  # shellcheck disable=SC1091
  (. /etc/os-release && [[ ${ID:-} == debian ]] && printf '%s' "${VERSION_ID:-}") || true
}

is_installed() {  # PACKAGE; Catch2 counts from version 3 on
  local state version
  read -r state version < <(dpkg-query -W -f='${db:Status-Status} ${Version}\n' "$1" 2>/dev/null) || return 1
  [[ $state == installed ]] || return 1
  [[ $1 != *catch2* ]] || dpkg --compare-versions "$version" ge 3.4
}

as_root() {
  if ((EUID == 0)); then
    "$@"
  else
    sudo "$@"
  fi
}

apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >&2
}

apt_update() {
  as_root apt-get update -q >&2
}

# Adds bookworm-backports, where Catch2 3 is, at the mirror already in use.
add_backports() {
  local list=/etc/apt/sources.list.d/smallprint-backports.list codename uri mirror=
  # shellcheck disable=SC2016
  while read -r codename uri; do
    case $codename in
      bookworm-backports) return ;;
      bookworm) mirror=$uri ;;
    esac
  done < <(apt-get indextargets --format '$(CODENAME) $(SITE)' 'Created-By: Packages')
  say "Adding Debian's bookworm-backports, for Catch2, as $list"
  printf 'deb %s bookworm-backports main\n' "${mirror:-http://deb.debian.org/debian}" | as_root tee "$list" >/dev/null
  apt_update
}

install_packages() {  # DEBIAN_RELEASE PACKAGE...
  local release=$1 package
  shift
  local missing=() targets=()
  for package in "$@"; do
    is_installed "$package" || missing+=("$package")
  done
  ((${#missing[@]})) || return 0

  if ((EUID != 0)) && ! command -v sudo >/dev/null; then
    say "These packages are missing, and there is no sudo to install them with. As root, run"
    say "  apt-get install ${missing[*]}"
    [[ $release != 12 || ${missing[*]} != *catch2* ]] || say "with Catch2 from bookworm-backports."
    return 1
  fi
  say "Installing ${missing[*]}"
  for package in "${missing[@]}"; do
    if [[ $package == *catch2* && $release == 12 ]]; then
      targets+=("$package/bookworm-backports")
    else
      targets+=("$package")
    fi
  done
  # Package lists may be absent, as in a fresh container, or too old to download from.
  apt-cache show "${missing[@]}" >/dev/null 2>&1 || apt_update
  [[ ${targets[*]} != *-backports* ]] || add_backports
  apt_install "${targets[@]}" || { apt_update && apt_install "${targets[@]}"; }
}

compiles() {  # INCLUDE-LINES [C++-CONDITION]
  printf '%s\n#if !(%s)\n#error\n#endif\n' "$1" "${2:-1}" | "${CXX:-c++}" -std=c++20 -fsyntax-only -x c++ - 2>/dev/null
}

has_libfuzzer() {
  local file
  file=$(clang++ -print-runtime-dir 2>/dev/null) && compgen -G "$file/libclang_rt.fuzzer*.a" >/dev/null
}

# Names what is not there, one a line: "thing (why or version)".
missing_parts() {  # build|tests|fuzz...
  local tool version module header
  for tool in cmake ninja pkg-config git; do
    command -v "$tool" >/dev/null || echo "$tool"
  done
  if command -v cmake >/dev/null; then
    read -r _ _ version _ < <(cmake --version)
    sort -C -V <<<"3.25"$'\n'"$version" || echo "cmake 3.25 or later (this is $version)"
  fi
  if ! command -v "${CXX:-c++}" >/dev/null; then
    echo "a C++20 compiler (g++ 12, clang 14 or later)"
    return
  fi
  compiles '#include <version>' '__cplusplus >= 202002L' || echo "C++20 in ${CXX:-c++} (g++ 12, clang 14 or later)"
  if command -v pkg-config >/dev/null; then
    for module in 'icu-i18n >= 72' 'sqlite3 >= 3.40' 'libgit2 >= 1.5' 'libcmark-gfm' 'tomlplusplus >= 3' \
      'nlohmann_json >= 3.11' 'pugixml >= 1.13' 'poppler-cpp >= 22.12' fmt libarchive libcrypto 'libcurl >= 7.88' libxxhash libzstd spdlog zlib; do
      pkg-config --exists "$module" || echo "library $module"
    done
  fi
  compiles '#include <boost/version.hpp>' 'BOOST_VERSION >= 108100' || echo "library boost >= 1.81 (headers)"
  for header in libstemmer.h modest/modest.h cmark-gfm-core-extensions.h CLI/CLI.hpp; do
    compiles "#include <$header>" || echo "header $header"
  done
  [[ " $* " != *" fuzz "* ]] || has_libfuzzer || echo "clang++ with libFuzzer (compiler-rt)"
  [[ " $* " != *" tests "* ]] || compiles '#include <catch2/catch_version.hpp>' || echo "library Catch2 >= 3.4"
  [[ " $* " != *" tests "* ]] || pkg-config --exists cpp-httplib || echo "library cpp-httplib"
}

need_packages() {  # build [tests] [fuzz]
  local release missing
  release=$(debian_release)
  if [[ -n $release ]] && ((${release%%.*} >= 12)); then
    local packages=("${build_packages[@]}")
    # Debian 12's own Boost is too old for it, so it carries a newer one beside.
    if ((release == 12)); then packages+=(libboost1.81-dev); else packages+=(libboost-dev); fi
    [[ " $* " != *" tests "* ]] || packages+=("${test_packages[@]}")
    if [[ " $* " == *" fuzz "* ]]; then
      packages+=("${fuzz_packages[@]}")
      if ((release == 12)); then packages+=(libclang-rt-14-dev); else packages+=(libclang-rt-dev); fi
    fi
    install_packages "$release" "${packages[@]}"
    return
  fi
  missing=$(missing_parts "$@")
  [[ -n $missing ]] || return 0
  say "smallprint installs its packages by itself on Debian 12 or later only. Missing here:"
  say "  ${missing//$'\n'/$'\n'  }"
  return 1
}

# Under "sudo scripts/...", hands over to the checkout's owner, so that no file of root's is left in it.
leave_root() {  # SCRIPT [ARGUMENT...]
  if ((EUID == 0)) && [[ -n ${SUDO_USER:-} && ${SUDO_UID:-0} != 0 && $(stat -c %u "$root") == "$SUDO_UID" ]]; then
    exec sudo -u "$SUDO_USER" -- "$@"
  fi
}
