"""The grammar → the table of keys in docs/manual/input.md; run this file to print it anew."""

from __future__ import annotations

from reportgen.report.model.grammar import GRAMMAR, Grammar

_HEAD = "| 写在 | 名称 | 写什么 | 说明 |\n|---|---|---|---|\n"


def table(grammar: Grammar = GRAMMAR) -> str:
    """A row for each key, then for each note."""
    rows = [
        f"| {kind.name or '最外层'} | {key.name} | {key.kind.value} | {key.meaning}{'（必写）' if key.required else ''} |" for kind, key in grammar.every_key()
    ]
    rows += [f"| 一句旁边 | {note.name} | {'或'.join(note.choices) or '一个值'} | {note.meaning} |" for note in grammar.sentence_notes]
    rows += [f"| 一个数旁边 | {note.name} | {'或'.join(note.choices) or '一个值'} | {note.meaning} |" for note in grammar.value_notes]
    return _HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    print(table(), end="")
