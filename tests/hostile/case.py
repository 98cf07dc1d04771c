"""What a hostile case is: files, the command that meets them, and what must come of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Files = Mapping[str, bytes]

RENDER = ("render", "模板.docx", "数据.yaml", "-o", "成品.docx")
DATA = "a: 甲\nx: [甲, 乙]\n".encode()


@dataclass(frozen=True, slots=True)
class Case:
    """``files`` is given the path of a secret file that must not be read; ``codes`` are what the author of the case meant:
    one at least of these codes, or beginnings of them, is told (none or ``ok``: the command succeeds), while the exact
    outcome stands in ``outcomes.tsv``; ``shows`` stands in the finished file.

    ``office`` sets the files into a workspace of the shipped years with the report of 2024 in ``output/``; ``partly`` says
    that what is sound beside the fault is made all the same; ``slow`` cases run only where that is asked for.  ``prepare`` does to the folder what no
    file can: links, pipes; ``only`` is the one file that may be new; ``any_result`` leaves it to ``outcomes.tsv`` whether it succeeds.
    """

    kind: str
    name: str
    files: Callable[[Path], Files]
    codes: str = ""
    command: tuple[str, ...] = RENDER
    shows: str = ""
    office: bool = False
    partly: bool = False
    slow: bool = False
    prepare: Callable[[Path], None] | None = None
    only: str = ""
    any_result: bool = False

    def means(self, result: str, codes: Sequence[str]) -> bool:
        """Whether an outcome is what was meant."""
        meant = tuple(self.codes.split())
        if self.any_result:
            return True
        if meant in ((), ("ok",)):
            return result == "finished"
        return (result == "refused" or self.partly) and any(code.startswith(meant) for code in codes)


def fixed(files: Files) -> Callable[[Path], Files]:
    """Files that do not depend on the secret."""
    return lambda _: files


def of_template(kind: str, name: str, template: Callable[[], bytes], codes: str = "", shows: str = "", data: bytes = DATA, **more: bool) -> Case:
    """A template that is filled with harmless data."""
    return Case(kind, name, lambda _: {"模板.docx": template(), "数据.yaml": data}, codes, RENDER, shows, **more)
