#!/usr/bin/env bash
# Builds the fuzzers and runs each for a while; the exit code is 1 when one found something.
#   fuzz/run.sh [--seconds N] [TARGET...]     60 seconds each; all targets
set -euo pipefail
# shellcheck source=scripts/packages.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/../scripts/packages.sh"

usage() {
  say "usage: fuzz/run.sh [--seconds N] [TARGET...]; targets: ${all[*]}"
  exit 2
}
all=()
for folder in "$root"/fuzz/seeds/*/; do all+=("$(basename -- "$folder")"); done
seconds=60 targets=()
while (($#)); do
  if [[ $1 == --seconds && ${2:-} =~ ^[1-9][0-9]*$ ]]; then
    seconds=$2
    shift
  elif [[ " ${all[*]} " == *" $1 "* ]]; then
    targets+=("$1")
  else
    usage
  fi
  shift
done
((${#targets[@]})) || targets=("${all[@]}")

need_packages build fuzz
leave_root "$root/fuzz/run.sh" --seconds "$seconds" "${targets[@]}"

build=$root/build/fuzz
(cd "$root" && cmake --preset fuzz --log-level=WARNING)
cmake --build "$build" --target "${targets[@]/#/fuzz_}"

found=0
for target in "${targets[@]}"; do
  mkdir -p -- "$build/corpus/$target" "$build/found"
  printf '%s, %s s: ' "$target" "$seconds"
  # What is new goes to the first folder; the seeds are only read.
  if "$build/fuzz_$target" -max_total_time="$seconds" -max_len=4096 -timeout=20 -print_final_stats=1 \
    -artifact_prefix="$build/found/$target-" "$build/corpus/$target" "$root/fuzz/seeds/$target" >"$build/found/$target.log" 2>&1; then
    printf '%s runs, nothing found\n' "$(sed -n 's/^stat::number_of_executed_units: *//p' "$build/found/$target.log")"
  else
    found=$((found + 1))
    printf 'FOUND: '
    grep -a -m 1 -E 'does not hold|runtime error|ERROR: ' "$build/found/$target.log" || echo "see the log"
    sed -n 's/^.*Test unit written to /  /p' "$build/found/$target.log"
  fi
done
((found == 0)) || { echo "$found of ${#targets[@]} found something; logs: $build/found"; exit 1; }
