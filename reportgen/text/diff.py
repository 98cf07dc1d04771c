"""Two texts in paragraphs, one printed and one edited → which stretch of the one became which stretch of the other.

Knows no YAML and no Word.  First whole sentences are matched: runs of equal ones in order, then similar ones between them
(one to one, one to two, two to one), then what is left over anywhere, as moves.  Only inside a match are characters
aligned, with a figure as one token, so that 45.20 → 46.10 is one change and never five.  Similarity is that of
character pairs with figures made equal, which needs no word boundaries and so suits Chinese.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from reportgen.regex import regex
from reportgen.text.similarity import in_common, pairs, similarity

_END = regex(r"[。！？；][”’）》】]*")
_TOKEN = regex(r"\d+(?:[.,．]\d+)*|.", re.S)
_SIMILAR, _MOVED = 0.34, 0.7
_CONTAINED = 0.7
_SHORTEST = 4
_TELLING = 12
"""So many characters of a sentence, once on either side, are the same sentence wherever it stands."""
_MOST_CELLS, _MOST_PAIRS, _MOST_TOKENS = 60_000, 2_000_000, 4_000_000
"""Beyond these two texts have so little in common, or are so large, that looking closer would only cost time."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence up to its 。！？；, or the rest of a paragraph: ``start``–``end`` of paragraph ``paragraph``."""

    paragraph: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Match:
    """Neighbouring units of the printed text that became neighbouring units of the edited one."""

    old: tuple[Unit, ...]
    new: tuple[Unit, ...]
    moved: bool = False


Change = tuple[int, int, int, int]
"""``old[a:b]`` became ``new[c:d]``; the four numbers a, b, c, d."""


def units(paragraphs: Sequence[str]) -> list[Unit]:
    """The sentences of a text."""
    found: list[Unit] = []
    for number, text in enumerate(paragraphs):
        at = 0
        for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
            if end > at:
                found.append(Unit(number, at, end, text[at:end]))
            at = max(at, end)
    return found


def match_units(old: Sequence[Unit], new: Sequence[Unit]) -> list[Match]:
    """All matches, in the order of the edited text; a unit in no match was deleted or added."""
    matcher = SequenceMatcher(None, [unit.text for unit in old], [unit.text for unit in new])
    found: list[Match] = []
    apart: list[tuple[Sequence[Unit], Sequence[Unit]]] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            found += [Match((old[a + step],), (new[c + step],)) for step in range(b - a)]
        else:
            apart.append((old[a:b], new[c:d]))
    carried = list(_carried(*([unit for pair in apart for unit in pair[side]] for side in (0, 1))))
    found += carried
    gone_away, come_from = _of_both(carried)
    left_old: list[Unit] = []
    left_new: list[Unit] = []
    for gone, come in apart:
        mine, theirs = [unit for unit in gone if unit not in gone_away], [unit for unit in come if unit not in come_from]
        between = list(_between(mine, theirs))
        found += between
        matched, matching = _of_both(between)
        left_old += [unit for unit in mine if unit not in matched]
        left_new += [unit for unit in theirs if unit not in matching]
    found += _moves(left_old, left_new)
    return sorted(found, key=lambda match: (match.new[0].paragraph, match.new[0].start))


def _of_both(matches: Sequence[Match]) -> tuple[set[Unit], set[Unit]]:
    """The units of both sides that stand in some matches."""
    return {unit for match in matches for unit in match.old}, {unit for match in matches for unit in match.new}


def _carried(old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[Match]:
    """Sentences that went at one place and came at another word for word.  They are looked for before similar ones: where text
    was carried away, a sentence that stands beside the gap may well look like what was in it."""
    places = {unit.text: unit for unit in new if len(unit.text) >= _TELLING}
    seen = Counter(unit.text for unit in (*old, *new))
    for unit in old:
        other = places.get(unit.text)
        if other is not None and seen[unit.text] == 2:
            yield Match((unit,), (other,), moved=True)


def moves(old: Sequence[Unit], new: Sequence[Unit]) -> list[Match]:
    """Which of some sentences stand elsewhere among others, word for word or changed as well."""
    carried = list(_carried(old, new))
    gone, come = _of_both(carried)
    return [*carried, *_moves([unit for unit in old if unit not in gone], [unit for unit in new if unit not in come])]


def _alike(one: Counter[str], other: Counter[str]) -> int:
    """How many pairs two sentences share where that makes them versions of each other, else 0."""
    common = in_common(one, other)
    least = min(one.total(), other.total())
    if 2 * common >= _SIMILAR * (one.total() + other.total()) or (common >= _CONTAINED * least and least >= 6):
        return common
    return 0


def _between(old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[Match]:
    """The best chain of matches in order, by pairs in common; both sides lie between the same equal sentences."""
    if not old or not new:
        return
    if len(old) * len(new) > _MOST_CELLS:
        return
    mine, theirs = [pairs(unit.text) for unit in old], [pairs(unit.text) for unit in new]
    best = [[(0, 0, 0)] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            best[i][j] = max(_steps(i, j, mine, theirs, best))
    yield from _chain(old, new, best)


_Table = list[list[tuple[int, int, int]]]


def _steps(
    i: int, j: int, mine: Sequence[Counter[str]], theirs: Sequence[Counter[str]], best: _Table
) -> Iterator[tuple[int, int, int]]:
    """What may be done at a cell: total from here, units taken of the old and of the new text."""
    yield best[i + 1][j][0], 1, 0
    yield best[i][j + 1][0], 0, 1
    one = _alike(mine[i], theirs[j])
    if one:
        yield best[i + 1][j + 1][0] + one, 1, 1
    if j + 1 < len(theirs) and (split := _joined(mine[i], theirs[j], theirs[j + 1], one)):
        yield best[i + 1][j + 2][0] + split, 1, 2
    if i + 1 < len(mine) and (join := _joined(theirs[j], mine[i], mine[i + 1], one)):
        yield best[i + 2][j + 1][0] + join, 2, 1


def _joined(whole: Counter[str], first: Counter[str], second: Counter[str], alone: int) -> int:
    """Pairs in common between one sentence and two, if each of the two has its share in it."""
    common = in_common(whole, first + second)
    shares = (common - in_common(whole, second) >= 0.5 * first.total(), common - alone >= 0.5 * second.total())
    return common if all(shares) and min(first.total(), second.total()) >= 3 else 0


def _chain(old: Sequence[Unit], new: Sequence[Unit], best: _Table) -> Iterator[Match]:
    i = j = 0
    while i < len(old) and j < len(new):
        _, took, gave = best[i][j]
        if took and gave:
            yield Match(tuple(old[i : i + took]), tuple(new[j : j + gave]))
        i, j = i + took, j + gave


def _moves(old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[Match]:
    """What was left over on both sides and is the same sentence: it was moved, perhaps changed as well."""
    if len(old) * len(new) > _MOST_PAIRS:
        return
    mine, theirs = [pairs(unit.text) for unit in old], [pairs(unit.text) for unit in new]
    sizes = [each.total() for each in theirs]
    scored = [
        (similarity(mine[i], theirs[j]), -i, -j)
        for i in range(len(old))
        if len(old[i].text) >= _SHORTEST
        for j in _likely(mine[i], theirs, sizes)
    ]
    used_old: set[int] = set()
    used_new: set[int] = set()
    for score, i, j in sorted(scored, reverse=True):
        if score >= _MOVED and i not in used_old and j not in used_new:
            used_old.add(i)
            used_new.add(j)
            yield Match((old[-i],), (new[-j],), moved=True)


def _likely(one: Counter[str], others: Sequence[Counter[str]], sizes: Sequence[int]) -> Iterator[int]:
    """Those that can be as similar as a move must be: of a like size, and with enough of the same pairs."""
    size, keys = one.total(), one.keys()
    least, most = _MOVED * size / (2 - _MOVED), (2 - _MOVED) * size / _MOVED
    for number, (other, total) in enumerate(zip(others, sizes, strict=True)):
        if least <= total <= most and 2 * len(keys & other.keys()) >= _MOVED / 2 * (len(keys) + len(other)):
            yield number


def changes(old: str, new: str) -> list[Change]:
    """What became of what inside one match; equal stretches are left out."""
    if old == new:
        return []
    mine, theirs = _TOKEN.findall(old), _TOKEN.findall(new)
    before, after = _offsets(mine), _offsets(theirs)
    found = []
    for a, b, c, d in _token_changes(mine, theirs):
        found.append((before[a], before[b], after[c], after[d]))
    return found


def _offsets(tokens: Sequence[str]) -> list[int]:
    offsets = [0]
    for token in tokens:
        offsets.append(offsets[-1] + len(token))
    return offsets


def _token_changes(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """What differs, equal beginnings and ends set aside first."""
    start = next(
        (at for at, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), min(len(old), len(new))
    )
    most = min(len(old), len(new)) - start
    end = next((at for at in range(most) if old[-1 - at] != new[-1 - at]), most)
    mine, theirs = old[start : len(old) - end], new[start : len(new) - end]
    if len(mine) * len(theirs) > _MOST_TOKENS:
        yield start, len(old) - end, start, len(new) - end
        return
    for kind, a, b, c, d in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        change = start + a, start + b, start + c, start + d
        if kind == "replace":
            yield from _figures_apart(old, new, change)
        elif kind != "equal":
            yield change


def _figures_apart(old: Sequence[str], new: Sequence[str], change: Change) -> Iterator[Change]:
    """A replaced stretch, divided so that each figure of the old text stands against one of the new."""
    a, b, c, d = change
    kinds = [["0" if token[0].isdigit() else token for token in side] for side in (old[a:b], new[c:d])]
    if "0" not in kinds[0] or "0" not in kinds[1]:
        yield change
        return
    at, to = a, c
    for i, j, size in SequenceMatcher(None, kinds[0], kinds[1], autojunk=False).get_matching_blocks():
        if (at, to) != (a + i, c + j):
            yield at, a + i, to, c + j
        for step in range(size):
            if old[a + i + step] != new[c + j + step]:
                yield a + i + step, a + i + step + 1, c + j + step, c + j + step + 1
        at, to = a + i + size, c + j + size


def differences(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """What differs between two texts, sentence by sentence in the order of the new one: 改写, 移动, 新增, 删去, with the
    sentence before and after."""
    before, after = units(old), units(new)
    matches = match_units(before, after)
    found: list[tuple[tuple[int, int, int], str, str, str]] = []
    where: dict[Unit, tuple[int, int]] = {}
    for match in matches:
        place = (match.new[0].paragraph, match.new[0].start)
        where |= {unit: place for unit in match.old if not match.moved}
        one, other = ("".join(unit.text for unit in side) for side in (match.old, match.new))
        if one != other or match.moved:
            found.append(((*place, 1), "改写" if one != other else "移动", one, other))
    kept = {unit for match in matches for unit in match.new}
    found += [((unit.paragraph, unit.start, 1), "新增", "", unit.text) for unit in after if unit not in kept]
    gone = set(before) - {unit for match in matches for unit in match.old}
    last = (-1, 0)
    for unit in before:
        last = where.get(unit, last)
        if unit in gone:
            found.append(((*last, 2), "删去", unit.text, ""))
    for _, kind, one, other in sorted(found, key=lambda item: item[0]):
        yield kind, one, other


def paragraph_pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Which paragraph became which, in order: (old, new), (old, None) for one that is gone, (None, new) for a new one."""
    matcher = SequenceMatcher(None, list(old), list(new), autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            yield from ((a + step, c + step) for step in range(b - a))
        else:
            yield from _paired(old, new, range(a, b), range(c, d))


def _paired(old: Sequence[str], new: Sequence[str], olds: range, news: range) -> Iterator[tuple[int | None, int | None]]:
    """Between equal paragraphs: similar ones belong together, in order."""
    theirs = {text: pairs(text) for text in {new[j] for j in news}}
    at = news.start
    for i in olds:
        mine = pairs(old[i])
        alike = {text: similarity(mine, theirs[text]) for text in {new[j] for j in range(at, news.stop)}}
        near = [(alike[new[j]], -j) for j in range(at, news.stop)]
        score, place = max(near, default=(0.0, 0))
        if score < _SIMILAR:
            yield i, None
            continue
        yield from ((None, j) for j in range(at, -place))
        yield i, -place
        at = -place + 1
    yield from ((None, j) for j in range(at, news.stop))
