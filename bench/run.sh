#!/usr/bin/env bash
# Measures import and ask over a whole history beside two floors. bench/README.md says what each row is.
#   bench/run.sh [--runs N] REPOSITORY-OR-BUNDLE
set -euo pipefail
root=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)

runs=1
if [[ ${1:-} == --runs ]]; then
  runs=$2
  shift 2
fi
(($# == 1)) || { sed -n '2,3s/^# *//p' "${BASH_SOURCE[0]}" >&2; exit 2; }
repository=$(realpath -- "$1")

build=$root/build/bench
cmake -S "$root" -B "$build" -G Ninja --log-level=WARNING -DCMAKE_BUILD_TYPE=Release \
  -DSMALLPRINT_TESTS=OFF -DSMALLPRINT_BENCH=ON >&2
cmake --build "$build" --target smallprint import_bench >&2

scratch=$build/scratch
rm -rf -- "$scratch"
mkdir -p -- "$scratch"
trap 'rm -rf -- "$scratch"' EXIT
if [[ -f $repository ]]; then  # unpacked first, so that the floor and the import read the same repository
  git clone -q --bare "$repository" "$scratch/$(basename -- "$repository" .bundle)"
  repository=$scratch/$(basename -- "$repository" .bundle)
fi
"$build/import_bench" "$build/smallprint" "$repository" "$scratch" "$runs"
