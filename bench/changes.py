#!/usr/bin/env python3
"""What recorded changes are, by class, and how fast they are compared.

  bench/changes.py [--bin build/smallprint] [--runs N] [--npm FOLDER] [--write docs/recorded-changes.md] REPOSITORY...

Each REPOSITORY is a clone (bare or not) of versions that Open Terms Archive recorded. All are imported into a home of
their own that goes afterwards; then every version is compared with the one before, with word redlines and classes.
Beside it, in the same run: `git log -p --word-diff=porcelain` over the same history, and, where FOLDER has
node_modules/diff, its diffWords over pairs of the history for ten seconds.
Prints Markdown; --write puts it between the marks "<!-- begin: ... -->" and "<!-- end -->" of a document.
Standard library only.
"""
import argparse, collections, csv, io, os, platform, re, statistics, subprocess, sys, tempfile, time

CLASSES = ["identical-text", "date-or-version-only", "moved", "boilerplate", "editorial", "substantive"]
FIRST = "the first version"
NODE = """
const {diffWords} = require(process.argv[1]); const fs = require('fs');
const pairs = JSON.parse(fs.readFileSync(0, 'utf8')); const end = Date.now() + 10000; let n = 0;
for (const [a, b] of pairs) { if (Date.now() > end) break; diffWords(a, b); ++n; }
console.log(n / (Date.now() - end + 10000) * 1000);
"""


def run(command, **more):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, **more).stdout


def timed(command, runs):
    """Seconds of wall and of processor, medians of `runs`."""
    wall, cpu = [], []
    for _ in range(runs):
        before, start = os.times(), time.monotonic()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        after = os.times()
        wall.append(time.monotonic() - start)
        cpu.append(after.children_user - before.children_user + after.children_system - before.children_system)
    return statistics.median(wall), statistics.median(cpu)


def pairs_of(repository, most=400):
    """Consecutive texts of documents, newest first."""
    out = []
    log = run(["git", "-C", repository, "log", "--diff-filter=M", "--raw", "--no-abbrev", "--format="], text=True)
    for line in log.splitlines()[:most]:
        old, new = line.split()[2:4]
        out.append([run(["git", "-C", repository, "cat-file", "blob", one]).decode("utf-8", "replace")
                    for one in (old, new)])
    return out


def node_rate(folder, repository):
    import json
    module = os.path.abspath(os.path.join(folder, "node_modules", "diff"))
    answer = run(["node", "-e", NODE, module], input=json.dumps(pairs_of(repository)).encode())
    return float(answer)


def measure(args, repository):
    name = re.sub(r"\.git$", "", os.path.basename(os.path.normpath(repository)))
    with tempfile.TemporaryDirectory() as home:
        run([args.bin, "import", "-q", "--home", home, repository])
        listing = [args.bin, "history", "--changes", "--home", home, "--format", "csv", "-q"]
        rows = [row for row in csv.DictReader(io.StringIO(run(listing, text=True))) if row["reason"] != FIRST]
        quick = timed(listing + ["--no-direction"], args.runs)
        whole = timed(listing, args.runs)
    git = timed(["git", "-C", repository, "log", "-p", "--word-diff=porcelain"], args.runs)
    node = node_rate(args.npm, repository) if args.npm else None
    return name, rows, quick, whole, git, node


def classes(measured):
    out = ["| collection | recorded changes | " + " | ".join(CLASSES) + " | of these: failed captures | under an old date |",
           "| --- |" + " ---: |" * (len(CLASSES) + 3)]
    for name, rows, *_ in measured:
        count = collections.Counter(row["class"] for row in rows)
        cells = [f"{count[c]} ({100 * count[c] / len(rows):.0f} %)" for c in CLASSES]
        failed = sum(row["failed"] == "true" for row in rows)
        silent = sum(row["silent_change"] == "true" for row in rows)
        out.append(f"| {name} | {len(rows)} | " + " | ".join(cells) + f" | {failed} | {silent} |")
    return "\n".join(out)


def reasons(measured):
    count = collections.Counter()
    for _, rows, *_ in measured:
        for row in rows:
            reason = re.sub(r"“[^”]*”", "“…”", row["reason"])
            count[(row["class"], re.sub(r"\d{4}-\d\d-\d\d", "DATE", reason))] += 1
    out = ["| class | reason | changes |", "| --- | --- | ---: |"]
    for c in CLASSES:
        for (found, reason), n in sorted(count.items(), key=lambda item: (-item[1], item[0])):
            if found == c:
                out.append(f"| {c} | {reason} | {n} |")
    return "\n".join(out)


def speed(measured):
    out = ["| collection | pairs | classes and redlines | with directions and topics | git log, word diff | diffWords |",
           "| --- | ---: | ---: | ---: | ---: | ---: |"]
    for name, rows, quick, whole, git, node in measured:
        cell = lambda t: f"{len(rows) / t[0]:.0f}/s ({t[0]:.1f} s, processor {t[1]:.1f} s)"
        out.append(f"| {name} | {len(rows)} | {cell(quick)} | {cell(whole)} | {cell(git)} | "
                   + (f"{node:.1f}/s |" if node else "not tried |"))
    return "\n".join(out) + f"\n\n{os.cpu_count()} processors, {platform.machine()}."


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("repositories", nargs="+", metavar="REPOSITORY")
    parser.add_argument("--bin", default="build/smallprint")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--npm", metavar="FOLDER")
    parser.add_argument("--write", metavar="FILE")
    args = parser.parse_args()
    measured = [measure(args, one) for one in args.repositories]
    parts = {"classes": classes(measured), "reasons": reasons(measured), "speed": speed(measured)}
    if not args.write:
        print("\n\n".join(parts.values()))
        return
    with open(args.write, encoding="utf-8") as file:
        text = file.read()
    for name, part in parts.items():
        text, n = re.subn(rf"(<!-- begin: {name} -->\n).*?(<!-- end -->)", lambda m: m[1] + part + "\n" + m[2], text,
                          flags=re.S)
        if n != 1:
            sys.exit(f"{args.write}: expected one <!-- begin: {name} --> ... <!-- end -->, found {n}")
    with open(args.write, "w", encoding="utf-8") as file:
        file.write(text)


if __name__ == "__main__":
    main()
