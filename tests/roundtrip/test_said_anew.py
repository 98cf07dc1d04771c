"""A report with other figures, said and not made: the sentences that print them read as they are printed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pulled_office import basis, retyped, trace, viewed

from reportgen.report.model.address import Address
from reportgen.report.prose import address_of
from reportgen.roundtrip import attribution
from reportgen.roundtrip.apply import CannotApply
from reportgen.roundtrip.basis import Basis
from reportgen.roundtrip.edits import FIGURE, Edit, SetDatum
from reportgen.roundtrip.printed import PrintedParagraph, printed
from reportgen.roundtrip.proof import _Proving
from reportgen.roundtrip.pull import find_edits, write_certain
from reportgen.roundtrip.pulled_input import written
from reportgen.roundtrip.said_anew import said_anew


def with_figure(base: Basis, origin: Address, old: str, new: str) -> Basis:
    return written(base, [Edit(FIGURE, old, new, steps=(SetDatum(origin, old, new),))])


def copied() -> tuple[PrintedParagraph, ...]:
    return printed(trace())


def figures(base: Basis) -> list[tuple[Address, str]]:
    return [(address_of(datum.path), datum.text) for datum in base.report.figures if datum.is_number]


def test_what_is_said_of_a_changed_figure_is_what_is_printed_of_it() -> None:
    base, told, odd = basis(), 0, 0
    for origin, old in figures(base)[::3]:
        try:
            now = with_figure(base, origin, old, str(int(old.split(".")[0]) + 1) + old[len(old.split(".")[0]) :])
        except CannotApply:
            continue
        made, said = now.printed(), said_anew(copied(), base.report, now.report)
        assert made is not None
        odd += said is None
        told += said is not None
        assert said is None or said == made.paragraphs, origin
    assert told > 20
    assert odd <= told // 20, "a figure that takes its clause with it, or that the template prints"


def test_all_figures_at_once_and_none() -> None:
    base = now = basis()
    for origin, old in figures(base)[::3]:
        now = with_figure(now, origin, old, f"{old}1" if "." in old else f"{old}0")
    made, said = now.printed(), said_anew(copied(), base.report, now.report)
    assert made is not None
    assert said is None or said == made.paragraphs
    assert said_anew(copied(), base.report, base.report) == copied()


def test_a_clause_that_goes_with_its_figure_is_not_said() -> None:
    base = basis()
    (given,) = base.inputs
    content = given.content.decode().replace("【自营出口】亿元", "【若有 自营出口】【自营出口】亿元【止】", 1)
    assert content != given.content.decode()
    then = base.with_inputs([replace(given, content=content.encode())])
    before = then.printed()
    assert before is not None
    origin = next(path for path, _ in figures(then) if path.key == "自营出口")
    gone = with_figure(then, origin, next(text for path, text in figures(then) if path == origin), "0")
    assert said_anew(before.paragraphs, then.report, gone.report) is None


def test_a_text_that_reads_otherwise_than_its_sentences_say_is_not_said() -> None:
    base = basis()
    origin, old = next((origin, old) for origin, old in figures(base) if any(origin in piece.data for each in copied() for piece in each.pieces))
    now = with_figure(base, origin, old, f"{old}0")
    for paragraph in copied():
        if any(origin in piece.data for piece in paragraph.pieces):
            other = replace(paragraph, text="甲" * len(paragraph.text))
            assert said_anew([paragraph], base.report, now.report) is not None
            assert said_anew([other], base.report, now.report) is not None, "other words of the template"
            piece = replace(paragraph.pieces[0], first=7)
            assert said_anew([replace(paragraph, pieces=(piece, *paragraph.pieces[1:]))], base.report, now.report) is None
            break


EDITS = (("44.10亿元，同比增长7.8%", "46.10亿元，同比增长12.7%"), ("摆在突出位置", "摆在更加突出的位置"), ("引进外资3415万美元", "引进外资3416万美元"))


@pytest.mark.parametrize("count", [1, 2, 3])
def test_all_at_once_is_what_comes_of_it_by_turns(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def change(text: str) -> str:
        for old, new in EDITS[:count]:
            text = text.replace(old, new)
        return text

    view = viewed(retyped(change))
    pulled = find_edits(view, trace(), basis())
    quick = write_certain(pulled, view, basis())
    monkeypatch.setattr(_Proving, "_at_once", lambda *_: None)
    assert write_certain(pulled, view, basis()) == quick
    monkeypatch.setattr(attribution, "_is_kept", lambda _: False)
    assert find_edits(view, trace(), basis()).edits == pulled.edits
    assert write_certain(pulled, view, basis()) == quick
