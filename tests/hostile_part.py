"""``python tests/hostile_part.py KIND …``: writes down anew what came of the cases of some kinds, the others left as they are."""

from __future__ import annotations

import json
import sys

from hostile.corpus import corpus
from hostile.running import TABLE, run_all


def main(kinds: list[str]) -> int:
    """Prints what is wrong beyond the table itself; status 1 where anything is."""
    known = {tuple(line.split("\t")[:2]): line for line in TABLE.read_text(encoding="utf-8").splitlines()}
    made = run_all([case for case in corpus().values() if case.kind in kinds])
    for each in made:
        key = (each.kind, json.dumps(each.name, ensure_ascii=False))
        line = "\t".join((*key, each.result, " ".join(each.codes), json.dumps(each.says, ensure_ascii=False)))
        if known.get(key) != line:
            print(f"- {known.get(key, '(new)')}\n+ {line}")
        known[key] = line
        for wrong in each.wrong:
            if not wrong.startswith("was to "):
                print(f"! {each.name} ({each.seconds} s, {each.peak} MB): {wrong}")
    order = {(case.kind, json.dumps(case.name, ensure_ascii=False)): number for number, case in enumerate(corpus().values())}
    TABLE.write_text("".join(f"{known[key]}\n" for key in sorted((key for key in known if key in order), key=order.__getitem__)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
