#!/usr/bin/env bash
# Formats the C++ sources with .clang-format (clang-format 14).
#   scripts/format.sh           all files that git knows or would add
#   scripts/format.sh FILE...   these
#   scripts/format.sh --check [FILE...]   changes nothing; 1 when something would change
set -euo pipefail
root=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)

options=(-i)
if [[ ${1:-} == --check ]]; then
  options=(--dry-run --Werror)
  shift
fi
for program in clang-format-14 clang-format; do
  ! command -v "$program" >/dev/null || break
done
command -v "$program" >/dev/null || { echo "clang-format is missing: apt-get install clang-format-14" >&2; exit 3; }

if (($# == 0)); then
  cd -- "$root"
  mapfile -t files < <(git ls-files --cached --others --exclude-standard -- '*.cpp' '*.hpp')
  set -- "${files[@]}"
fi
(($# == 0)) || exec "$program" --style=file "${options[@]}" "$@"
