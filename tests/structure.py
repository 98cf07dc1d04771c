"""The modules of the package → their sizes, and what the house rules say of names; run this file to print it.

Three rules of names are looked at: a class name is used once in the package; some words say nothing of what a module is; a name in
-ing says what is done and not what a thing is, unless it is a noun of the field.
"""

from __future__ import annotations

import ast
import gc
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "reportgen"
KEPT: Mapping[str, str] = {
    "numbering": "a noun of WordprocessingML: the part numbering.xml and what it holds",
    "importing": "`import` is a keyword of Python",
}
"""Names in -ing that are kept, each with its reason."""
SAY_NOTHING = frozenset("desk doing keeping carried spaces utils helpers manager handler processor".split())
"""Words that no module is called by: they do not say which concept it holds."""


def modules() -> list[Path]:
    """Every module, in the order of the tree."""
    return sorted(PACKAGE.rglob("*.py"))


@cache
def parsed(path: Path) -> ast.Module:
    """A module's tree, read once for all the tests that look at the whole package, or at all the tests.

    Half a million nodes that all stay need not be looked through for unwanted ones while they come."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        return ast.parse(path.read_text(encoding="utf-8"))
    finally:
        if was_on:
            gc.enable()


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    """Everything in a module's tree, in the order of ``ast.walk``."""
    return tuple(ast.walk(parsed(path)))


def name_of(path: Path) -> str:
    """``engine.values.lists``."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts)


def classes_used_twice() -> dict[str, list[str]]:
    """Class names that stand in more than one place, with the modules."""
    found: dict[str, list[str]] = {}
    for path in modules():
        for node in nodes_of(path):
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name, []).append(name_of(path))
    return {name: places for name, places in sorted(found.items()) if len(places) > 1}


def words_of(path: Path) -> list[str]:
    """The words of a module's own name and of the rooms it is in."""
    return re.split(r"[._]", name_of(path))


def that_say_nothing() -> list[str]:
    """Modules whose name has a word that says nothing."""
    return [name_of(path) for path in modules() if SAY_NOTHING & set(words_of(path))]


def in_ing() -> list[str]:
    """Modules with a word in -ing that is no kept one."""
    return [name_of(path) for path in modules() if any(word.endswith("ing") and word not in KEPT for word in words_of(path))]


def rewritten_code() -> list[str]:
    """Modules that make functions out of code objects."""
    return [name_of(path) for path in modules() if re.search(r"\b(CodeType|FunctionType)\b", path.read_text(encoding="utf-8"))]


def _row(path: Path) -> str:
    return f"{len(path.read_text(encoding='utf-8').splitlines()):5d}  {name_of(path)}"


def _told(title: str, found: Sequence[object]) -> str:
    return f"{title}: {len(found)}{''.join(f'{chr(10)}  {each}' for each in found)}"


def main() -> None:
    paths = modules()
    print("\n".join(map(_row, paths)))
    sizes = [len(path.read_text(encoding="utf-8").splitlines()) for path in paths]
    print(f"\n{len(paths)} modules, {sum(sizes)} lines; {sum(size < 100 for size in sizes)} under 100, {sum(size > 400 for size in sizes)} over 400")
    print(_told("class names used twice", [f"{name}: {', '.join(places)}" for name, places in classes_used_twice().items()]))
    print(_told("names with a word that says nothing", that_say_nothing()))
    print(_told("names in -ing without a reason", in_ing()))
    kept = sorted({word for path in paths for word in words_of(path)} & set(KEPT))
    print(_told("names in -ing kept", [f"{word}: {KEPT[word]}" for word in kept]))
    print(_told("modules that rewrite code", rewritten_code()))


if __name__ == "__main__":
    main()
