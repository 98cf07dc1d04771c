"""An edit is put down to those whose tracked changes made it, and to nobody else."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from manuscript import Manuscript
from pulled_office import basis, place, reading, report, trace

from reportgen.roundtrip import edits as kinds
from reportgen.roundtrip.pull import find_edits, write_certain

NOBODY, WANG, LI = "", "王乡长", "李主任"
WHEN = " 2025-01-08 09:30"
PARTLY = "还有没开修订改的，不知是谁"
Change = Callable[[list[str]], None]


def typed(old: str, new: str) -> Change:
    def change(text: list[str]) -> None:
        number = next(number for number, each in enumerate(text) if old in each)
        text[number] = text[number].replace(old, new, 1)

    return change


def added(begins: str, words: str) -> Change:
    def change(text: list[str]) -> None:
        text[place(text, begins)] += words

    return change


def gone(begins: str) -> Change:
    return lambda text: text.__delitem__(place(text, begins))


def put(before: str, words: str) -> Change:
    return lambda text: text.insert(place(text, before), words)


def moved(text: list[str]) -> None:
    number = place(text, "城市更新")
    text.insert(number + 1, text.pop(number))


def edited(changes: list[tuple[str, Change]]) -> bytes:
    """The report edited by one after another; nobody's changes are not tracked."""
    made = Manuscript(report())
    for who, change in changes:
        text = made.paragraphs
        change(text)
        made.rewrite(text, tracked=bool(who), author=who)
    return made.package(random.Random(3))


FIGURE, WORDS, OTHER = typed("44.10", "46.10"), typed("摆在突出位置", "摆在更加突出的位置"), typed("扎实开展助企", "深入开展助企")
SENTENCE = added("我们把稳增长", "形势向好。")
TOPIC = "营商环境走在前列。全年新增市场主体三千户。"

CASES: dict[str, tuple[list[tuple[str, Change]], set[tuple[str, tuple[str, ...]]]]] = {
    "a figure that nobody tracked, beside a tracked sentence": (
        [(NOBODY, FIGURE), (WANG, SENTENCE)], {(kinds.FIGURE, ()), (kinds.ADDED, (WANG + WHEN,))},
    ),
    "a tracked figure beside a sentence that nobody tracked": (
        [(NOBODY, SENTENCE), (WANG, FIGURE)], {(kinds.FIGURE, (WANG + WHEN,)), (kinds.ADDED, ())},
    ),
    "two in one paragraph, each his own": (
        [(LI, FIGURE), (WANG, SENTENCE)], {(kinds.FIGURE, (LI + WHEN,)), (kinds.ADDED, (WANG + WHEN,))},
    ),
    "two in one sentence": ([(LI, WORDS), (WANG, OTHER)], {(kinds.SENTENCE, (WANG + WHEN, LI + WHEN))}),
    "a sentence tracked in part": ([(NOBODY, WORDS), (WANG, OTHER)], {(kinds.SENTENCE, (WANG + WHEN, PARTLY))}),
    "a figure tracked in part": (
        [(NOBODY, typed("44.10", "46.10")), (WANG, typed("46.10", "47.10"))], {(kinds.FIGURE, (WANG + WHEN, PARTLY))},
    ),
    "a topic deleted": ([(WANG, gone("治安防控"))], {(kinds.TOPIC_DELETED, (WANG + WHEN,))}),
    "a topic deleted that nobody tracked, beside a tracked one": (
        [(NOBODY, gone("治安防控")), (WANG, put("创新主体", TOPIC))], {(kinds.TOPIC_DELETED, ()), (kinds.TOPIC_ADDED, (WANG + WHEN,))},
    ),
    "a topic added that nobody tracked, and a tracked word elsewhere": (
        [(NOBODY, put("创新主体", TOPIC)), (WANG, WORDS)], {(kinds.TOPIC_ADDED, ()), (kinds.SENTENCE, (WANG + WHEN,))},
    ),
    "a paragraph moved, and a figure in another that nobody tracked": (
        [(NOBODY, FIGURE), (WANG, moved)], {(kinds.FIGURE, ()), (kinds.TOPIC_MOVED, (WANG + WHEN,))},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_an_edit_is_of_those_who_made_it(case: str) -> None:
    changes, wanted = CASES[case]
    read = reading(edited(changes))
    found = find_edits(read.accepted, trace(), basis(), read.without).edits
    assert {(edit.kind, tuple(sorted(edit.authors, key=[WANG + WHEN, LI + WHEN, PARTLY].index))) for edit in found} == wanted


def test_a_second_look_names_whom_the_first_did() -> None:
    growth = typed("同比增长7.8%", "大幅增长")
    read = reading(edited([(NOBODY, growth), (WANG, SENTENCE)]))
    pulled = find_edits(read.accepted, trace(), basis(), read.without)
    settled = write_certain(pulled, read.accepted, basis())
    assert [(edit.kind, edit.authors) for edit in settled.waiting] == [(kinds.DERIVED, ())]
    read = reading(edited([(WANG, growth), (NOBODY, SENTENCE)]))
    settled = write_certain(find_edits(read.accepted, trace(), basis(), read.without), read.accepted, basis())
    assert [(edit.kind, edit.authors) for edit in settled.waiting] == [(kinds.DERIVED, (WANG + WHEN,))]


def test_so_many_hands_that_nobody_is_named() -> None:
    changes = [(f"第{number}人", added("我们把稳增长", f"其{number}。")) for number in range(45)]
    read = reading(edited(changes))
    assert {edit.authors for edit in find_edits(read.accepted, trace(), basis(), read.without).edits} == {()}
