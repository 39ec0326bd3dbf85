#!/usr/bin/env python3
"""What answers are worth, measured on a labelled set: figures, halves, mechanisms, reliability of confidence.

  bench/answers.py --eval FOLDER --home HOME [--bin build/smallprint] [--write docs/answers.md]

FOLDER holds labels_dev.jsonl, questions.jsonl and score.py; HOME the collection that they speak of, imported.
Prints Markdown tables; --write puts them between the marks "<!-- begin: ... -->" and "<!-- end -->" of a document.
Standard library only.
"""
import argparse, collections, importlib.util, json, os, re, stat, subprocess, tempfile

SHOWN = [("verdict_accuracy", "verdict"), ("verdict_macro_f1", "macro F1"), ("evidence_hit_at_3", "hit@3"),
         ("evidence_first", "first"), ("value_accuracy", "value"), ("false_silent_rate", "false silent"),
         ("false_alarm_rate", "false alarm")]
BUCKETS = [0.0, 0.4, 0.6, 0.75, 0.85, 0.95, 1.01]


def scored(args, labels, without=None):
    """score.py's figures for a file of labels."""
    binary = os.path.abspath(args.bin)
    with tempfile.TemporaryDirectory() as folder:
        run = os.path.join(folder, "run")
        with open(run, "w") as f:
            f.write(f'#!/bin/sh\nexec "{binary}" "$@"{" --without " + without if without else ""}\n')
        os.chmod(run, os.stat(run).st_mode | stat.S_IXUSR)
        out = subprocess.run(
            ["python3", os.path.join(args.eval, "score.py"), "answers", "--bin", run, "--home", args.home,
             "--labels", labels, "--questions", os.path.join(args.eval, "questions.jsonl")],
            check=True, capture_output=True, text=True).stdout
    return json.loads(out.strip().splitlines()[-1])


def table(rows, first):
    lines = ["| " + first + " | " + " | ".join(name for _, name in SHOWN) + " |",
             "| --- |" + " ---: |" * len(SHOWN)]
    for name, figures in rows:
        lines.append(f"| {name} | " + " | ".join(f"{figures[key]:.3f}" if figures[key] is not None else ""
                                                 for key, _ in SHOWN) + " |")
    return "\n".join(lines)


def mechanisms(args):
    text = subprocess.run([args.bin, "ask", "--help"], check=True, capture_output=True, text=True).stdout
    return re.search(r"--without NAME:\{([^}]*)\}", text)[1].split(",")


def halves(args, labels):
    """Providers in the order of their names, every other one into the second half."""
    names = sorted({row["provider"] for row in labels})
    out = []
    with tempfile.TemporaryDirectory() as folder:
        for half in (0, 1):
            path = os.path.join(folder, f"half{half}.jsonl")
            with open(path, "w", encoding="utf-8") as f:
                for row in labels:
                    if names.index(row["provider"]) % 2 == half:
                        f.write(json.dumps(row, ensure_ascii=False) + "\n")
            out.append((f"{'first' if half == 0 else 'second'} half, {len(names[half::2])} services",
                        scored(args, path)))
    return out


def reliability(args, labels, questions):
    rows, meta = [], {}
    for i, row in enumerate(labels):
        if row["confidence"] != "high":
            continue
        for j, q in enumerate(q for q in questions if q["question"] == row["question"]):
            rows.append({"id": f"{i}.{j}", "text": q["text"], "provider": row["provider"]})
            meta[f"{i}.{j}"] = row.get("accept", [row["verdict"]])
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as f:
        f.writelines(json.dumps(r, ensure_ascii=False) + "\n" for r in rows)
        f.flush()
        out = subprocess.run([args.bin, "ask", "--home", args.home, "--batch", f.name, "--format", "jsonl"],
                             capture_output=True, text=True).stdout
    buckets = collections.defaultdict(list)
    for line in out.splitlines():
        answer = json.loads(line)
        at = max(b for b in BUCKETS if b <= answer["confidence"])
        buckets[at].append((answer["confidence"], answer["verdict"] in meta[answer["id"]]))
    lines = ["| confidence | answers | mean confidence | right |", "| --- | ---: | ---: | ---: |"]
    total = gap = 0
    for low, high in zip(BUCKETS, BUCKETS[1:]):
        if not buckets[low]:
            continue
        n = len(buckets[low])
        mean = sum(c for c, _ in buckets[low]) / n
        right = sum(r for _, r in buckets[low]) / n
        total += n
        gap += n * abs(mean - right)
        lines.append(f"| {low:.2f} to {min(high, 1):.2f} | {n} | {mean:.2f} | {right:.2f} |")
    lines.append(f"\nExpected calibration error: {gap / total:.3f} over {total} answers.")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--eval", required=True)
    parser.add_argument("--home", required=True)
    parser.add_argument("--bin", default="build/smallprint")
    parser.add_argument("--write")
    args = parser.parse_args()
    path = os.path.join(args.eval, "labels_dev.jsonl")
    read = lambda p: [json.loads(line) for line in open(p, encoding="utf-8") if line.strip()]
    labels, questions = read(path), read(os.path.join(args.eval, "questions.jsonl"))
    full = scored(args, path)
    parts = {
        "halves": table([("all", full)] + halves(args, labels), "services"),
        "mechanisms": table([("all mechanisms", full)] +
                            [(f"without {m}", scored(args, path, m)) for m in mechanisms(args)], "mechanism"),
        "reliability": reliability(args, labels, questions),
    }
    for name, text in parts.items():
        print(f"## {name}\n\n{text}\n")
    if args.write:
        document = open(args.write, encoding="utf-8").read()
        for name, text in parts.items():
            document = re.sub(rf"(<!-- begin: {name} -->\n).*?(<!-- end -->)",
                              lambda m: m[1] + "\n" + text + "\n\n" + m[2], document, flags=re.S)
        open(args.write, "w", encoding="utf-8").write(document)


if __name__ == "__main__":
    main()
