"""Runs the hostile corpus and prints how many cases of each kind finished, were refused, or did what they must not.

``python tests/hostile_table.py [--all] [KIND …]``: with ``--all`` the slow ones too; exit status 1 when anything is wrong.
``--all --write`` writes down what came of each case, to be read as a difference: from then on it is what must come of it.
"""

from __future__ import annotations

import json
import sys
from collections import Counter

from hostile.corpus import KINDS, corpus
from hostile.running import TABLE, Outcome, run_all


def main(words: list[str]) -> int:
    slow = "--all" in words
    kinds = [word for word in words if word in KINDS] or list(KINDS)
    outcomes = [each for kind in kinds for each in run_all([case for case in corpus().values() if case.kind == kind and (slow or not case.slow)])]
    if "--write" in words and slow and len(kinds) == len(KINDS):
        lines = (f"{each.kind}\t{json.dumps(each.name, ensure_ascii=False)}\t{each.result}\t{' '.join(each.codes)}\t{json.dumps(each.says, ensure_ascii=False)}\n" for each in outcomes)
        TABLE.write_text("".join(lines), encoding="utf-8")
    print("| kind | cases | finished | refused | wrong | longest (s) | peak (MB) |\n|---|--:|--:|--:|--:|--:|--:|")
    for kind in kinds:
        print(_line(kind, [outcome for outcome in outcomes if outcome.kind == kind]))
    print(_line("all", outcomes))
    wrong = [outcome for outcome in outcomes if outcome.wrong]
    for outcome in wrong:
        print(f"\n{outcome.kind}: {outcome.name} ({outcome.seconds} s, {outcome.peak} MB)", *outcome.wrong, sep="\n    ")
    return int(bool(wrong))


def _line(kind: str, outcomes: list[Outcome]) -> str:
    counted = Counter("wrong" if outcome.wrong else outcome.result for outcome in outcomes)
    longest, peak = max(outcome.seconds for outcome in outcomes), max(outcome.peak for outcome in outcomes)
    return f"| {kind} | {len(outcomes)} | {counted['finished']} | {counted['refused']} | {counted['wrong']} | {longest:.1f} | {peak} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
