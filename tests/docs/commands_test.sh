#!/usr/bin/env bash
# The documents name only commands and options that the program has, and docs/cli.md has every command.
#   tests/docs/commands_test.sh PROJECT SMALLPRINT
# shellcheck disable=SC2016
set -euo pipefail
cd -- "$1"
program=$2

# Words that start a line of a help text's section.
section() { awk -v name="$1" '$0 ~ name { on = 1; next } /^[^ ]/ { on = 0 } on && /^ ? ? ?[a-z-]/ { print $1 }'; }
mapfile -t commands < <("$program" --help 2>&1 | section '^(Sub)?[Cc]ommands:' | grep -xE '[a-z][a-z-]*')
if ((${#commands[@]} == 0)); then
  echo "SKIPPED: $program --help lists no command"
  exit 0
fi

faults=0
fault() {
  printf '%s\n' "$*"
  faults=$((faults + 1))
}
is_command() { [[ " ${commands[*]} " == *" $1 "* ]]; }

# Command lines in a document: `inline code` and lines of fenced blocks that call the program.
command_lines() {
  awk '/^ *(```|~~~)/ { fenced = !fenced; next } fenced' "$1" | sed -E 's/^ *(\$ )?//'
  awk '/^ *(```|~~~)/ { fenced = !fenced; next } !fenced' "$1" | grep -oE '`[^`]+`' | tr -d '`' || true
}

checked=0
while IFS= read -r file; do
  while IFS= read -r line; do
    [[ $line =~ ^([^ ]*/)?smallprint\ +((--home\ +[^ ]+|--format\ +[a-z]+|-q)\ +)*([a-z][a-z-]*)(.*)$ ]] || continue
    command=${BASH_REMATCH[4]} rest=${BASH_REMATCH[5]}
    checked=$((checked + 1))
    if ! is_command "$command"; then
      fault "$file: smallprint $command is not a command"
      continue
    fi
    read -r inner _ <<<"$rest" || true
    [[ $inner =~ ^[a-z]+$ ]] || inner=
    help=$("$program" "$command" ${inner:+"$inner"} --help 2>&1; "$program" "$command" --help 2>&1; "$program" --help 2>&1)
    rest=$(sed -E "s/\"[^\"]*\"//g; s/'[^']*'//g; s/[|#].*//" <<<"$rest")
    for option in $(grep -oE -- '(^| )--[a-z][a-z-]*' <<<"$rest" || true); do
      grep -qE -- "(^|[ ,])$option([^a-z-]|$)" <<<"$help" || fault "$file: smallprint $command has no $option"
    done
  done < <(command_lines "$file")
done < <(find . \( -name build -o -name .git -o -path ./corpus/samples -o -path ./tests/golden -o -path ./fuzz/seeds \) -prune \
  -o -name '*.md' -print | sed 's|^\./||' | sort)

for command in "${commands[@]}"; do
  grep -q -- "smallprint $command" docs/cli.md 2>/dev/null || fault "docs/cli.md does not have smallprint $command"
done
((checked > 0)) || fault "no document calls the program"
echo "${#commands[@]} commands, $checked calls in documents, $faults faults"
((faults == 0))
