"""What a template asks for, and data → what the data lack, and what nobody asked for.

Knows no tags but their places.  Used to tell both in one run and without filling anything: a name that is missing is often
one that was mistyped, and then the right one stands among those that nobody asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from reportgen.engine.items import which
from reportgen.engine.paths import ITEM, Asked, Need, Path, Use, in_words, spelled
from reportgen.problem import Grade, Problem, WordPlace
from reportgen.records import field, frozen, mutable

_MOST = 30
"""How many unused names are listed."""


def missing(asked: Sequence[Asked], data: Mapping[str, Any], place: Callable[[int], WordPlace | None]) -> list[Problem]:
    """A problem for each name that the data lack, once a tag; those in branches are reminders.

    ``place`` gives the place of a tag.
    """
    guarded = {one.path for one in asked if one.need is Need.OPTIONAL}
    found: dict[tuple[int, Path], Problem] = {}
    for one in sorted(asked, key=lambda one: -one.need):
        if one.need is Need.OPTIONAL:
            continue
        gap = _gap(one.path, data)
        if gap is not None and gap.path not in guarded and (one.tag, gap.path) not in found:
            found[one.tag, gap.path] = _problem(gap, one, data, place(one.tag))
    order = [one.tag for one in asked]
    return [problem for _, problem in sorted(found.items(), key=lambda pair: order.index(pair[0][0]))]


def unused(asked: Iterable[Asked], data: Mapping[str, Any]) -> list[Problem]:
    """One note that names what no tag asks for; of a group of which nothing is used, the group alone."""
    top = _Branch()
    for one in asked:
        branch = top
        for step in one.path:
            branch = branch.below.setdefault(step, _Branch())
        branch.use = max(one.use, branch.use)
    names = list(dict.fromkeys(in_words(path) for path in _unused(data, (), (top,))))
    if not names:
        return []
    rest = f"等 {len(names)} 项" if len(names) > _MOST else ""
    shown = "、".join(names[:_MOST])
    hint = "不用的可以留着；本来要用的，检查模板里的名称"
    return [Problem("R22", f"数据里的{shown}{rest}模板没有用到", Grade.NOTE, hint=hint)]


def is_told(problem: Problem, told: Iterable[Problem]) -> bool:
    """Whether something missing is among the problems of a rendering, at the same tag and in the same words."""
    words = problem.message.partition("（")[0].partition("；")[0]
    return any(other.place == problem.place and words in other.message for other in told)


def unknown_sentence(name: str, *, top: bool) -> str:
    """What is said of a name that is not there."""
    return f"没有名为“{name}”的数据" if top else f"这项数据没有下一级“{name}”"


def advice(name: str, known: Iterable[Any], data: Any = None) -> str:
    """Names like the one that is unknown; one of just that name elsewhere in the data comes first."""
    from difflib import get_close_matches  # only needed when something is wrong

    elsewhere = next(_called(name, data, ()), None)
    if elsewhere is not None:
        return f"是不是“{spelled(elsewhere)}”？"
    near = get_close_matches(name, [str(each) for each in known], 1, 0.5)
    return f"是不是“{near[0]}”？" if near else "请在数据里补上，或改正模板里的名称"


@frozen
class _Gap:
    """Where a path ends in the data: the path up to the missing name, what it was looked for in, and in which items."""

    path: Path
    owner: Any
    items: tuple[str, ...]


@mutable
class _Branch:
    """Asked paths as a tree; ``use`` below zero where only something deeper is asked for."""

    below: dict[str, _Branch] = field(default_factory=dict)
    use: int = -1


def _gap(path: Path, data: Any, done: Path = (), items: tuple[str, ...] = ()) -> _Gap | None:
    """The first gap on a path, items in their order; what is no group or list has no further names to ask for."""
    if not path:
        return None
    step, rest = path[0], path[1:]
    here = (*done, step)
    if step == ITEM:
        members = list(data.values()) if isinstance(data, Mapping) else data if isinstance(data, (list, tuple)) else ()
        for index, item in enumerate(members):
            if gap := _gap(rest, item, here, (*items, which(_list_name(done), index, item))):
                return gap
        return None
    if isinstance(data, Mapping) and step in data:
        return _gap(rest, data[step], here, items)
    return _Gap(here, data, items)


def _list_name(path: Path) -> str:
    return next((step for step in reversed(path) if step != ITEM), "")


def _problem(gap: _Gap, one: Asked, data: Mapping[str, Any], place: WordPlace | None) -> Problem:
    name = gap.path[-1]
    top = len(gap.path) == 1
    message = unknown_sentence(name, top=top) + in_items(gap.items)
    known = list(gap.owner) if isinstance(gap.owner, Mapping) else []
    hint = advice(name, known, data if top else None)
    if one.need is Need.PERHAPS:
        return Problem("R21", f"{message}；这次没有用到它，换了数据就可能出错", Grade.WARNING, place, hint)
    return Problem("R01", message, place=place, hint=hint)


def in_items(items: Sequence[str]) -> str:
    """``（在“部分”第3项“稳增长”里）``."""
    return f"（在{'的'.join(items)}里）" if items else ""


def _called(name: str, data: Any, path: Path) -> Iterator[Path]:
    """Where in groups of the data, not in lists, a name stands."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            if key == name and path:
                yield (*path, str(key))
            yield from _called(name, value, (*path, str(key)))


def _unused(data: Any, path: Path, branches: Sequence[_Branch]) -> Iterator[Path]:
    """Paths of the data that no branch reaches; items of one list are told once."""
    if not branches:
        yield path
        return
    whole = any(branch.use == Use.WHOLE for branch in branches)
    if whole or (path and not any(branch.below for branch in branches)):
        return
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield from _unused(value, (*path, str(key)), _below(branches, str(key)))
    elif isinstance(data, (list, tuple)):
        for item in data:
            yield from _unused(item, (*path, ITEM), _below(branches, ITEM))


def _below(branches: Sequence[_Branch], step: str) -> tuple[_Branch, ...]:
    steps = (step,) if step == ITEM else (step, ITEM)
    return tuple(branch.below[each] for branch in branches for each in steps if each in branch.below)
