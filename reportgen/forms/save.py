"""New texts of a year's input files → the files, in the encoding that they had.

Knows nothing of what changed.  A file is written only if its bytes are still those that were read and its encoding gives
them back: else “every other byte as it was” could not be promised.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportgen.draft import YearInput
from reportgen.message import say
from reportgen.problem import Code, Problem
from reportgen.storage import place_faults, write_file
from reportgen.storage.given import Given
from reportgen.yamltext import Document

X22 = Code(
    "X22", "输入文件的编码写不回去，或刚被改过，没有写", "文件正被别的程序改", "关掉别的程序，另存为 UTF-8，再导入一次"
)


def keep(read: YearInput, texts: Sequence[str]) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """Writes the files whose text is another than was read; which were written, and what hindered the others."""
    written: list[Path] = []
    problems: list[Problem] = []
    for item, document, text in zip(read.inputs, read.documents, texts, strict=True):
        path = item.path
        if text == document.text or path is None:
            continue
        fault = _refusal(path, item, document) or place_faults(path) or write_file(path, text.encode(document.encoding))
        problems += [fault] if fault else []
        written += [] if fault else [path]
    return tuple(written), tuple(problems)


def _refusal(path: Path, item: Given, document: Document) -> Problem | None:
    try:
        same = path.read_bytes() == item.content == document.text.encode(document.encoding)
    except (OSError, UnicodeEncodeError):
        same = False
    if same:
        return None
    hint = say("请用记事本另存为 UTF-8，关掉别的正在改它的程序，再导入一次")
    return Problem(X22, say("{file} 的编码写不回去，或刚被改过，没有写", file=path.name), hint=hint)
