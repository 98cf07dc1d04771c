"""Edits with their steps, and a year's input → the input with those written that its way of writing allows.

Knows no Word.  All are tried together first, and one by one only where that fails; what then cannot be written comes back with the
reason.  A file that could not be read through afterwards is never made.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reportgen import yamltext
from reportgen.message import say
from reportgen.problem import errors
from reportgen.roundtrip.apply import CannotApply, apply
from reportgen.roundtrip.basis import Basis
from reportgen.roundtrip.edits import Edit, Step
from reportgen.roundtrip.outline import Outline
from reportgen.storage.given import Given
from reportgen.workspace.changes import rewritten


@dataclass(frozen=True, slots=True)
class PulledInput:
    """The year's input with edits written into it: the edits that went in, and those that could not."""

    inputs: tuple[Given, ...]
    done: tuple[Edit, ...]
    refused: tuple[Edit, ...]


def steps_of(edits: Iterable[Edit]) -> list[Step]:
    return [step for edit in edits for step in edit.steps]


def write(edits: Sequence[Edit], now: Basis) -> PulledInput:
    """The input with the edits in it; those that cannot be written come back with the reason."""
    done = [edit for edit in edits if edit.is_certain]
    try:
        return PulledInput(written(now, done).inputs, tuple(done), ())
    except CannotApply:
        pass
    good: list[Edit] = []
    failed: list[Edit] = []
    for edit in done:
        try:
            written(now, [*good, edit])
            good.append(edit)
        except CannotApply as fault:
            failed.append(replace(edit, reason=fault.message, steps=()))
    return PulledInput(written(now, good).inputs, tuple(good), tuple(failed))


def written(now: Basis, edits: Sequence[Edit]) -> Basis:
    """The input with all the edits in it; raises ``CannotApply``."""
    outline = now.outline
    made = _sound(outline, edits)
    files = zip(now.inputs, outline.documents, made, strict=True)
    return now.with_inputs(rewritten(item, document, new.text) for item, document, new in files)


def _sound(outline: Outline, edits: Sequence[Edit]) -> list[yamltext.Document]:
    """The documents with the edits made; raises ``CannotApply`` where a file then could not be read through."""
    made: list[yamltext.Document] = []
    for text, document in zip(apply(outline, steps_of(edits)), outline.documents, strict=True):
        if text == document.text:
            made.append(document)
            continue
        found, problems = yamltext.parse(text, document.file)
        if errors(problems):
            raise CannotApply(say("写进去以后输入文件就读不通了，请在输入文件里改"))
        made.append(replace(found, encoding=document.encoding))
    return made
