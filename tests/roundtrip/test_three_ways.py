"""The input changed since the copy was made, and the copy edited in Word: every change of either side is in the input
afterwards, or is told with its words; nothing is dropped in silence, and no comment of the input is lost."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from manuscript import LONG, Manuscript, sentences
from pulled_office import Outcome, basis, comments, pull, report

from reportgen.problem import errors
from reportgen.roundtrip.basis import Basis, Printout
from reportgen.roundtrip.edits import Edit
from reportgen.storage.given import Given
from reportgen.yamltext import parse


@dataclass
class Side:
    """One side's changes of a row of texts: the words that it put in, the sentences that it took out."""

    mark: str
    texts: list[str]
    come: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)

    def new(self, words: str) -> str:
        """Words that stand nowhere else."""
        self.come.append(f"{words}{self.mark}{'子丑寅卯辰巳午未申酉戌亥'[len(self.come) % 12]}{'甲乙丙丁'[len(self.come) // 12]}")
        return self.come[-1]


STRETCH = re.compile(r"[\u4e00-\u9fff]{6,}")
LINE = re.compile(r"^          - (?!\{)[^#'\"]{20,}$")


def _line(rng: random.Random, side: Side) -> int:
    """A sentence of the input: a line of a 正文, as the sample writes it."""
    return rng.choice([number for number, text in enumerate(side.texts) if LINE.match(text)])


def yaml_word(rng: random.Random, side: Side) -> None:
    number = _line(rng, side)
    text = side.texts[number]
    inside = [at for match in re.finditer(r"【[^】]*】", text) for at in range(match.start() + 1, match.end())]
    at = rng.choice([at for at in range(14, len(text)) if at not in inside])
    side.texts[number] = text[:at] + side.new("统筹") + text[at:]


def yaml_sentence(rng: random.Random, side: Side) -> None:
    side.texts.insert(_line(rng, side) + 1, f"          - {side.new('另有一项工作')}已经完成。")


def yaml_deletion(rng: random.Random, side: Side) -> None:
    number = _line(rng, side)
    if all(words not in side.texts[number] for words in side.come):
        side.gone.append(side.texts.pop(number).strip(" -"))


def yaml_figure(rng: random.Random, side: Side) -> None:
    data = side.texts.index("数据:")
    number = rng.choice([at for at in range(data, len(side.texts)) if re.match(r"^ +[^ #:]+: \d+\.\d+$", side.texts[at])])
    made = f"{rng.randrange(31000, 39000)}.{rng.randrange(11, 99)}"
    old = side.texts[number].split(": ")[1]
    side.come = [words for words in side.come if words != old]
    side.texts[number] = side.texts[number].replace(old, made)
    side.come.append(made)


def yaml_comment(rng: random.Random, side: Side) -> None:
    number = _line(rng, side)
    side.texts.insert(number, f"          # {side.new('记着')}")


def _paragraph(rng: random.Random, side: Side) -> int:
    return rng.choice([number for number, text in enumerate(side.texts) if len(text) > LONG])


def word_word(rng: random.Random, side: Side) -> None:
    number = _paragraph(rng, side)
    text = side.texts[number]
    inside = [at for match in re.finditer(r"\d+(?:\.\d+)?", text) for at in range(match.start() + 1, match.end())]
    at = rng.choice([at for at in range(1, len(text) - 1) if at not in inside])
    side.texts[number] = text[:at] + side.new("着力") + text[at:]


def word_sentence(rng: random.Random, side: Side) -> None:
    number = _paragraph(rng, side)
    held = sentences(side.texts[number])
    held.insert(rng.randrange(1, len(held) + 1), f"{side.new('还要看到这方面的不足')}。")
    side.texts[number] = "".join(held)


def word_deletion(rng: random.Random, side: Side) -> None:
    number = _paragraph(rng, side)
    held = sentences(side.texts[number])
    place = rng.randrange(len(held))
    if len(held) > 2 and all(words not in held[place] for words in side.come):
        side.gone.append(held.pop(place))
        side.texts[number] = "".join(held)


def word_paragraph(rng: random.Random, side: Side) -> None:
    """A whole paragraph deleted."""
    number = _paragraph(rng, side)
    if all(words not in side.texts[number] for words in side.come):
        side.gone += sentences(side.texts.pop(number))


def word_move(rng: random.Random, side: Side) -> None:
    """A sentence moved into another paragraph."""
    number, other = _paragraph(rng, side), _paragraph(rng, side)
    held = sentences(side.texts[number])
    if len(held) < 3:
        return
    moved = held.pop(rng.randrange(1, len(held)))
    side.texts[number] = "".join(held)
    there = sentences(side.texts[other])
    there.insert(rng.randrange(1, len(there) + 1), moved)
    side.texts[other] = "".join(there)


def word_figure(rng: random.Random, side: Side) -> None:
    number = _paragraph(rng, side)
    found = [match for match in re.finditer(r"\d+\.\d+", side.texts[number]) if match[0] not in side.come]
    if found:
        match = rng.choice(found)
        side.come.append(f"{rng.randrange(61000, 69000)}.{rng.randrange(11, 99)}")
        side.texts[number] = side.texts[number][: match.start()] + side.come[-1] + side.texts[number][match.end() :]


Change = Callable[[random.Random, Side], None]
IN_YAML: dict[str, Change] = {"字": yaml_word, "句": yaml_sentence, "删": yaml_deletion, "数": yaml_figure, "注": yaml_comment}
IN_WORD: dict[str, Change] = {"字": word_word, "句": word_sentence, "删": word_deletion, "段": word_paragraph, "移": word_move, "数": word_figure}


def merged(seed: int, mine: Sequence[str], theirs: Sequence[str], *, tracked: bool) -> tuple[Outcome, Side, Side]:
    """What pulling gives, the changes of the input, the changes in Word."""
    rng = random.Random(seed)
    name, before = basis().inputs[0].name, basis().inputs[0].content.decode()
    yaml = Side("岚", before.split("\n"))
    for each in mine:
        IN_YAML[each](rng, yaml)
    manuscript = Manuscript(report())
    word = Side("霁", list(manuscript.paragraphs))
    for each in theirs:
        IN_WORD[each](rng, word)
    manuscript.rewrite(word.texts, tracked=tracked)
    now = basis().with_inputs((Given(name, "\n".join(yaml.texts).encode()),))
    for side in (yaml, word):  # a later change may have cut the words of an earlier one
        side.come = [words for words in side.come if any(words in text for text in side.texts)]
    return pull(manuscript.package(rng), now), yaml, word


def told(outcome: Outcome) -> str:
    """Everything that is said of what was not written."""
    edits: Sequence[Edit] = (*outcome.settled.waiting, *outcome.settled.consequences)
    words = [(edit.old, edit.new, edit.reason, edit.note, *(choice.words for choice in edit.choices)) for edit in edits]
    return "\n".join(each for row in words for each in row)


def vanished(outcome: Outcome, yaml: Side, word: Side) -> list[str]:
    """Stretches of the input as it was that no side took out, and that are neither there nor told."""
    gone = "".join((*yaml.gone, *word.gone))
    have, said = outcome.after, told(outcome)
    before = [match for line in outcome.before.split("\n") if LINE.match(line) for match in STRETCH.findall(line)]
    own = "".join((*yaml.come, *word.come))
    return [
        words for words in before
        if words not in have and words not in said and words not in gone and not any(each in words for each in yaml.come)
        and words not in own and not _cut(words, have)
    ]  # fmt: skip


def _cut(words: str, text: str) -> bool:
    """Whether words are there with others put in between."""
    return re.search(".{0,20}?".join(words), text) is not None


def check(outcome: Outcome, yaml: Side, word: Side) -> None:
    after, said = outcome.after, told(outcome)
    assert not errors(parse(after, "")[1])
    assert [words for words in yaml.come if words not in after] == [], "a change of the input is gone"
    assert [words for words in word.come if words not in after and words not in said] == [], "an edit of Word is lost"
    back = [words for words in yaml.gone if words in after and words not in said]
    assert back == [], "what the input took out has come back"
    printed = "".join(outcome.again)
    assert [words for words in word.gone if words in printed and words not in said] == [], "what Word took out is there, untold"
    assert vanished(outcome, yaml, word) == [], "a sentence that nobody took out is gone"
    assert set(comments(outcome.before)) <= set(comments(after))
    for edit in outcome.settled.waiting:
        if "两边改了同一处" in edit.reason:
            assert len(edit.choices) == 2, "both values, each to be taken"


def test_what_was_printed_of_an_input_once_is_not_printed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    printed, plain = [], Basis.printed

    def told(self: Basis) -> Printout | None:
        printed.append(self.inputs)
        return plain(self)

    monkeypatch.setattr(Basis, "printed", told)
    outcome, yaml, word = merged(3, ["字"], ["句", "数"], tracked=False)
    check(outcome, yaml, word)
    assert outcome.settled.done and len(printed) >= 3
    assert len(printed) == len(set(printed)), "the old input, the new one, and either with the edits"


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.integers(0, 10**9),
    st.lists(st.sampled_from(list(IN_YAML)), min_size=1, max_size=8),
    st.lists(st.sampled_from(list(IN_WORD)), min_size=1, max_size=8),
    st.booleans(),
)
def test_changes_of_both_sides_are_merged_or_told(seed: int, mine: list[str], theirs: list[str], tracked: bool) -> None:
    check(*merged(seed, mine, theirs, tracked=tracked))


@pytest.mark.fuzz
@pytest.mark.skipif("REPORTGEN_CI" not in os.environ, reason="takes minutes; REPORTGEN_CI=1 runs it")
@settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.integers(0, 10**9),
    st.lists(st.sampled_from(list(IN_YAML)), min_size=1, max_size=30),
    st.lists(st.sampled_from(list(IN_WORD)), min_size=1, max_size=30),
    st.booleans(),
)
def test_many_changes_of_both_sides_are_merged_or_told(seed: int, mine: list[str], theirs: list[str], tracked: bool) -> None:
    check(*merged(seed, mine, theirs, tracked=tracked))
