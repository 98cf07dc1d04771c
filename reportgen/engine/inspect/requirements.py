"""The tags of a template → which data they ask for, as paths with their places; with data → what these lack, what nobody asked for.

Knows no Word file and runs nothing: it walks the tree that Jinja reads.  A path is a tuple of names, and not a text, because a
name may hold a dot; ``ITEM`` stands for the items of a list taken in turn, or for the values of a group of which any may be
meant.  A ``Shape`` stands for what an expression may be.

A loop's name stands for the items of what is looped over, so ``{% for 部 in 部分 %}{{ 部.标题 }}{% endfor %}`` asks for
``部分[].标题``; ``set``, ``with``, filters that hand on items, and macros (walked once for each call, with its arguments) are
followed as far as they can be decided.  What is computed has no path; it asks for what it is computed from.

What is missing and what is unused are told in one run and without filling anything: a name that is missing is often one that
was mistyped, and then the right one stands among those that nobody asked for.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError
from lxml import etree

from reportgen.engine.compile.lexer import Tag
from reportgen.engine.compile.program import is_readable, program_source
from reportgen.engine.render.jinja_messages import R01
from reportgen.engine.render.loop_position import which
from reportgen.message import Message, joined, say
from reportgen.problem import Code, Grade, Problem, WordPlace
from reportgen.sandbox import Sandbox, unknown_sentence
from reportgen.text.suggest import near

R21 = Code("R21", "条件或循环里要的数据没有，这次没有用到（提醒）", "{% if 试点 %}，数据里没有“试点”", "在数据里补上；确实可有可无，写 {% if 试点 is defined %}")
R22 = Code("R22", "数据里有模板没有用到的（说明）", "数据里有“备用电话”，模板没有写", "不用的可以留着；本来要用的，核对模板里的名称")

Path = tuple[str, ...]
ITEM = "[]"


class Use(IntEnum):
    """How much of what a path leads to is used: walked through, looked at (is it empty, how many), or all of it."""

    THROUGH = 0
    LOOKED_AT = 1
    WHOLE = 2


class Need(IntEnum):
    """Whether the data must have it: not at all (``|default``, ``is defined``), in a branch that may be taken, always."""

    OPTIONAL = 0
    PERHAPS = 1
    ALWAYS = 2


@dataclass(frozen=True, slots=True)
class Requirement:
    """A path that a tag (by number) asks for."""

    path: Path
    tag: int
    use: Use
    need: Need


@dataclass(frozen=True, slots=True)
class Shape:
    """What an expression may be: data at these ``paths``, a list of ``items``, or a group of named ``fields``."""

    paths: frozenset[Path] = frozenset()
    items: Shape | None = None
    fields: Mapping[str, Shape] = field(default_factory=dict)

    def item(self) -> Shape:
        """What one gets by taking the items in turn."""
        found = Shape(frozenset((*path, ITEM) for path in self.paths))
        return found.joined(self.items) if self.items else found

    def named(self, name: str) -> Shape:
        """What stands under a name."""
        found = Shape(frozenset((*path, name) for path in self.paths))
        known = self.fields.get(name)
        return found.joined(known) if known else found

    def deeper(self, dotted: str) -> Shape:
        """What stands under a dotted name, as filters take it: ``a.b``, ``a.0``."""
        found = self
        for name in dotted.split("."):
            found = found.item() if name.isdigit() else found.named(name)
        return found

    def joined(self, other: Shape) -> Shape:
        """One or the other."""
        items = self.items.joined(other.items) if self.items and other.items else self.items or other.items
        fields = {**self.fields, **other.fields}
        for name in self.fields.keys() & other.fields.keys():
            fields[name] = self.fields[name].joined(other.fields[name])
        return Shape(self.paths | other.paths, items, fields)


NOTHING = Shape()
"""What is computed and leads nowhere."""


def spelled(path: Path) -> str:
    """``部分[].小节[].话题``."""
    return "".join(step if step == ITEM or not at else f".{step}" for at, step in enumerate(path))


def in_words(path: Path) -> Message:
    """The same for a clerk: ``“部分”各项的“话题”``."""
    groups: list[list[str]] = [[]]
    for step in path:
        if step == ITEM:
            groups.append([])
        else:
            groups[-1].append(step)
    names = joined([say("“{name}”", name=name) for group in groups if (name := ".".join(group))], "各项的")
    return say("{names}各项", names=names) if path[-1:] == (ITEM,) else say("{names}", names=names)


def leaves(asked: Iterable[Requirement]) -> Iterator[Path]:
    """The paths, each once, in the order of first use; those that only lead to others are left out."""
    paths = dict.fromkeys(one.path for one in asked)
    stems = {path[:at] for path in paths for at in range(1, len(path))}
    yield from (path for path in paths if path not in stems)


_SAME_ITEMS = frozenset("list sort reverse unique select reject batch slice".split())
_ONE_ITEM = frozenset("first last max min".split())
_COUNTING = frozenset("length count".split())
_GUARDS = frozenset("defined undefined".split())
_DEEPEST = 12
"""How many macro calls deep the walk goes; a macro that calls itself has asked for everything long before."""


Scope = dict[str, Shape]


def asked_for(root: etree._Element, tags: Sequence[Tag], sandbox: Sandbox) -> tuple[Requirement, ...]:
    """Everything that a part asks for, in reading order; nothing where its blocks cannot be told for sure.

    Printing tags that cannot be read are left out.
    """
    readable = {tag.number: tag for tag in tags if is_readable(tag, sandbox)}
    if any(tag.kind == "{%" and (tag.marker.getparent() is None or tag.number not in readable) for tag in tags):
        return ()
    source, lines, numbers = program_source(root, readable)
    try:
        tree = sandbox.parse(source)
    except TemplateSyntaxError:
        return ()
    walk = _RequirementWalk(lines, numbers, frozenset(sandbox.globals))
    walk.body(tree.body, {})
    walk.uncalled()
    return tuple(dict.fromkeys(walk.found))


@dataclass(slots=True, eq=False)
class _RequirementWalk:
    """One walk through a tree: what was found, the macros seen, how deep in conditions and in macro calls."""

    lines: Sequence[int]
    numbers: Sequence[int]
    globals: frozenset[str]
    found: list[Requirement] = field(default_factory=list)
    macros: dict[str, nodes.Macro] = field(default_factory=dict)
    called: set[str] = field(default_factory=set)
    need: Need = Need.ALWAYS
    loops: list[Shape] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    callers: list[tuple[nodes.CallBlock, Scope]] = field(default_factory=list)

    def body(self, statements: Iterable[nodes.Node], scope: Scope) -> None:
        for statement in statements:
            _STATEMENTS.get(type(statement), _RequirementWalk._other)(self, statement, scope)

    def uncalled(self) -> None:
        """What macros ask for that nobody calls; their arguments lead nowhere."""
        for name, macro in list(self.macros.items()):
            if name not in self.called:
                with self._at_most(Need.PERHAPS):
                    self._run_macro(macro, [], {}, {})

    # --- statements

    def _other(self, statement: Any, scope: Scope) -> None:
        for child in statement.iter_child_nodes():
            if isinstance(child, nodes.Expr):
                self.use(child, scope)
        if body := getattr(statement, "body", None):
            self.body(body, scope)

    def _output(self, statement: nodes.Output, scope: Scope) -> None:
        for child in statement.nodes:
            if not isinstance(child, nodes.TemplateData):
                self.use(child, scope)

    def _for(self, statement: nodes.For, scope: Scope) -> None:
        walked = self.use(statement.iter, scope, Use.THROUGH)
        inner = dict(scope)
        self._bind(statement.target, walked.item(), inner)
        inner["loop"] = Shape(fields={"previtem": walked.item(), "nextitem": walked.item()})
        self.loops.append(walked.item())
        self._note(walked.item(), statement, Use.THROUGH)
        if statement.test is not None:
            self.use(statement.test, inner, Use.LOOKED_AT)
        with self._at_most(Need.PERHAPS if statement.test is not None else Need.ALWAYS):
            self.body(statement.body, inner)
        self.loops.pop()
        with self._at_most(Need.PERHAPS):
            self.body(statement.else_, dict(scope))

    def _if(self, statement: nodes.If, scope: Scope) -> None:
        self.use(statement.test, scope, Use.LOOKED_AT)
        others: list[list[nodes.Node]] = [[one] for one in statement.elif_]
        after: list[Scope] = []
        with self._at_most(Need.PERHAPS):
            for branch in (statement.body, *others, statement.else_):
                inner = dict(scope)
                self.body(branch, inner)
                after.append(inner)
        for name in dict.fromkeys(name for inner in after for name in inner):
            known = [inner[name] for inner in after if name in inner]
            shape = known[0]
            for other in known[1:]:
                shape = shape.joined(other)
            scope[name] = shape

    def _assign(self, statement: nodes.Assign, scope: Scope) -> None:
        self._bind(statement.target, self.use(statement.node, scope, Use.THROUGH), scope)

    def _assign_block(self, statement: nodes.AssignBlock, scope: Scope) -> None:
        self.body(statement.body, dict(scope))
        self._bind(statement.target, NOTHING, scope)

    def _with(self, statement: nodes.With, scope: Scope) -> None:
        inner = dict(scope)
        for target, value in zip(statement.targets, statement.values, strict=True):
            self._bind(target, self.use(value, scope, Use.THROUGH), inner)
        self.body(statement.body, inner)

    def _macro(self, statement: nodes.Macro, scope: Scope) -> None:
        self.macros[statement.name] = statement
        scope[statement.name] = NOTHING

    def _call_block(self, statement: nodes.CallBlock, scope: Scope) -> None:
        self.callers.append((statement, scope))
        self.use(statement.call, scope)
        self.callers.pop()

    def _bind(self, target: nodes.Node, shape: Shape, scope: Scope) -> None:
        if isinstance(target, nodes.Name):
            scope[target.name] = shape
        elif isinstance(target, nodes.Tuple):
            for number, part in enumerate(target.items):
                self._bind(part, shape.fields.get(f"#{number}", shape.item()), scope)
        elif isinstance(target, nodes.NSRef):
            known = scope.get(target.name, NOTHING)
            if known is not NOTHING and isinstance(known.fields, dict):  # one namespace, in whatever scope it is set
                known.fields[target.attr] = known.fields.get(target.attr, NOTHING).joined(shape)

    # --- expressions

    def use(self, node: nodes.Node, scope: Scope, use: Use = Use.WHOLE) -> Shape:
        """The shape of an expression; what it is data of is noted as used."""
        shape = self.shape(node, scope)
        self._note(shape, node, use)
        return shape

    def _note(self, shape: Shape, node: nodes.Node, use: Use) -> None:
        if not shape.paths:
            return
        at = max(bisect_right(self.lines, node.lineno) - 1, 0)
        number = self.numbers[at] if self.numbers else 0
        for path in sorted(shape.paths):
            self.found.append(Requirement(path, number, use, self._needed(path)))

    def _needed(self, path: tuple[str, ...]) -> Need:
        """Within a loop only what belongs to its items is certain to be read, for there may be none."""
        if self.need is Need.ALWAYS and self.loops:
            items = self.loops[-1].paths
            return Need.ALWAYS if any(path[: len(item)] == item for item in items) else Need.PERHAPS
        return self.need

    @contextmanager
    def _at_most(self, need: Need) -> Iterator[None]:
        held = self.need
        self.need = min(held, need)
        yield
        self.need = held

    def shape(self, node: nodes.Node, scope: Scope) -> Shape:
        """What an expression may be; whatever it reads on the way is noted."""
        if isinstance(node, nodes.Name):
            if node.name in scope:
                return scope[node.name]
            return NOTHING if node.name in self.globals or node.name == "caller" else Shape(frozenset(((node.name,),)))
        return _EXPRESSIONS.get(type(node), _RequirementWalk._computed)(self, node, scope)

    def _computed(self, node: nodes.Node, scope: Scope) -> Shape:
        for child in node.iter_child_nodes():
            self.use(child, scope)
        return NOTHING

    def _attribute(self, node: nodes.Getattr, scope: Scope) -> Shape:
        return self.shape(node.node, scope).named(node.attr)

    def _subscript(self, node: nodes.Getitem, scope: Scope) -> Shape:
        shape = self.shape(node.node, scope)
        if isinstance(node.arg, nodes.Slice):
            self._computed(node.arg, scope)
            return shape
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return shape.named(node.arg.value)
        self.use(node.arg, scope)
        return shape.item()

    def _either(self, node: nodes.CondExpr | nodes.Or | nodes.And | nodes.Add, scope: Scope) -> Shape:
        if isinstance(node, nodes.CondExpr):
            self.use(node.test, scope, Use.LOOKED_AT)
            with self._at_most(Need.PERHAPS):
                sides = [self.shape(side, scope) for side in (node.expr1, node.expr2) if side is not None]
        else:
            sides = [self.use(side, scope, Use.LOOKED_AT) for side in (node.left, node.right)]
        return sides[0].joined(sides[1]) if len(sides) > 1 else sides[0]

    def _list(self, node: nodes.List | nodes.Tuple, scope: Scope) -> Shape:
        shapes = [self.shape(item, scope) for item in node.items]
        together = NOTHING
        for shape in shapes:
            together = together.joined(shape)
        return Shape(items=together, fields={f"#{number}": shape for number, shape in enumerate(shapes)})

    def _dict(self, node: nodes.Dict, scope: Scope) -> Shape:
        pairs = [(pair.key, self.shape(pair.value, scope)) for pair in node.items]
        return Shape(fields={str(key.value): shape for key, shape in pairs if isinstance(key, nodes.Const)})

    def _test(self, node: nodes.Test, scope: Scope) -> Shape:
        with self._at_most(Need.OPTIONAL if node.name in _GUARDS else Need.ALWAYS):
            self.use(node.node, scope, Use.LOOKED_AT)
        for argument in node.args:
            self.use(argument, scope)
        return NOTHING

    def _filter(self, node: nodes.Filter, scope: Scope) -> Shape:
        for argument in [*node.args, *(pair.value for pair in node.kwargs)]:
            if node.name not in ("default", "d"):
                self.use(argument, scope)
        if node.node is None:
            return NOTHING
        if node.name in ("default", "d"):
            return self._default(node, scope)
        shape = self.shape(node.node, scope)
        if node.name in _COUNTING:
            self._note(shape, node, Use.LOOKED_AT)
            return NOTHING
        return self._handed_on(node, shape)

    def _default(self, node: nodes.Filter, scope: Scope) -> Shape:
        assert node.node is not None
        with self._at_most(Need.OPTIONAL):
            shape = self.use(node.node, scope, Use.LOOKED_AT)
        return shape.joined(self.shape(node.args[0], scope)) if node.args else shape

    def _handed_on(self, node: nodes.Filter, shape: Shape) -> Shape:
        """What a filter gives of what it was given."""
        name = node.name
        attribute = _attribute_name(node)
        if name in ("selectattr", "rejectattr", "sum", "sort", "unique", "groupby", "map", "max", "min") and attribute:
            self._note(shape.item().deeper(attribute), node, Use.WHOLE)
        if name == "map":
            return Shape(items=shape.item().deeper(attribute) if attribute else shape.item())
        if name in ("selectattr", "rejectattr") or name in _SAME_ITEMS:
            return Shape(items=shape) if name in ("batch", "slice") else shape
        if name in _ONE_ITEM:
            return shape.item()
        if name in ("items", "dictsort"):
            return Shape(items=Shape(fields={"#0": NOTHING, "#1": shape.item()}))
        if name == "keys":
            return NOTHING
        if name == "values":
            return Shape(items=shape.item())
        if name == "groupby":
            return Shape(items=Shape(fields={"grouper": NOTHING, "list": shape, "#0": NOTHING, "#1": shape}))
        if not (name == "sum" and attribute):
            self._note(shape, node, Use.WHOLE)
        return NOTHING

    def _call(self, node: nodes.Call, scope: Scope) -> Shape:
        arguments = [self.shape(argument, scope) for argument in node.args]
        named = {pair.key: self.shape(pair.value, scope) for pair in node.kwargs}
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        if name in self.macros and scope.get(name) == NOTHING:
            self._run_macro(self.macros[name], arguments, named, scope)
        elif name == "caller" and self.callers:
            self._run_caller(arguments)
        elif name in ("namespace", "dict"):
            return Shape(fields=named)
        else:
            for shape in (*arguments, *named.values()):
                self._note(shape, node, Use.WHOLE)
        return NOTHING

    def _run_macro(
        self, macro: nodes.Macro, arguments: Sequence[Shape], named: Mapping[str, Shape], scope: Scope
    ) -> None:
        self.called.add(macro.name)
        if macro.name in self.calls or len(self.calls) >= _DEEPEST:
            return
        inner = {name: shape for name, shape in scope.items() if name in self.macros}
        names = [argument.name for argument in macro.args]
        for name, default in zip(reversed(names), reversed(macro.defaults), strict=False):
            inner[name] = self.shape(default, scope)
        inner.update(dict.fromkeys(set(names) - set(inner), NOTHING))
        inner.update(dict(zip(names, arguments, strict=False)))
        inner.update({name: shape for name, shape in named.items() if name in names})
        inner |= {"varargs": Shape(items=NOTHING), "kwargs": NOTHING}
        self.calls.append(macro.name)
        self.body(macro.body, inner)
        self.calls.pop()

    def _run_caller(self, arguments: Sequence[Shape]) -> None:
        block, scope = self.callers[-1]
        inner = dict(scope)
        for target, shape in zip(block.args, arguments, strict=False):
            self._bind(target, shape, inner)
        held = self.callers.pop()
        self.body(block.body, inner)
        self.callers.append(held)


_STATEMENTS: Mapping[type, Callable[[_RequirementWalk, Any, Scope], None]] = {
    nodes.Output: _RequirementWalk._output, nodes.For: _RequirementWalk._for, nodes.If: _RequirementWalk._if,
    nodes.Assign: _RequirementWalk._assign, nodes.AssignBlock: _RequirementWalk._assign_block,
    nodes.With: _RequirementWalk._with, nodes.Macro: _RequirementWalk._macro, nodes.CallBlock: _RequirementWalk._call_block,
}  # fmt: skip
_EXPRESSIONS: Mapping[type, Callable[[_RequirementWalk, Any, Scope], Shape]] = {
    nodes.Getattr: _RequirementWalk._attribute, nodes.Getitem: _RequirementWalk._subscript,
    nodes.CondExpr: _RequirementWalk._either, nodes.Or: _RequirementWalk._either, nodes.And: _RequirementWalk._either,
    nodes.Add: _RequirementWalk._either, nodes.List: _RequirementWalk._list, nodes.Tuple: _RequirementWalk._list,
    nodes.Dict: _RequirementWalk._dict, nodes.Test: _RequirementWalk._test, nodes.Filter: _RequirementWalk._filter,
    nodes.Call: _RequirementWalk._call,
}  # fmt: skip


def _attribute_name(node: nodes.Filter) -> str:
    """The attribute that a filter over items looks at, where it is written out: ``|map(attribute="a.b")``."""
    named = next((pair.value for pair in node.kwargs if pair.key == "attribute"), None)
    if named is None and node.name in ("selectattr", "rejectattr", "groupby", "sum") and node.args:
        named = node.args[0]
    return str(named.value) if isinstance(named, nodes.Const) and isinstance(named.value, str) else ""


_MOST = 30
"""How many unused names are listed."""


def missing(asked: Sequence[Requirement], data: Mapping[str, Any], place: Callable[[int], WordPlace | None]) -> list[Problem]:
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


def unused(asked: Iterable[Requirement], data: Mapping[str, Any]) -> list[Problem]:
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
    shown = tuple(names[:_MOST])
    hint = say("不用的可以留着；本来要用的，检查模板里的名称")
    message = (
        say("数据里的{names}等 {count} 项模板没有用到", names=shown, count=len(names))
        if len(names) > _MOST
        else say("数据里的{names}模板没有用到", names=shown)
    )
    return [Problem(R22, message, Grade.NOTE, hint=hint)]


def is_told(problem: Problem, told: Iterable[Problem]) -> bool:
    """Whether something missing is among the problems of a rendering, at the same tag and in the same words."""
    missing = _unknown_in(problem.message)
    return any(other.place == problem.place and missing & _unknown_in(other.message) for other in told)


_UNKNOWN = frozenset(unknown_sentence("", top=top).pattern for top in (True, False))


def _unknown_in(message: Message) -> set[Message]:
    """What a message says that there is not, whatever stands around it."""
    return {each for each in message.sentences() if each.pattern in _UNKNOWN}


def advice(name: str, known: Iterable[Any], data: Any = None) -> Message:
    """Names like the one that is unknown; one of just that name elsewhere in the data comes first."""
    elsewhere = next(_called(name, data, ()), None)
    if elsewhere is not None:
        return say("是不是“{name}”？", name=spelled(elsewhere))
    found = near(name, map(str, known))
    return say("是不是“{name}”？", name=found[0]) if found else say("请在数据里补上，或改正模板里的名称")


@dataclass(frozen=True, slots=True)
class _Gap:
    """Where a path ends in the data: the path up to the missing name, what it was looked for in, and in which items."""

    path: Path
    owner: Any
    items: tuple[Message, ...]


@dataclass(slots=True, eq=False)
class _Branch:
    """Asked paths as a tree; ``use`` below zero where only something deeper is asked for."""

    below: dict[str, _Branch] = field(default_factory=dict)
    use: int = -1


def _gap(path: Path, data: Any, done: Path = (), items: tuple[Message, ...] = ()) -> _Gap | None:
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


def _problem(gap: _Gap, one: Requirement, data: Mapping[str, Any], place: WordPlace | None) -> Problem:
    name = gap.path[-1]
    top = len(gap.path) == 1
    message = in_items(unknown_sentence(name, top=top), gap.items)
    known = list(gap.owner) if isinstance(gap.owner, Mapping) else []
    hint = advice(name, known, data if top else None)
    if one.need is Need.PERHAPS:
        message = say("{sentence}；这次没有用到它，换了数据就可能出错", sentence=message)
        return Problem(R21, message, Grade.WARNING, place, hint)
    return Problem(R01, message, place=place, hint=hint)


def in_items(sentence: Message, items: Sequence[Message]) -> Message:
    """A sentence with ``（在“部分”第3项“稳增长”里）``."""
    return say("{sentence}（在{items}里）", sentence=sentence, items=joined(items, "的")) if items else sentence


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
