#!/usr/bin/env bash
# Builds smallprint and shows it on the invented sample corpus. Run it again at any time.
set -euo pipefail
# shellcheck source=scripts/packages.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/packages.sh"

need_packages build
leave_root "$root/scripts/demo.sh" "$@"

build=$root/build
home=$build/demo
question="Is sharing outputs publicly restricted?"

# A build folder that already has tests in it keeps them.
first=()
[[ -e $build/CMakeCache.txt ]] || first=(-DSMALLPRINT_TESTS=OFF)
(cd "$root" && cmake --preset release --log-level=WARNING "${first[@]}")
cmake --build "$build" --target smallprint

step() { printf '\n\033[1m$ %s\033[0m\n' "$*"; }
[[ -t 1 ]] || step() { printf '\n$ %s\n' "$*"; }
smallprint() {
  local word shown=()
  for word in "$@"; do
    if [[ $word == *' '* ]]; then shown+=("\"$word\""); else shown+=("$word"); fi
  done
  step "smallprint ${shown[*]}"
  "$build/smallprint" "$@"
}

export SMALLPRINT_HOME=$home
rm -rf -- "$home"
cd -- "$root"
smallprint import corpus/samples
smallprint ask "$question" --format text
smallprint compare --format text

cat <<NEXT

The providers above are invented. To go on, in $root:
  export SMALLPRINT_HOME=$home
  build/smallprint ask "May I use outputs to train another model?"
  build/smallprint search 'publish NEAR output'
  build/smallprint --help
NEXT
