"""``python tests/attempt_table.py > docs/attempts.md``: every hostile input with the one outcome that it must have."""

from __future__ import annotations

from hostile.running import outcomes

HEAD = """# Attempts and outcomes

Printed by `python tests/attempt_table.py` from `tests/hostile/outcomes.tsv`, which `tests/test_hostile.py` holds against the program: each
attempt goes through the real command line in a process of its own, within 10 seconds and 512 MB. What the codes mean: [problems.md](problems.md).
"""


def table() -> str:
    lines = [HEAD]
    kind_before = ""
    for (kind, name), (result, codes, _) in outcomes().items():
        if kind != kind_before:
            lines.append(f"\n## {kind}\n\n| attempt | outcome | told |\n|---|---|---|")
            kind_before = kind
        shown = "".join(char if char.isprintable() else "?" for char in name).replace("|", "\\|")
        lines.append(f"| {shown} | {result} | {' '.join(codes) or '—'} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(table(), end="")
