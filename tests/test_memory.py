"""Whatever is made with a memory is what is made without: years edited at random, one edit after another, and each draft compared
with that of a session that has seen nothing."""

from __future__ import annotations

import random
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from reportgen.draft import Kit
from reportgen.dry_run import Glimpse, looked, read_typed
from reportgen.gongwen.templates import KINDS
from reportgen.memory import Memory
from reportgen.session import Session
from reportgen.storage.given import Given, read_given

ROOT = Path(__file__).parents[1]
FIELDS = read_given(ROOT / "templates/annual/fields.yaml")
SIGNED = "汇报材料-文末署名"
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_TYPED = ("甲", "，", "。", "【", "】", " ", "\n", "{", "{{", "&<", "- ", "\t", "（", "#", "”", "0", "年")


def test_what_was_made_last_time_is_taken_up_and_what_nobody_asked_for_is_given_up() -> None:
    memory = Memory()
    first = memory.begin("stage")
    assert first.of("a", lambda: [1]) is first.of("a", lambda: [2])
    kept = first.find("a")
    second = memory.begin("stage")
    assert second.find("a") is kept and second.find("b") is None and memory.begin("other").find("a") is None
    third, fourth = memory.begin("stage"), memory.begin("stage")
    assert third.find("a") is kept, "begun before the fourth, it takes up what the second has"
    assert fourth.find("a") is kept and memory.begin("stage").find("b") is None
    memory.begin("stage")
    assert memory.begin("stage").find("a") is None


@lru_cache(maxsize=4)
def kit_of(name: str) -> Kit:
    template = KINDS[SIGNED].build("A", "GB2312") if name == SIGNED else (ROOT / "templates/annual/template.docx").read_bytes()
    return Kit.open(template, FIELDS)


def inputs_of(year: int) -> tuple[Given, tuple[Given, ...]]:
    last = ROOT / f"inputs/{year - 1}.yaml"
    return read_given(ROOT / f"inputs/{year}.yaml"), (read_given(last),) if last.exists() else ()


def edited(text: str, dice: random.Random) -> str:
    """A text with one edit: mostly a figure, as somebody types it; now and then words, a sign, a line."""
    numbers = list(_NUMBER.finditer(text))
    found, kind = dice.choice(numbers), dice.random()
    if kind < 0.5:
        typed = str(dice.randint(0, 999)) + dice.choice(("", ".5", ".25", "0"))
        return text[: found.start()] + typed + text[found.end() :]
    if kind < 0.6:
        return text[: found.start()] + dice.choice(("无", "*", "", "约5", "1,200")) + text[found.end() :]
    if kind < 0.8:
        at = dice.randrange(len(text))
        return text[:at] + dice.choice(_TYPED) + text[at + dice.choice((0, 0, 1)) :]
    lines = text.split("\n")
    at = dice.randrange(len(lines))
    lines[at : at + 1] = dice.choice(([], [lines[at]] * 2, [lines[at], ""]))
    return "\n".join(lines)


def shown(glimpse: Glimpse | None) -> Any:
    return None if glimpse is None else ({name: glimpse.opened.read(name) for name in glimpse.opened.names}, glimpse.paragraphs)


def compare(kit: Kit, year: int, seed: int, steps: int) -> int:
    """Edits in sequence, by one session and each by a new one; gives how many drafts there were to compare."""
    dice = random.Random(seed)
    item, last = inputs_of(year)
    text = whole = item.content.decode()
    session, made = Session(kit).update([item], last), 0
    for _ in range(steps):
        text = edited(text if dice.random() < 0.25 else whole, dice)
        given = [Given(item.name, text.encode(), item.year)]
        if dice.random() < 0.5:
            alone = shown(looked(kit, kit.read(given, kit.read(last) if last else None)))
            assert shown(looked(session.kit, session.kit.read(given, session.last, session.year))) == alone
            assert session.year is not None
            assert shown(looked(session.kit, read_typed(session.kit, given, session.last, session.year))) == alone
        session, fresh = session.update(given, last), Session(kit).update(given, last)
        assert session.problems == fresh.problems
        assert session.is_current == (fresh.draft is not None)
        if fresh.draft is not None and session.draft is not None:
            made += 1
            assert session.draft.package == fresh.draft.package
            assert session.draft.trace == fresh.draft.trace
            assert session.draft.trace.as_json() == fresh.draft.trace.as_json()
            whole = text
    return made


@pytest.mark.parametrize(("year", "seed"), [(2024, 1), (2023, 2), (2022, 3)])
def test_a_session_makes_what_a_new_one_makes(year: int, seed: int) -> None:
    assert compare(kit_of("annual"), year, seed, 8) >= 3


def test_a_session_of_another_template_makes_what_a_new_one_makes() -> None:
    assert compare(kit_of(SIGNED), 2024, 4, 5) >= 2


@pytest.mark.slow
@pytest.mark.parametrize("year", [2024, 2023, 2022])
@pytest.mark.parametrize("name", ["annual", SIGNED])
def test_a_session_makes_what_a_new_one_makes_after_many_edits(name: str, year: int) -> None:
    assert sum(compare(kit_of(name), year, seed, 25) for seed in (10, 11)) >= 20


def test_a_memory_does_not_grow() -> None:
    item, last = inputs_of(2024)
    text = item.content.decode()
    session = Session(kit_of("annual")).update([item], last)
    kept = []
    for number in range(12):
        given = Given(item.name, text.replace("自营出口: {值: 50.20", f"自营出口: {{值: {number}.5").encode())
        session = session.update([given], last)
        assert session.kit.memory is not None
        kept.append(len(session.kit.memory))
    assert max(kept[1:]) <= kept[1] + 2
