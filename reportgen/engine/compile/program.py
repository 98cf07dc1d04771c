"""The arranged tree of a part → a Jinja program with one tag a line, compiled once, run many times.

Knows neither Word's levels nor the values' XML: it joins literal XML and tags.  Each tag begins a line of its own, so
whatever Jinja says about a line, while compiling or running, names a tag and through it a place in the Word file.
The delimiters are control characters, which no XML text can hold, so literal XML needs no quoting.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from jinja2 import nodes
from jinja2.environment import Template as JinjaTemplate
from jinja2.exceptions import TemplateSyntaxError
from lxml import etree

from reportgen.engine.compile.attributes import CLOSE, OPEN
from reportgen.engine.compile.blocks import is_block_set
from reportgen.engine.compile.bounds import MAX_EXPRESSION, is_deep, with_depths
from reportgen.engine.compile.cells import T12
from reportgen.engine.compile.generator import HERE, OUT, PRINT, SILENT, STEPS
from reportgen.engine.compile.lexer import MARKER, T30, Tag
from reportgen.engine.render.budget import weigh_operands
from reportgen.message import Message, say
from reportgen.problem import Code, Problem
from reportgen.sandbox import COMPILER_FAULTS, REFUSED_FILTERS, Sandbox, SandboxParser, needs_preparing, prepared
from reportgen.value_object import ValueObject

T13 = Code("T13", "没有这个过滤器或判断，或它不能用", '{{ 名单|jion("、") }}', '{{ 名单|join("、") }}')

_ALONE: Mapping[str, str] = {
    "for": "{}\x01endfor\x02", "if": "{}\x01endif\x02", "elif": "\x01if 1\x02{}\x01endif\x02", "with": "{}\x01endwith\x02",
    "macro": "{}\x01endmacro\x02", "call": "{}\x01endcall\x02", "filter": "{}\x01endfilter\x02", "set": "{}",
}  # fmt: skip


_KEPT = (nodes.Macro, nodes.CallBlock, nodes.AssignBlock, nodes.FilterBlock)
"""Blocks whose text is kept before it is written, if it is."""
_SPLIT = say("用 {{% set %}} 分成几步写")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Program(ValueObject):
    """A compiled part: ``lines[i]`` is the line on which the tag ``numbers[i]`` begins."""

    part: str
    template: JinjaTemplate
    filename: str
    lines: tuple[int, ...]
    numbers: tuple[int, ...]
    source: str

    def run(self, variables: Mapping[str, Any]) -> Iterator[str]:
        """The rendered XML in pieces."""
        return iter(self.template.root_render_func(self.template.new_context(dict(variables))))

    def tag_at(self, trace: TracebackType | None) -> int:
        """The number of the tag in which an exception arose, 0 if it was in none."""
        line = 0
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == self.filename:
                line = self.template.get_corresponding_lineno(trace.tb_lineno)
            trace = trace.tb_next
        return self.numbers[max(bisect_right(self.lines, line) - 1, 0)] if line else 0


def check_tags(tags: Sequence[Tag], sandbox: Sandbox) -> list[Problem]:
    """Every tag by itself: what Jinja cannot read, filters and tests that there are not.  All faults of all tags."""
    problems: list[Problem] = []
    for tag in tags:
        try:
            tree = _alone(tag, sandbox)
            if tree is not None and is_deep(tree):
                raise RecursionError
        except COMPILER_FAULTS:
            problems.append(
                Problem(T30, say("标签“{tag}”太长，或套得太深", tag=_shown(tag)), place=tag.place, hint=_SPLIT)
            )
            continue
        except TemplateSyntaxError as error:
            from reportgen.engine.render.habits import habit  # only of a tag at fault
            from reportgen.engine.render.jinja_messages import syntax_sentence

            found = habit(tag.source, tag.keyword)
            sentence, hint = found or (syntax_sentence(error), _advice(tag))
            problems.append(
                Problem(
                    T12,
                    say("标签“{tag}”{sentence}", tag=_shown(tag), sentence=sentence),
                    place=tag.place,
                    hint=hint,
                )
            )
            continue
        if tree is not None:
            problems.extend(_unknown_filters(tag, tree, sandbox))
    return problems


def compile_part(
    part: str,
    root: etree._Element,
    tags: Sequence[Tag],
    sandbox: Sandbox,
    disabled: Collection[int] = (),
    *,
    followed: bool = False,
) -> Program:
    """Raises ``TemplateSyntaxError`` or one of ``COMPILER_FAULTS`` where a tag is at fault, which ``check_tags`` then tells
    of each, or where all of them together are; ``disabled`` tags print and do nothing.

    A ``followed`` program says at each step which item of which loop it is at; that takes time, so it is made only when
    there is a fault to be told.
    """
    source, lines, numbers = program_source(root, {tag.number: tag for tag in tags})
    tree = sandbox.parse(source)
    found = _found(tree, sandbox)
    doors = {tag.number: tag.door for tag in tags if tag.door}
    weigh_operands(found[nodes.Compare], found[nodes.Getitem])
    _instrument(found, lines, numbers, frozenset(disabled), doors)
    if followed:
        _follow(tree, lines, numbers)
    filename = "<part>"  # fixed: a name from the file would reach the compiler (CVE-2024-56201)
    if needs_preparing(found):
        prepared(tree, sandbox)
    code = sandbox.compile(tree, None, filename)
    template = sandbox.template_class.from_code(sandbox, code, sandbox.make_globals(None))
    return Program(part, template, filename, tuple(lines), tuple(numbers), source)


def _found(tree: nodes.Template, sandbox: Sandbox) -> Mapping[type[nodes.Node], list[Any]]:
    """The nodes by kind; refuses what Jinja does not: an unknown filter in an ``if``, an expression nested without end."""
    found: dict[type[nodes.Node], list[Any]] = defaultdict(list)
    for node, depth in with_depths(tree):
        if depth >= MAX_EXPRESSION:
            raise RecursionError
        if isinstance(node, (nodes.Filter, nodes.Test)) and node.name not in _known(node, sandbox):
            raise TemplateSyntaxError(f"no filter or test named {node.name}", node.lineno)
        found[type(node)].append(node)
    return found


def _known(node: nodes.Expr, sandbox: Sandbox) -> Mapping[str, Any]:
    return sandbox.filters if isinstance(node, nodes.Filter) else sandbox.tests


def program_source(root: etree._Element, tags: Mapping[int, Tag]) -> tuple[str, list[int], list[int]]:
    """The program's text, and on which line each tag begins; tags that are not given are left out."""
    xml = etree.tostring(root, encoding="unicode")
    if OPEN in xml:
        xml = xml.replace(OPEN, f"<?{MARKER} ").replace(CLOSE, "?>")  # tags in attributes, see ``attributes``
    first, *rest = xml.split(f"<?{MARKER} ")
    out, lines, numbers = [first], [], []
    line = first.count("\n") + 1
    for piece in rest:
        label, literal = piece.split("?>", 1)
        number = int(label.split()[0])
        statement = _statement(tags[number]) if number in tags else ""
        if statement:
            line += 1
            lines.append(line)
            numbers.append(number)
        out += (statement, literal)
        line += literal.count("\n")
    return "".join(out), lines, numbers


def _statement(tag: Tag) -> str:
    """A tag as it stands in the program: the line end is within the delimiters, so it prints nothing."""
    if tag.kind == "{{":
        return f"\x03\n{tag.source}\x04"
    if tag.kind == "{#" or tag.keyword in ("raw", "endraw"):
        return ""
    return f"\x01\n{tag.source}\x02"


def _alone(tag: Tag, sandbox: Sandbox) -> nodes.Template | None:
    """One tag parsed by itself, the rest of its block made up."""
    if tag.kind == "{{":
        parser = SandboxParser(sandbox, tag.source, state="variable")
        tree = nodes.Template([nodes.Output([parser.parse_expression()], lineno=1)], lineno=1)
        if not parser.stream.eos:
            raise TemplateSyntaxError("chunk after expression", 1)
        return tree
    pattern = _ALONE.get(tag.keyword)
    if tag.kind != "{%" or pattern is None:
        return None
    if is_block_set(tag):
        pattern = "{}\x01endset\x02"
    return sandbox.parse(pattern.format(f"\x01{tag.source}\x02"))


def is_readable(tag: Tag, sandbox: Sandbox) -> bool:
    """Whether Jinja can read the tag; its filters may still be unknown."""
    try:
        tree = _alone(tag, sandbox)
    except (TemplateSyntaxError, *COMPILER_FAULTS):
        return False
    return tree is None or not is_deep(tree)


def _unknown_filters(tag: Tag, tree: nodes.Template, sandbox: Sandbox) -> Iterator[Problem]:
    for node in tree.find_all((nodes.Filter, nodes.Test)):
        known = _known(node, sandbox)
        kind = say("过滤器") if isinstance(node, nodes.Filter) else say("判断")
        if node.name in known:
            continue
        from reportgen.text.suggest import near  # here: only of a tag at fault

        found = near(node.name, (name for name in known if not name.startswith("#")), likely=0.6)
        reason = REFUSED_FILTERS.get(node.name)
        message = (
            say("{kind}“{name}”不能用：{reason}", kind=kind, name=node.name, reason=reason)
            if reason
            else say("没有名为“{name}”的{kind}", name=node.name, kind=kind)
        )
        hint = say("是不是“{name}”？", name=found[0]) if found and not reason else say("去掉它，或换一个")
        yield Problem(T13, message, place=tag.place, hint=hint)


def _instrument(
    found: Mapping[type[nodes.Node], list[Any]],
    lines: list[int],
    numbers: list[int],
    disabled: frozenset[int],
    doors: Mapping[int, str],
) -> None:
    """Sends everything printed and looped over through a door, with the number of its tag."""

    def number(node: nodes.Node) -> int:
        return numbers[max(bisect_right(lines, node.lineno) - 1, 0)] if numbers else 0

    for output in found[nodes.Output]:
        output.nodes = [
            node
            if isinstance(node, nodes.TemplateData)
            else _through(doors.get(number(node), PRINT), node, number(node))
            for node in output.nodes
        ]
        output.nodes = [
            node for node in output.nodes if isinstance(node, nodes.TemplateData) or number(node) not in disabled
        ]
    for loop in found[nodes.For]:
        empty: nodes.Expr = nodes.List([], lineno=loop.lineno, environment=loop.environment)
        loop.iter = empty if number(loop) in disabled else _through(STEPS, loop.iter, number(loop))
    for kept in (each for kind in _KEPT for each in found[kind]):
        for loop in kept.find_all(nodes.For):
            _weigh_text(loop)
    for branch in found[nodes.If]:
        if number(branch) in disabled:
            branch.test = nodes.Const(False, lineno=branch.lineno)
    for block in found[nodes.FilterBlock]:
        if number(block) in disabled:
            block.filter = nodes.Filter(
                None, "string", [], [], None, None, lineno=block.lineno, environment=block.environment
            )
        block.filter = _through(PRINT, block.filter, number(block))
    for assignment in found[nodes.Assign]:
        if number(assignment) in disabled:
            none = nodes.Const(None, lineno=assignment.lineno, environment=assignment.environment)
            assignment.node = _through(SILENT, none, number(assignment))


def _weigh_text(loop: nodes.For) -> None:
    """Each step of a loop whose text is kept, and not written at once, counts for the literal text that it makes."""
    size = sum(len(text.data) for text in loop.find_all(nodes.TemplateData))
    if isinstance(loop.iter, nodes.Filter) and size > 64:
        loop.iter.args = [loop.iter.args[0], nodes.Const(1 + (size >> 6), lineno=loop.lineno)]


def _follow(tree: nodes.Template, lines: Sequence[int], numbers: Sequence[int]) -> None:
    """Has each loop tell its item as its first act, and its end behind it."""
    for node in [tree, *tree.find_all(nodes.Node)]:
        for name in ("body", "else_"):
            statements = getattr(node, name, None)
            if isinstance(statements, list) and any(isinstance(one, nodes.For) for one in statements):
                setattr(node, name, [each for one in statements for each in _told(one, lines, numbers)])


def _told(statement: Any, lines: Sequence[int], numbers: Sequence[int]) -> Iterator[nodes.Node]:
    yield statement
    if isinstance(statement, nodes.For):
        number = numbers[max(bisect_right(lines, statement.lineno) - 1, 0)]
        first = nodes.Output([_through(HERE, _loaded(statement.target), number)], lineno=statement.lineno)
        statement.body.insert(0, first)
        nothing = nodes.Const("", lineno=statement.lineno, environment=statement.environment)
        yield nodes.Output([_through(OUT, nothing, number)], lineno=statement.lineno)


def _loaded(target: nodes.Node) -> nodes.Expr:
    """The names that a loop binds, to be read."""
    if isinstance(target, nodes.Tuple):
        return nodes.Tuple(
            [_loaded(part) for part in target.items], "load", lineno=target.lineno, environment=target.environment
        )
    assert isinstance(target, nodes.Name)
    return nodes.Name(target.name, "load", lineno=target.lineno, environment=target.environment)


def _through(door: str, node: Any, number: int) -> nodes.Filter:
    argument = nodes.Const(number, lineno=node.lineno)
    return nodes.Filter(node, door, [argument], [], None, None, lineno=node.lineno, environment=node.environment)


def _shown(tag: Tag) -> str:
    closer = {"{{": "}}", "{%": "%}"}[tag.kind]
    source = tag.source if len(tag.source) <= 40 else tag.source[:40] + "…"
    return f"{tag.kind} {source} {closer}"


def _advice(tag: Tag) -> Message:
    return {
        "for": say("写法：{{% for 项 in 列表 %}}"),
        "if": say("写法：{{% if 条件 %}}"),
        "elif": say("写法：{{% elif 条件 %}}"),
        "set": say("写法：{{% set 名 = 值 %}}"),
    }.get(tag.keyword, say("写法：{{{{ 名称 }}}} 或 {{{{ 名称|过滤器 }}}}"))
