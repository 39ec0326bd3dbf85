#!/usr/bin/env bash
# Every relative link in a Markdown file of the project leads to a file, and its #anchor to a heading.
#   tests/docs/links_test.sh PROJECT
# shellcheck disable=SC2016
set -euo pipefail
cd -- "$1"

# Prose only: fenced blocks and inline code out.
prose() { awk '/^ *(```|~~~)/ { fenced = !fenced; next } !fenced' "$1" | sed 's/`[^`]*`//g'; }

# The anchors of a file's headings, as code hosts form them.
anchors() {
  awk '/^ *(```|~~~)/ { fenced = !fenced; next } !fenced && /^#+ /' "$1" |
    sed -E 's/^#+ +//; s/ +#*$//; s/\[([^]]*)\]\([^)]*\)/\1/g' | tr '[:upper:]' '[:lower:]' |
    sed -E 's/[^[:alnum:] _-]//g; s/ /-/g'
}

links=0 faults=0
fault() {
  printf '%s\n' "$*"
  faults=$((faults + 1))
}
while IFS= read -r file; do
  while IFS= read -r link; do
    [[ $link != *://* && $link != mailto:* ]] || continue
    links=$((links + 1))
    target=${link%%#*}
    if [[ -z $target ]]; then
      target=$file
    elif [[ $target == /* ]]; then
      fault "$file: $link is not relative"
      continue
    else
      target=$(dirname -- "$file")/$target
    fi
    if [[ ! -e $target ]]; then
      fault "$file: $link leads nowhere"
    elif [[ $link == *#* && $target == *.md ]] && ! grep -qxF -- "${link#*#}" < <(anchors "$target"); then
      fault "$file: $link names no heading of $target"
    fi
  done < <(prose "$file" | grep -oE '\]\([^) ]+' | sed 's/^](//')
done < <(find . \( -name build -o -name .git -o -path ./corpus/samples -o -path ./tests/golden -o -path ./fuzz/seeds \) -prune \
  -o -name '*.md' -print | sed 's|^\./||' | sort)

((links > 0)) || fault "no relative link found at all"
echo "$links links, $faults lead nowhere"
((faults == 0))
