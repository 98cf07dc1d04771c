"""A Word file with tags, and data → a finished Word file, or every reason why not.

Knows no field, no year and no office.  A template is read, checked and compiled once (``Template.open``) and can then
be rendered any number of times, by any number of threads, since rendering changes nothing in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from reportgen.catalogue import open_catalogue, wanted_language
from reportgen.engine.arguments import check_data, check_files, filters_of, of_type, source_of, target_of
from reportgen.engine.compile.cells import SHADE, SPAN
from reportgen.engine.compile.generator import HERE, OUT, PRINT, SILENT, STEPS, OneDoor
from reportgen.engine.compile.lexer import T01
from reportgen.engine.compile.part import T26, TemplatePart, open_part
from reportgen.engine.compile.program import Program, compile_part
from reportgen.engine.finish.unused_parts import shown_by, sweep
from reportgen.engine.render.budget import STATE, meter
from reportgen.engine.render.printer import (
    Bounds,
    Exhausted,
    Rendering,
    here,
    out,
    show,
    show_shade,
    show_span,
    silent,
    walk,
)
from reportgen.engine.render.run_xml import Marks
from reportgen.engine.values.vocabulary import VALUE_FILTERS, VALUE_NAMES
from reportgen.message import say
from reportgen.ooxml.archive import Limits
from reportgen.ooxml.empty_links import without_empty_links
from reportgen.ooxml.external import may_refer, new_references, outside_references
from reportgen.ooxml.package import P17, Package
from reportgen.ooxml.xml_tree import DECLARATION, check_wellformed
from reportgen.problem import Problem, ReportError, WordPlace, errors
from reportgen.provenance import TracedMapping
from reportgen.regex import regex
from reportgen.sandbox import RUNTIME_FAULTS, Blank, Filters, NoText, Sandbox, Unknown, UnknownName, environment
from reportgen.storage import replace_file
from reportgen.value_object import ValueObject

if TYPE_CHECKING:
    from reportgen.engine.finish.anchored_notes import NotesTaken
    from reportgen.engine.finish.plain_paragraphs import Made, PlainParagraphs
    from reportgen.engine.finish.trace_marks import TracedParagraph
    from reportgen.engine.inspect.requirements import Requirement
    from reportgen.engine.values.files import Files
    from reportgen.engine.values.render_context import RenderContext
    from reportgen.memory import Memory
    from reportgen.ooxml.additions import Additions

_DELIMITERS = ("{{", "}}", "{%", "%}", "{#", "#}")
_DIAGRAM_DATA, _DIAGRAM_COPY = "word/diagrams/data", "word/diagrams/drawing"
_HIDING = frozenset("T01 T03 T04 T05 T06 T07 T08 T09 T10 T11 T12 T30".split())
"""Faults of tags that keep it from being seen what all the tags ask for."""
_QUOTED = regex("'[^']*'|\"[^\"]*\"")
_CHUNK = 1 << 16
_MOST_FAULTS = 50
"""How many run-time faults are looked for before giving up; each needs one more run."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Rendered(ValueObject):
    """A finished file, if there is one, the problems, and (for a traced rendering) what was printed where.

    ``package`` is empty when any problem is an error; ``opened`` is the same file as its parts, for who goes on to work on it.
    Of a rendering without a file ``closing`` makes the file after all, checked, where that needs no second rendering.
    """

    package: bytes
    problems: tuple[Problem, ...]
    trace: tuple[TracedParagraph, ...] = ()
    opened: Package | None = field(default=None, compare=False, repr=False)
    language: str = ""
    closing: Callable[[], Rendered] | None = field(default=None, compare=False, repr=False)

    def save(self, path: str | Path) -> None:
        """Writes the whole file, or leaves what was there; raises ``ReportError`` with all problems when there is none."""
        if not self.package:
            raise ReportError(self.problems)
        try:
            target = target_of(path)
        except ReportError as error:
            raise error.told(self.language) from None
        replace_file(target, self.package)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Template(ValueObject):
    """An opened template; ``problems`` are the faults that could be found without data, ``shown`` the relationships of each
    part to pictures and the like, ``referring`` the parts with fields or drawings that may lead out of the file, ``language``
    what problems are told in, nothing for Chinese."""

    package: Package
    parts: tuple[TemplatePart, ...]
    problems: tuple[Problem, ...]
    sandbox: Sandbox
    shown: Mapping[str, frozenset[str]]
    referring: frozenset[str]
    language: str = ""
    known: dict[str, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)
    """The top-level names by the word ``names``, and whether a tag says a name by that name in quotes, once somebody has asked,
    since the one costs a parse of every tag and the other a search."""

    @classmethod
    def open(
        cls,
        source: str | Path | bytes | IO[bytes],
        filters: Filters | None = None,
        limits: Limits | None = None,
        *,
        lenient: bool = False,
        scripted: bool = False,
        drop_macros: bool = False,
        language: str | None = None,
    ) -> Template:
        """Reads a .docx from a path, its bytes or a stream; if ``lenient``, unknown names and empty values print nothing; if
        ``scripted``, ``.upper()`` and the like are read as the filters that do the same; with
        ``drop_macros`` a file that has macros is read without them.

        ``language`` is what problems are told in (``zh``, ``en``); without it the environment says, as ``wanted_language`` has it.
        Raises ``ReportError`` if it is no usable Word file; faults of tags are in ``problems``.
        """
        of_type(language, str, "language")
        spoken = wanted_language() if language is None else open_catalogue(language).language
        try:
            of_type(limits, Limits, "limits")
            named = filters_of(filters)
            package, unlinked = without_empty_links(Package.open(source_of(source), limits or Limits(), drop_macros=drop_macros))
        except ReportError as error:
            raise ReportError(_with_way_out(error.problems, tried=drop_macros)).told(spoken) from None
        sandbox = environment({**VALUE_FILTERS, **named}, undefined=Blank if lenient else Unknown, scripted=scripted)
        sandbox.globals |= VALUE_NAMES
        sandbox.code_generator_class = OneDoor
        doors = {PRINT: show, STEPS: walk, SILENT: silent, SPAN: show_span, SHADE: show_shade, HERE: here, OUT: out}
        sandbox.filters |= doors
        meter(sandbox, doors, VALUE_FILTERS)
        parts: list[TemplatePart] = []
        problems = [*package.problems, *unlinked, *outside_references(package)]
        first = 1
        left: dict[str, bytes] = {}
        for name in package.text_parts:
            data = left.get(name) or package.read(name)
            part, found = open_part(name, data, sandbox, first, package if name == package.main else None)
            problems += found
            if part is not None:
                parts.append(part)
                left |= {noted: notes.left for noted, notes in part.noted.items()}
                first += max(len(part.tags), max(part.tags, default=first) - first + 1)
        shown = {name: shown_by(package, name) for name in (*(part.name for part in parts), *left)}
        told = tuple(each.told(spoken) for each in once(problems))
        referring = frozenset(name for name in shown if name.endswith(".rels") or may_refer(package.read(name)))
        return cls(package, tuple(parts), told, sandbox, shown, referring, spoken)

    @property
    def names(self) -> frozenset[str]:
        """The top-level names that the template asks for."""
        if "names" not in self.known:
            self.known["names"] = frozenset(one.path[0] for one in self.asked())
        return self.known["names"]

    def mentions(self, name: str) -> bool:
        """Whether a tag says a name outside of quotes, and not as what another name has: by the words alone, which costs
        little; ``names`` reads the tags and knows which names they bind themselves."""
        asked = repr(name)
        if asked not in self.known:
            said = regex(rf"(?<![\w.]){re.escape(name)}(?!\w)")
            sources = (tag.source for part in self.parts for tag in part.tags.values())
            self.known[asked] = frozenset(each for each in sources if name in each and said.search(_QUOTED.sub("", each)))
        return bool(self.known[asked])

    @property
    def paths(self) -> tuple[str, ...]:
        """Everything the template asks for, loops resolved (``部分[].小节[].话题``), in reading order, over all parts."""
        from reportgen.engine.inspect.requirements import leaves, spelled

        return tuple(spelled(path) for path in leaves(self.asked()))

    def asked(self) -> tuple[Requirement, ...]:
        """The same with the tags and how each path is used; of a part whose blocks are at fault, nothing."""
        from reportgen.engine.inspect.requirements import asked_for

        doubtful = self._doubtful()
        parts = [part for part in self.parts if part.name not in doubtful]
        return tuple(one for part in parts for one in asked_for(part.root, list(part.tags.values()), self.sandbox))

    def _doubtful(self) -> set[str]:
        """Parts in which a tag that may bind names was not finished, so that names may seem to be data."""
        names = {
            problem.place.part
            for problem in self.problems
            if problem.code == T01 and isinstance(problem.place, WordPlace) and "【{{" not in problem.place.excerpt
        }
        return names | {part.name for part in self.parts if not names.isdisjoint(part.noted)}

    def check(self, data: Mapping[str, Any], files: Files = None) -> tuple[Problem, ...]:
        """Everything there is to say of the template with these data, and no file.

        Beyond the problems of rendering: names missing in branches that these data do not take (提醒), and data that no tag
        asks for (说明).
        """
        from reportgen.engine.inspect.requirements import is_told, unused

        self._check_arguments(data, files=files)
        told = self._rendered(data, files=files).problems
        asked = self.asked()
        more = [problem for problem in self._missing(data) if not is_told(problem, told)]
        whole = not any(problem.code in _HIDING for problem in errors(told))
        # A name such as 分页 is the data's where they have it, and is not asked for of data that do not.
        own = {name: value for name, value in data.items() if name not in self.sandbox.globals}
        return tuple(each.told(self.language) for each in (*told, *more, *(unused(asked, own) if whole else ())))

    def _missing(self, data: Mapping[str, Any]) -> list[Problem]:
        """What the data lack; a lenient template lacks nothing."""
        from reportgen.engine.inspect.requirements import missing

        return [] if self.sandbox.undefined is Blank else missing(self.asked(), data, self._place)

    def _place(self, number: int) -> WordPlace | None:
        return next((part.tags[number].place for part in self.parts if number in part.tags), None)

    def render(
        self,
        data: Mapping[str, Any],
        *,
        trace: bool = False,
        marks: Marks | None = None,
        bounds: Bounds | None = None,
        files: Files = None,
        update_fields: bool = False,
        file: bool = True,
        written: bool = True,
        memory: Memory | None = None,
    ) -> Rendered:
        """Fills the template.  With ``trace``, the result says for each printed stretch which data it came from.

        ``marks`` maps marks of traced text to highlight colours.  ``files`` is the folder (or the names and files) that
        pictures may be read from; without it none are.  With ``update_fields``, Word asks when it opens the file
        whether to bring its table of contents and other fields up to date.  Without ``file`` only the trace is asked for, and
        no file is checked and written: ``opened`` are then the parts as they were filled, good for being looked at and for nothing
        else.  Without ``written`` it is checked and not written: ``package`` stays empty, for who changes ``opened`` before it is a
        file.  With a ``memory`` of former renderings of this template, paragraphs that are what they were are not finished and
        checked again; the result is the same.  Raises ``ReportError`` (R14) for arguments of other types.
        """
        self._check_arguments(data, marks, bounds, files)
        made = self._rendered(
            data, trace=trace, marks=marks, bounds=bounds, files=files, update_fields=update_fields, file=file, memory=memory
        )
        return self._told(_packed(made) if file and written else made)

    def _told(self, made: Rendered) -> Rendered:
        if not self.language:
            return made
        return replace(made, problems=tuple(each.told(self.language) for each in made.problems), language=self.language)

    def _check_arguments(self, data: object, marks: object = None, bounds: object = None, files: object = None) -> None:
        try:
            check_data(data)
            of_type(marks, Mapping, "marks")
            of_type(bounds, Bounds, "bounds")
            check_files(files)
        except ReportError as error:
            raise error.told(self.language) from None

    def _rendered(
        self,
        data: Mapping[str, Any],
        *,
        trace: bool = False,
        marks: Marks | None = None,
        bounds: Bounds | None = None,
        files: Files = None,
        update_fields: bool = False,
        file: bool = True,
        memory: Memory | None = None,
    ) -> Rendered:
        problems = [each for each in self.problems if not (update_fields and each.code == T26)]
        if errors(problems):
            return Rendered(b"", (*problems, *errors(self._missing(data))))
        variables = TracedMapping(data, "") if trace else data
        context = _LateContext(self.package, files)
        if update_fields:
            context.additions.update_fields()
        plain = _plain_of(memory) if memory is not None and trace else None
        finished: dict[str, bytes] = {}
        traces: list[TracedParagraph] = []
        doubtful: list[str] = []
        notes: dict[str, Mapping[str, NotesTaken]] = {}
        left = bounds or Bounds()
        literals = set(_DELIMITERS if any(part.literal for part in self.parts) else ())
        for part in self.parts:
            state = Rendering(part.sites, part.tags, left, marks or {}, trace, data, lenient=self.sandbox.undefined is Blank)
            xml = _run(part, state, dict(variables), self.sandbox)
            left = replace(left, steps=left.steps - state.steps, output=left.output - len(xml or b""))
            if xml is not None and (state.values or not errors(state.faults.values())):
                finished[part.name], found, notes[part.name] = _finish(part, xml, state, context, plain)
                traces += found
            problems += state.problems()
            literals |= state.literals
            doubtful += [part.name] if part.fragile or part.delicate or part.columnar or part.merged or state.values else []
        problems = once(problems)
        if errors(problems):
            return Rendered(b"", tuple(problems))
        if self.package.main in doubtful:
            if notes.get(self.package.main):
                traces = self._join(notes[self.package.main], finished, traces, doubtful)
            self._separate(finished, doubtful)
        context.close(finished, books=file)

        def closing() -> Rendered:
            return self._closed(finished, context, list(doubtful), list(problems), traces, literals, plain)

        return closing() if file else self._filled(finished, context, Rendered(b"", tuple(problems), tuple(traces)), closing)

    def _filled(
        self, finished: Mapping[str, bytes], context: _LateContext, made: Rendered, closing: Callable[[], Rendered]
    ) -> Rendered:
        """A rendering without a file, which can be closed after all."""
        changed, added = context.changed(finished)

        def closed() -> Rendered:
            context.close(finished, books=True)
            return self._told(closing())

        opened = self.package.revised(changed, added)
        return replace(made, opened=opened, closing=None if context.copies_charts else closed)

    def _join(
        self, notes: Mapping[str, NotesTaken], finished: dict[str, bytes], traces: list[TracedParagraph], doubtful: list[str]
    ) -> list[TracedParagraph]:
        """Brings notes that were rendered in their loops home; the traces with the places that their paragraphs have now."""
        from reportgen.engine.finish.anchored_notes import joined  # here: few templates have comments in a loop
        from reportgen.engine.finish.comment_companions import follow_copies

        parts = {name: noted for part in self.parts for name, noted in part.noted.items()}
        for name, taken in notes.items():
            own = [each for each in traces if each.part == name]
            data = finished.get(name) or parts[name].left
            finished[name], found = joined(parts[name], data, name, taken, own)
            traces = [*(each for each in traces if each.part != name), *found]
            doubtful += [] if name in doubtful else [name]
            if taken.copies or taken.gone:
                beside = follow_copies(self.package, taken.copies, taken.gone)
                finished |= beside
                doubtful += beside
        return traces

    def _separate(self, finished: dict[str, bytes], doubtful: list[str]) -> None:
        """Gives each repeated reference to a note a note of its own; the parts with the notes are then to be checked as well."""
        from reportgen.engine.finish.notes import separate_notes  # here: text alone repeats no reference

        noted = separate_notes(self.package, finished)
        finished |= noted
        doubtful += [name for name in noted if name not in doubtful]

    def _closed(
        self,
        finished: Mapping[str, bytes],
        context: _LateContext,
        doubtful: list[str],
        problems: list[Problem],
        traces: Sequence[TracedParagraph],
        literals: set[str],
        plain: PlainParagraphs | None = None,
    ) -> Rendered:
        """The file as its parts, checked where filling could have made something wrong."""
        changed, added = context.changed(finished)
        swept, removed = sweep(self.package, self.shown, changed, added)
        changed = {name: data for name, data in {**changed, **swept}.items() if name not in removed}
        doubtful += [
            name for name in (*changed, *added) if changed.get(name) is not finished.get(name) or name in added
        ]
        if doubtful:
            problems += self._verified((changed, added, removed), doubtful, literals, plain)
        if errors(problems):
            return Rendered(b"", tuple(problems))
        whole = self.package.revised(changed, added, removed) if changed or added or removed else self.package
        # text between pieces of a part without any field or drawing makes none
        told = [name for name in (*changed, *added) if name in doubtful or name in self.referring or name not in self.shown]
        problems += new_references(whole, self.package, told) if told else ()
        if errors(problems):  # what data made is refused as it would be in the template
            return Rendered(b"", tuple(problems))
        return Rendered(b"", tuple(problems), tuple(traces), whole)

    def _verified(
        self,
        made: Made,
        doubtful: Collection[str],
        literals: Collection[str],
        plain: PlainParagraphs | None,
    ) -> tuple[Problem, ...]:
        """What is wrong with the file and was not with the template; of parts with plain paragraphs first without those that were
        there before, since where nothing is found then, there is nothing."""
        from reportgen.engine.check import verify  # imported here: what needs no check starts faster

        changed, added, removed = made
        finished = self.package.revised(changed, added, removed)
        if plain is None:
            return verify.verify(finished, self.package, doubtful, literals)
        known = plain.soundness(made, doubtful, literals)
        unseen = known.unseen()
        if unseen and verify.is_sound(self.package.revised({**changed, **unseen}, added, removed), doubtful, literals):
            known.keep()
            return ()
        found, sound = verify.looked_over(finished, self.package, doubtful, literals)
        if sound:
            known.keep()
        return found


def _plain_of(memory: Memory) -> PlainParagraphs:
    from reportgen.engine.finish.plain_paragraphs import PlainParagraphs  # imported here: a command renders once

    return PlainParagraphs(memory)


def _packed(closed: Rendered) -> Rendered:
    """With the file's bytes, where there is a file."""
    if closed.opened is None:
        return closed
    made = closed.opened.packed()
    return replace(closed, package=made.write(), opened=made)


def _with_way_out(problems: Sequence[Problem], *, tried: bool) -> list[Problem]:
    """What can be done about macros, where a template is opened."""
    hint = say("请用 Word 另存为 .docx；确实不要宏的，命令加 --去宏（程序里写 drop_macros=True），就不读宏，其余照常填写")
    return [replace(problem, hint=hint) if problem.code == P17 and not tried else problem for problem in problems]


def once(problems: Sequence[Problem]) -> list[Problem]:
    """Problems without repetitions: both copies of a text box, and of the text of a diagram, have the same faults."""
    diagrams = {(problem.code, problem.message) for problem in problems if _part_of(problem).startswith(_DIAGRAM_DATA)}
    return [
        problem
        for problem in dict.fromkeys(problems)
        if not (_part_of(problem).startswith(_DIAGRAM_COPY) and (problem.code, problem.message) in diagrams)
    ]


def _part_of(problem: Problem) -> str:
    return problem.place.part if isinstance(problem.place, WordPlace) else ""


class _LateContext:
    """What values need for printing and what they add to the file, made when the first one is printed: most reports print text
    alone."""

    def __init__(self, package: Package, files: Files) -> None:
        self.package = package
        self.files = files
        self.context: RenderContext | None = None
        self._additions: Additions | None = None

    @property
    def additions(self) -> Additions:
        """What this rendering adds to its package."""
        if self._additions is None:
            from reportgen.ooxml.additions import Additions

            self._additions = Additions(self.package)
        return self._additions

    def changed(self, finished: Mapping[str, bytes]) -> tuple[dict[str, bytes], dict[str, bytes]]:
        """The changed parts (those of ``finished`` among them) and the new ones."""
        return self._additions.closed(finished) if self._additions else (dict(finished), {})

    def opened(self) -> RenderContext:
        """The context of this rendering."""
        if self.context is None:
            from reportgen.engine.values.render_context import RenderContext

            self.context = RenderContext(self.package, self.files, self.additions)
        return self.context

    @property
    def copies_charts(self) -> bool:
        """Whether there are charts in parts of their own, which are made once."""
        return self.context is not None and any(chart.part != chart.source for chart in self.context.charts)

    def close(self, finished: Mapping[str, bytes], *, books: bool) -> None:
        """What can only be done when all parts are rendered: charts, with the ``books`` behind them or without."""
        if self.context is not None and self.context.charts:
            from reportgen.engine.values.charts import fill_charts  # imported here: few templates have charts

            fill_charts(self.context, finished, books=books)


def _run(part: TemplatePart, state: Rendering, variables: dict[str, Any], sandbox: Sandbox) -> bytes | None:
    """The part's XML; after a fault the tag at fault is left out and the rest run again, so that all faults are found.

    The runs after the first follow the loops, so that a fault can name its item.
    """
    program = part.program
    disabled: set[int] = set()
    followed = False
    while program is not None and len(disabled) <= _MOST_FAULTS:
        state.restart(followed=followed)
        try:
            xml = _joined(program, {**variables, STATE: state}, state.bounds.output)
            if followed or not state.faults:
                return xml
        except RUNTIME_FAULTS as error:
            number = program.tag_at(error.__traceback__)
            if followed:
                _note(error, number, state)
                if number in disabled or not number or isinstance(error, (Exhausted, MemoryError)):
                    return None
                disabled.add(number)
        followed = True
        program = compile_part(part.name, part.root, list(part.tags.values()), sandbox, disabled, followed=True)
    return None


def _note(error: Exception, number: int, state: Rendering) -> None:
    tag = state.tags.get(number)
    shown = f"{tag.kind} {tag.source} {'}}' if tag.prints else '%}'}" if tag else ""
    from reportgen.engine.render.jinja_messages import R01, runtime_advice, runtime_sentence  # here: only of a fault

    if isinstance(error, UnknownName):
        state.note(number, say("标签“{tag}”：{reason}", tag=shown, reason=error.sentence), R01, state.advice(error))
    elif isinstance(error, NoText):
        state.unprintable(error.value, number, item=error.item)
    else:
        state.note(
            number,
            say("标签“{tag}”：{reason}", tag=shown, reason=runtime_sentence(error)),
            hint=runtime_advice(error),
        )


def _joined(program: Program, variables: dict[str, Any], most: int) -> bytes:
    """The part as it is written; made by and by, since a long text takes twice the room as a text that it takes as bytes."""
    data = bytearray(DECLARATION)
    pieces: list[str] = []
    held = 0
    for piece in program.run(variables):
        pieces.append(piece)
        held += len(piece)
        if held > _CHUNK:
            data += "".join(pieces).encode()
            pieces.clear()
            held = 0
            if len(data) > most:
                raise MemoryError
    data += "".join(pieces).encode()
    if len(data) > most:
        raise MemoryError
    return bytes(data)


def _finish(
    part: TemplatePart, data: bytes, state: Rendering, context: _LateContext, known: PlainParagraphs | None
) -> tuple[bytes, list[TracedParagraph], Mapping[str, NotesTaken]]:
    """The part's bytes as they stand in the file, what was printed where if that is asked, and the notes that stood in it."""
    if not (state.traced or part.fragile or part.delicate or part.columnar or part.merged or part.controlled or state.values):
        check_wellformed(data, part.name)
        return data, [], {}
    from reportgen.engine.finish.rendered_part import finish_part  # imported here: text alone needs nothing of it

    return finish_part(part, data, state, context.opened, known)
