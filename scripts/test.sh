#!/usr/bin/env bash
# Builds smallprint and runs every test; the exit code is ctest's.
#   scripts/test.sh [--strict] [CTEST-OPTION...]     --strict: warnings are errors
set -euo pipefail
# shellcheck source=scripts/packages.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/packages.sh"

need_packages build tests
leave_root "$root/scripts/test.sh" "$@"

options=(-DSMALLPRINT_TESTS=ON)
if [[ ${1:-} == --strict ]]; then
  options+=(-DSMALLPRINT_WERROR=ON)
  shift
fi
(cd "$root" && cmake --preset release --log-level=WARNING "${options[@]}")
cmake --build "$root/build"
exec ctest --test-dir "$root/build" --parallel "$(nproc)" --output-on-failure --no-tests=error "$@"
