#!/usr/bin/env python3
"""Compares the texts that smallprint makes of saved pages with those of Open Terms Archive's engine.

  bench/extraction.py [--packages FOLDER] [--runs N] [--write docs/extraction.md] SMALLPRINT DATA

DATA holds declarations/NAME.json, snapshots/NAME/ (pages) and versions/NAME/ (Markdown that the engine made). FOLDER is
where `npm install @opentermsarchive/engine @mozilla/readability jsdom` was run; with it, the engine extracts the same
pages in the same run, and Readability is the peer of the search for the main part. Word-level similarity is
2 * matches / words of both, by Python's difflib over lower-case words; addresses of links are left out in the second.
"""
import argparse
import difflib
import json
import os
import pathlib
import platform
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time

WORD = re.compile(r"\w+")
LINK = re.compile(r'\]\([^)\s]*(?:\s+"[^"]*")?\)')


def words(text, links=True):
    return WORD.findall((text if links else LINK.sub("]", text)).lower())


def similarity(one, other):
    if one == other:
        return 1.0
    blocks = difflib.SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return 2 * sum(block.size for block in blocks) / max(1, len(one) + len(other))


def differences(ours, theirs, most=6):
    """What differs, in words: "of government" (theirs: "ofgovernment")."""
    matcher = difflib.SequenceMatcher(None, ours, theirs, autojunk=False)
    found = [(" ".join(ours[a:b])[:60], " ".join(theirs[c:d])[:60]) for kind, a, b, c, d in matcher.get_opcodes() if kind != "equal"]
    return len(found), "; ".join(f'"{one}" (theirs: "{other}")' for one, other in found[:most])


def run(program, declaration, pages):
    done = subprocess.run([program, "sources", "try", declaration, "--from", pages, "--format", "jsonl"],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def without_selectors(declaration, folder):
    data = json.loads(pathlib.Path(declaration).read_text())
    for terms in data["terms"].values():
        for page in [terms] + terms.get("combine", []):
            for key in ("select", "remove", "filter"):
                page.pop(key, None)
    file = pathlib.Path(folder) / pathlib.Path(declaration).name
    file.write_text(json.dumps(data))
    return str(file)


def pages_of(declaration, snapshots):
    """Every HTML page of a declaration, with the selectors that are for it."""
    data = json.loads(pathlib.Path(declaration).read_text())
    for kind, terms in data["terms"].items():
        parts = terms.get("combine", [terms])
        for part in parts:
            page = {key: part.get(key, terms.get(key)) for key in ("fetch", "select", "remove")}
            name = kind
            if len(parts) > 1:
                name += " #" + "-".join(filter(None, re.sub(r"^https?://[^/]*|[?#].*$", "", page["fetch"]).split("/")))
            file = snapshots / (name + ".html")
            if file.exists():
                yield {"file": str(file), "fetch": page["fetch"], "select": page["select"] or [], "remove": page["remove"] or []}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--packages")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--write")
    parser.add_argument("program")
    parser.add_argument("data", type=pathlib.Path)
    args = parser.parse_args()
    declarations = sorted(str(file) for file in (args.data / "declarations").glob("*.json") if ".history." not in file.name)

    rows, causes, below = [], [], []
    with tempfile.TemporaryDirectory() as scratch:
        for declaration in declarations:
            name = pathlib.Path(declaration).stem
            plain = {doc["type"]: doc for doc in run(args.program, without_selectors(declaration, scratch), str(args.data / "snapshots" / name))}
            for doc in run(args.program, declaration, str(args.data / "snapshots" / name)):
                version = args.data / "versions" / name / (doc["type"] + ".md")
                if not version.exists():
                    continue
                theirs = version.read_text()
                if doc["status"] == "ok" and similarity(words(doc["text"]), words(theirs)) < 0.95:
                    count, shown = differences(words(doc["text"]), words(theirs))
                    below.append((name, doc["type"], f"{count} differences, as {shown}"))
                if doc["status"] != "ok":
                    causes.append((name, doc["type"], doc.get("error", doc["status"])))
                found = plain.get(doc["type"], {}).get("text", "")
                rows.append((name, doc["type"], doc["status"],
                             similarity(words(doc["text"]), words(theirs)) if doc["status"] == "ok" else None,
                             similarity(words(doc["text"], False), words(theirs, False)) if doc["status"] == "ok" else None,
                             similarity(words(found, False), words(theirs, False))))

    # Speed: the same HTML pages, ours as whole runs of the program.
    tasks = [task for declaration in declarations
             for task in pages_of(declaration, args.data / "snapshots" / pathlib.Path(declaration).stem)]
    size = sum(os.path.getsize(task["file"]) for task in tasks)
    times = []
    for _ in range(args.runs):
        start = time.perf_counter()
        for declaration in declarations:
            run(args.program, declaration, str(args.data / "snapshots" / pathlib.Path(declaration).stem))
        times.append(time.perf_counter() - start)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    ours = min(times)

    good = [row[3] for row in rows if row[3] is not None]
    lines = ["# What extraction is worth", "",
             "How near the texts that smallprint makes of pages are to those that Open Terms Archive's engine made of the same "
             "pages, and how fast both are. Made by", "", "```sh",
             "npm install @opentermsarchive/engine @mozilla/readability jsdom   # in a folder of its own",
             "bench/extraction.py --packages FOLDER --write docs/extraction.md build/smallprint DATA", "```", "",
             f"on {len(tasks)} HTML pages ({size / 1e6:.1f} MB) of {len(declarations)} services as Open Terms Archive saved them, "
             f"{os.cpu_count()} processors, {platform.machine()}.", "",
             "## Similarity", "",
             "Of words, 1 being the same words in the same order; the second figure leaves the addresses of links out. "
             "**Without selectors** is what the search for the main part finds by itself.", "",
             "| service | document | similarity | without addresses | without selectors |", "|---|---|---|---|---|"]
    for name, kind, status, all_words, no_links, plain in rows:
        show = lambda value: "" if value is None else f"{value:.4f}"
        lines.append(f"| {name} | {kind} | {show(all_words) or status} | {show(no_links)} | {show(plain)} |")
    lines += ["", f"Median of the {len(good)} documents whose selectors match: {statistics.median(good):.4f}, lowest {min(good):.4f}. "
              f"Without selectors: median {statistics.median(row[5] for row in rows):.4f}, lowest {min(row[5] for row in rows):.4f}.", ""]
    if below:
        lines += ["Below 0.95, and what differs:", ""] + [f"- {name}, {kind}: {why}" for name, kind, why in below] + [""]
    if causes:
        lines += ["Not made, and why:", ""] + [f"- {name}, {kind}: {why}" for name, kind, why in causes] + [""]

    lines += ["## Speed", "", "| program | pages | MB/s | ms a page at the median | memory |", "|---|---|---|---|---|",
              f"| `smallprint sources try`, whole runs of the program | {len(tasks)} | {size / 1e6 / ours:.1f} | "
              f"{1000 * ours / len(tasks):.1f} (mean) | {memory:.0f} MB |"]
    if args.packages:
        script = pathlib.Path(__file__).with_suffix(".mjs")
        done = subprocess.run(["node", str(script), args.packages], input=json.dumps(tasks).encode(), stdout=subprocess.PIPE, check=True)
        results = json.loads(done.stdout)
        for peer, title in (("engine", "Open Terms Archive's engine"), ("readability", "Readability with jsdom")):
            spent = [result[peer]["ms"] for result in results]
            lines.append(f"| {title}, without the start of node | {len(results)} | {size / 1e3 / sum(spent):.1f} | {statistics.median(spent):.0f} | |")
        lines += ["", f"smallprint is {sum(r['engine']['ms'] for r in results) / 1000 / ours:.0f} times as fast as the engine here."]
        # Readability's texts against the engine's, page by page, beside ours without selectors.
        pairs = []
        with tempfile.TemporaryDirectory() as scratch:
            for task, result in zip(tasks, results):
                if result["engine"]["error"]:
                    continue
                single = pathlib.Path(scratch) / "One.json"
                single.write_text(json.dumps({"name": "One", "terms": {"Page": {"fetch": task["fetch"]}}}))
                page = pathlib.Path(scratch) / "Page.html"
                page.write_bytes(pathlib.Path(task["file"]).read_bytes())
                mine = run(args.program, str(single), scratch)[0]["text"]
                wanted = words(result["engine"]["text"], False)
                pairs.append((similarity(words(mine, False), wanted), similarity(words(result["readability"]["text"]), wanted)))
        lines += ["", "## The main part, without selectors", "",
                  f"Of {len(pairs)} pages whose selectors match, against what the engine takes by its selectors:", "",
                  "| | median | lowest | pages below 0.95 |", "|---|---|---|---|"]
        for index, title in ((0, "smallprint"), (1, "Readability")):
            some = [pair[index] for pair in pairs]
            lines.append(f"| {title} | {statistics.median(some):.4f} | {min(some):.4f} | {sum(value < 0.95 for value in some)} |")
    text = "\n".join(lines) + "\n"
    print(text)
    if args.write:
        pathlib.Path(args.write).write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
