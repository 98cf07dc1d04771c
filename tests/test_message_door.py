"""No message is built outside of ``say``: a constant sentence, each name in it given once, and nothing glued."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from string import Formatter
from typing import TypeVar

import pytest
from structure import nodes_of

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "reportgen"
MODULES = sorted(PACKAGE.rglob("*.py"))
CHINESE = re.compile("[\u3001-\u303f\u4e00-\u9fff\uff01-\uff65]")
EMPTY = frozenset("value values text texts it detail details found what thing things x n s shown".split())
"""Names that do not say what stands there; so does any that ends in a number."""
DOCUMENTS = {
    "text/numbers.py": "a date as it is printed",
    "engine/values/dates.py": "a day as it is printed",
    "gongwen/document/phrases.py": "patterns",
    "new_year/typed_figures.py": "patterns",
    "ooxml/locations.py": "the words around a place, quoted",
    "storage/atomic_write.py": "names of files",
    "workspace/locate.py": "names of files",
    "engine/values/style_names.py": "names of styles in Word",
    "cli/preview.py": "names of files",
    "compare/figures.py": "cells of the comparison",
    "compare/html.py": "the page of the comparison",
    "forms/export.py": "what stands in the forms",
    "forms/write.py": "lines of the input",
    "importing/confirmation.py": "what stands in the workbook",
    "importing/figures.py": "patterns",
    "importing/imported.py": "titles and groups as they are written into the input",
    "importing/subjects.py": "patterns, and names as they are written into the input",
    "importing/traps.py": "patterns",
    "importing/dictionary_text.py": "lines of the dictionary",
    "workspace/importing.py": "names of files",
    "gongwen/document/roles.py": "patterns, and endings of titles",
    "gongwen/fix/words.py": "patterns",
    "gongwen/rules/numerals.py": "patterns",
    "gongwen/rules/sentences.py": "patterns",
    "gongwen/templates/annual.py": "tags of the templates",
    "gongwen/templates/blocks.py": "tags of the templates",
    "gongwen/templates/chart.py": "XML of the templates",
    "gongwen/templates/fragments.py": "tags of the templates",
    "report/numbering.py": "numbers of headings as they are printed",
    "new_year/emptied_data.py": "lines of the input",
    "new_year/marks.py": "lines of the input",
    "new_year/year_files.py": "lines of the input",
    "report/appendix.py": "what is printed into the report",
    "report/figure_rows.py": "what is printed into the report",
    "report/checks/claims.py": "patterns",
    "report/checks/change_words.py": "patterns",
    "report/checks/said_of.py": "patterns",
    "report/checks/scope.py": "patterns",
    "report/checks/enumerations.py": "patterns",
    "report/checks/moves.py": "patterns",
    "report/checks/targets.py": "patterns",
    "report/checks/literals.py": "signs",
    "report/checks/slips.py": "patterns",
    "report/checks/stages.py": "patterns",
    "report/figure_filters.py": "what is printed into the report",
    "report/prose.py": "what is printed into the report",
    "report/schema.py": "what an editor shows of the dictionary",
    "review/marked_copy.py": "what is printed into the marked copy",
    "review/places.py": "what is printed into the report",
    "review/remarks.py": "what is printed into the marked copy",
    "roundtrip/base_copy.py": "a year as it is printed",
    "roundtrip/figure_diff.py": "references as they stand in the input",
}
"""Modules whose Chinese f-strings are no messages, and what they are."""


Node = TypeVar("Node", ast.Call, ast.JoinedStr, ast.Raise)


@cache
def looked_at(path: Path) -> list[ast.AST]:
    """Calls, f-strings and what is raised: all that the rules are about."""
    return [node for node in nodes_of(path) if isinstance(node, (ast.Call, ast.JoinedStr, ast.Raise))]


def nodes(path: Path, kind: type[Node]) -> Iterator[Node]:
    return (node for node in looked_at(path) if isinstance(node, kind))


def calls(path: Path, name: str) -> Iterator[ast.Call]:
    return (node for node in nodes(path, ast.Call) if isinstance(node.func, ast.Name) and node.func.id == name)


def is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def is_chinese(node: ast.JoinedStr) -> bool:
    return any(isinstance(part, ast.Constant) and CHINESE.search(str(part.value)) for part in node.values)


def is_glued(node: ast.expr) -> bool:
    """Whether an expression makes a text of several."""
    if isinstance(node, ast.JoinedStr):
        return True
    if isinstance(node, ast.BinOp):
        sides = (node.left, node.right)
        return isinstance(node.op, (ast.Add, ast.Mod)) and any(is_text(each) or is_glued(each) for each in sides)
    if isinstance(node, ast.IfExp):
        return is_glued(node.body) or is_glued(node.orelse)
    if isinstance(node, ast.BoolOp):
        return any(map(is_glued, node.values))
    called = node.func if isinstance(node, ast.Call) else None
    return isinstance(called, ast.Attribute) and called.attr in ("join", "format", "format_map")


def names_in(pattern: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(pattern) if name is not None}


def sentences_not_constant(path: Path) -> Iterator[tuple[int, str]]:
    for call in calls(path, "say"):
        if not (call.args and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)):
            yield call.lineno, ast.unparse(call)


def names_and_parameters_that_differ(path: Path) -> Iterator[tuple[int, str]]:
    for call in calls(path, "say"):
        pattern = call.args[0].value if call.args and isinstance(call.args[0], ast.Constant) else ""
        given = [keyword.arg for keyword in call.keywords]
        if len(call.args) != 1 or None in given or names_in(str(pattern)) != set(given):
            yield call.lineno, ast.unparse(call)


def names_that_say_nothing(path: Path) -> Iterator[tuple[int, str]]:
    for call in calls(path, "say"):
        for keyword in call.keywords:
            if keyword.arg in EMPTY or re.search(r"\d$", keyword.arg or ""):
                yield call.lineno, str(keyword.arg)


def glued_parameters(path: Path) -> Iterator[tuple[int, str]]:
    for call in calls(path, "say"):
        yield from ((call.lineno, ast.unparse(each.value)) for each in call.keywords if is_glued(each.value))


def chinese_outside_of_sentences(path: Path) -> Iterator[tuple[int, str]]:
    """F-strings that say something: all but the values in them."""
    if str(path.relative_to(PACKAGE)) in DOCUMENTS:
        return
    for node in nodes(path, ast.JoinedStr):
        if is_chinese(node):
            yield node.lineno, ast.unparse(node)


def problems_without_a_sentence(path: Path) -> Iterator[tuple[int, str]]:
    """Texts, or texts glued together, as message or hint of a problem: types hold the rest."""
    for call in calls(path, "Problem"):
        told = [*call.args[1:2], *call.args[4:5], *(each.value for each in call.keywords if each.arg in ("message", "hint"))]
        for each in told:
            options = [each.body, each.orelse] if isinstance(each, ast.IfExp) else [each]
            yield from ((call.lineno, ast.unparse(option)) for option in options if is_text(option) or is_glued(option))


def exceptions_without_a_sentence(path: Path) -> Iterator[tuple[int, str]]:
    """Chinese that is raised, and would become a problem as a plain text."""
    for node in nodes(path, ast.Raise):
        if isinstance(node.exc, ast.Call):
            for each in node.exc.args:
                if (is_text(each) or is_glued(each)) and CHINESE.search(ast.unparse(each)):
                    yield node.lineno, ast.unparse(each)


def messages_made_by_hand(path: Path) -> Iterator[tuple[int, str]]:
    if path != PACKAGE / "message" / "__init__.py":
        yield from ((call.lineno, ast.unparse(call)) for call in calls(path, "Message"))


RULES: tuple[Callable[[Path], Iterator[tuple[int, str]]], ...] = (
    sentences_not_constant,
    names_and_parameters_that_differ,
    names_that_say_nothing,
    glued_parameters,
    chinese_outside_of_sentences,
    problems_without_a_sentence,
    exceptions_without_a_sentence,
    messages_made_by_hand,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_messages_are_made_at_one_door(rule: Callable[[Path], Iterator[tuple[int, str]]]) -> None:
    broken = [f"{path.relative_to(ROOT)}:{line}: {words}" for path in MODULES for line, words in rule(path)]
    assert broken == []


def test_a_module_is_listed_only_while_it_needs_to_be() -> None:
    for name in DOCUMENTS:
        assert any(map(is_chinese, nodes(PACKAGE / name, ast.JoinedStr))), name


WRONG = '''
say("没有" + file)
say(f"没有{file}")
say("没有{file}")
say("没有", file=file)
say("没有{text}", text=file)
say("没有{file_2}", file_2=file)
say("没有{files}", files="、".join(files))
say("没有{file}", file=f"“{file}”")
say("没有{file}", file="“" + file)
f"没有{file}"
Problem(X01, "没有")
Problem(X01, say("没有"), hint=f"{file}" if file else say("看"))
raise ValueError("没有")
Message("没有")
'''


@pytest.mark.parametrize(
    ("rule", "lines"),
    list(zip(RULES, ([2, 3], [4, 5], [6, 7], [8, 9, 10], [3, 11], [12, 13], [14], [15]), strict=True)),
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_each_rule_finds_what_it_is_for(
    rule: Callable[[Path], Iterator[tuple[int, str]]], lines: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "wrong.py"
    path.write_text(WRONG, encoding="utf-8")
    monkeypatch.setitem(globals(), "PACKAGE", tmp_path)
    assert sorted({line for line, _ in rule(path)}) == lines


def test_what_is_right_passes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "right.py"
    path.write_text(
        'Problem(X01, say("没有“{file}”，共 {count} 处", file=str(file), count=many + 1), hint=NOTHING)\n'
        'say("有{files}", files=joined(files, "；"))\nsay("写成 {{{{ {field} }}}}", field=field)\nf"{file}.docx"\n'
        'f"{say(\'里面\')}"\nraise ValueError(say("没有"))\n',
        encoding="utf-8",
    )
    monkeypatch.setitem(globals(), "PACKAGE", tmp_path)
    assert [found for rule in RULES for found in rule(path)] == []
