#!/usr/bin/env bash
# No provider's name stands in code or data: what smallprint knows of one, it reads from its documents.
#   tests/names_test.sh PROJECT REAL-DATA-FOLDER
#
# The names are the folders of the real collections. Left out are those that are common words too:
# the other providers' texts write them more often in lower case than as the name, or the code has
# the word in lower case; and names of one letter. corpus/sources names what is followed: it is not searched.
set -euo pipefail
project=$1 data=$2/ota
cd -- "$project"
folders=()
for folder in corpus ingest parser index query report app web; do
  [[ ! -d $folder ]] || folders+=("$folder")
done

shopt -s nullglob
bundles=("$data"/*.bundle)
if ((${#bundles[@]} == 0)); then
  echo "SKIPPED: no collection in $data (set SMALLPRINT_REAL_DATA)"
  exit 0
fi
scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT

word() { printf '(?<![\\w./@-])\\Q%s\\E(?![\\w/@-]|\\.\\w)' "$1"; }  # by itself, not in an address
uses() {  # REPOSITORY NAME WORD: of the word in all folders but the name's own
  { git -C "$1" grep -ohP "$(word "$3")" HEAD -- . ":(exclude,literal)$2" || true; } | wc -l
}
is_common() {  # REPOSITORY NAME
  local lower=${2,,}
  ((${#2} > 1)) || return 0
  [[ $2 == [A-Z]* && $2 != *[^[:alpha:]]* ]] || return 1
  if [[ $2 == ?*[A-Z]* && $2 != "${2^^}" ]]; then return 1; fi  # InnerCapitals are names
  (($(uses "$1" "$2" "$lower") > $(uses "$1" "$2" "$2"))) ||
    grep -rqIP --exclude-dir=sources "$(word "$lower")" "${folders[@]}"
}

names=() common=()
for bundle in "${bundles[@]}"; do
  repository=$scratch/$(basename "$bundle")
  git clone -q --bare "$bundle" "$repository"
  while IFS= read -r name; do
    if is_common "$repository" "$name"; then common+=("$name"); else names+=("$name"); fi
  done < <(git -C "$repository" ls-tree -d -z --name-only HEAD | tr '\0' '\n')
done
mapfile -t names < <(printf '%s\n' "${names[@]}" | sort -u)
((${#names[@]} >= 20)) || { echo "only ${#names[@]} names found in $data"; exit 1; }

search() {  # FILE-OR-FOLDER...: FILE:LINE:NAME of each place
  for name in "${names[@]}"; do
    grep -rnoIP --exclude-dir=sources "(?<!\\w)\\Q$name\\E(?!\\w)" "$@" || true
  done
}

# A search that never finds anything would pass too: it must find a planted name.
echo "// as ${names[0]} does" >"$scratch/planted"
[[ -n $(search "$scratch/planted") ]] || { echo "the search does not find a planted name"; exit 1; }

found=$(search "${folders[@]}")
if [[ -n $found ]]; then
  printf "Providers' names in code or data:\n%s\n" "$found"
  exit 1
fi
echo "none of ${#names[@]} names found in ${folders[*]} (common words: ${common[*]:-none})"
