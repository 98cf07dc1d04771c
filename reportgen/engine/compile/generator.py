"""A Jinja program's tree → the Python that runs it, the same that Jinja writes, from one walk instead of many.

Knows no tag and no Word.  For the root and for each loop Jinja walks all that lies beneath several times over (for blocks, for
what is extended, for ``self``, for ``loop``, for filters), so that loops in loops are walked a dozen times, which took a tenth of
opening a template.  A template of ours has no blocks and extends nothing, and one walk answers all of it (``survey``).  Where a
program has what the short ways do not know, Jinja's own are taken, so what is written is in any case what Jinja would have
written; ``tests/engine/compile/test_generator.py`` holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, NamedTuple

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.idtracking import FrameSymbolVisitor, Symbols
from jinja2.runtime import exported

from reportgen.engine.compile.cells import SHADE, SPAN
from reportgen.engine.compile.jinja_nodes import children

PRINT, STEPS, SILENT = "#print", "#steps", "#silent"
"""Names, which no template can type, of the filters through which everything is printed and looped over."""
HERE, OUT = "#here", "#out"
"""The same for the filters that a followed program calls with each item of a loop, and behind the loop."""
_DOORS = (PRINT, SPAN, SHADE)

_OF_PARTS = frozenset((nodes.Extends, nodes.Block, nodes.Include, nodes.Import, nodes.FromImport, nodes.ImportedName))
"""What makes a program one of several."""
_OF_NO_INTEREST = frozenset((nodes.Const, nodes.TemplateData))


class Survey(NamedTuple):
    """What a walk of a program met: the names of filters and tests, and the loops (by identity) in whose body ``loop`` is read."""

    filters: Collection[str]
    tests: Collection[str]
    loops: Collection[int]


def survey(tree: nodes.Template) -> Survey | None:
    """None for a program of several parts, and where ``self`` is used or ``loop`` is a name of its own."""
    filters: set[str] = set()
    tests: set[str] = set()
    extended: set[int] = set()
    waiting: list[tuple[nodes.Node, tuple[int, ...]]] = [(tree, ())]
    while waiting:
        node, within = waiting.pop()
        kind = type(node)
        if kind is nodes.Name:
            if node.name == "self" or (node.name == "loop" and node.ctx != "load"):  # type: ignore[attr-defined]
                return None
            extended.update(within if node.name == "loop" else ())  # type: ignore[attr-defined]
        elif isinstance(node, nodes.For):
            waiting += [(each, (*within, id(node))) for each in node.body]
            others = (node.target, node.iter, node.test, *node.else_)
            waiting += [(each, within) for each in others if each is not None]
        elif kind in _OF_PARTS:
            return None
        elif kind not in _OF_NO_INTEREST:
            if isinstance(node, nodes.Filter):
                filters.add(node.name)
            elif isinstance(node, nodes.Test):
                tests.add(node.name)
            waiting += [(each, within) for each in children(node)]
    return Survey(filters, tests, extended)


class _NameVisitor(FrameSymbolVisitor):
    """Jinja's collector of the names of a frame, which does not look for names in what has none."""

    def generic_visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> None:
        for child in children(node):
            self.visit(child, *args, **kwargs)


class OneDoor(CodeGenerator):
    """Jinja's code generator, which would escape again what comes through a door of ours; its text is XML already."""

    _met: Survey | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._visitors: dict[type[nodes.Node], Callable[..., Any]] = {}

    def visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> Any:
        visitor = self._visitors.get(type(node))
        if visitor is None:
            visitor = self._visitors[type(node)] = self.get_visitor(node) or self.generic_visit
        return visitor(node, *args, **kwargs)

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        self._met = None if self.defer_init or self.environment.is_async else survey(node)
        if self._met is None:
            super().visit_Template(node, frame)
            return
        self.writeline("from jinja2.runtime import " + ", ".join(sorted(exported)))
        self.writeline(f"name = {self.name!r}")
        self.writeline("def root(context, missing=missing, environment=environment):", extra=1)
        self.indent()
        self.write_commons()
        root = Frame(nodes.EvalContext(self.environment, self.name))
        _name(root.symbols, node.body)
        root.toplevel = root.rootlevel = True
        self.enter_frame(root)
        self.pull_dependencies(node.body)
        self.blockvisit(node.body, root)
        self.leave_frame(root, with_python_scope=True)
        self.outdent()
        self.writeline("blocks = {}", extra=1)
        places = "&".join(f"{line}={written}" for line, written in self.debug_info)
        self.writeline(f"debug_info = {places!r}")

    def pull_dependencies(self, nodes_: Iterable[nodes.Node]) -> None:
        """Each filter and test once, as if it stood there by itself."""
        if self._met is not None:
            nodes_ = [
                *(nodes.Filter(None, name, [], [], None, None) for name in self._met.filters),
                *(nodes.Test(None, name, [], [], None, None) for name in self._met.tests),
            ]
        super().pull_dependencies(nodes_)

    def visit_For(self, node: nodes.For, frame: Frame) -> None:
        if self._met is None or node.recursive or node.test or node.else_:
            super().visit_For(node, frame)
            return
        inner = frame.inner()
        inner.loop_frame = True
        loop = inner.symbols.declare_parameter("loop") if id(node) in self._met.loops else ""
        _name(inner.symbols, node.body, node.target)
        if loop:
            self.writeline(f"{loop} = missing")
        self.writeline("for ", node)
        self.visit(node.target, inner)
        self.write(f", {loop} in LoopContext(" if loop else " in ")
        self.visit(node.iter, frame)
        self.write(", undefined):" if loop else ":")
        self.indent()
        self.enter_frame(inner)
        self.writeline("_loop_vars = {}")
        self.blockvisit(node.body, inner)
        self.outdent()
        self.leave_frame(inner)
        if self._assign_stack:
            self._assign_stack[-1].difference_update(inner.symbols.stores)

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:
        plain = frame.buffer is None and not frame.require_output_check and not frame.eval_ctx.volatile
        if not (plain and frame.eval_ctx.autoescape and all(map(_is_printed, node.nodes))):
            super().visit_Output(node, frame)
            return
        text: list[str] = []
        for each in node.nodes:
            if isinstance(each, nodes.TemplateData):
                text.append(each.data)
            elif isinstance(each, nodes.Filter):
                self._literal(text)
                self.writeline("yield ", each)
                self.write(f"({self.filters[each.name]}(context, ")
                self.visit(each.node, frame)  # type: ignore[arg-type]
                self.write(f", {each.args[0].value!r}))")  # type: ignore[attr-defined]
        self._literal(text)

    def _literal(self, text: list[str]) -> None:
        if text:
            self.writeline(f"yield {''.join(text)!r}")
            text.clear()

    def _output_child_pre(self, node: nodes.Expr, frame: Any, finalize: Any) -> None:
        if isinstance(node, nodes.Filter) and node.name in _DOORS:
            self.write("(")
        else:
            super()._output_child_pre(node, frame, finalize)


def _is_printed(node: nodes.Expr) -> bool:
    """Whether something is literal text or goes through a door."""
    return isinstance(node, nodes.TemplateData) or (isinstance(node, nodes.Filter) and node.name in _DOORS)


def _name(symbols: Symbols, body: Sequence[nodes.Node], target: nodes.Node | None = None) -> None:
    """Takes the names of a frame down: what it is a loop over first."""
    visitor = _NameVisitor(symbols)
    if target is not None:
        visitor.visit(target, store_as_param=True)
    for each in body:
        visitor.visit(each)
