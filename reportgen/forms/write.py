"""Changes and the year's documents → the documents' new texts, every character but the changed ones as it was.

Knows no forms and no folders.  A value goes into its place; notes go beside it, ``{值: …, 来源: …}``, or among those that are
there; an entry that is missing goes after the last one of its group.  What was made is read again before anybody may write
it: where it does not say what was meant, or reads worse than before, the field is left alone and told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.forms.plan import DatumChange, Value
from reportgen.message import say
from reportgen.problem import Code, Grade, Problem, errors
from reportgen.report.dictionary import Path
from reportgen.report.model import grammar as words
from reportgen.report.model.grammar import FIGURES, NAMES, VALUE
from reportgen.yamltext import (
    Document,
    Entry,
    MappingNode,
    Node,
    Scalar,
    SequenceNode,
    TextEdit,
    add_below,
    add_entry,
    fill,
    flow_text,
    is_flow,
    parse,
    parse_near,
    put,
    set_scalar,
    splice,
)  # fmt: skip

X21 = Code("X21", "输入文件里这一处不便改写，没有导入", "名单写成几行，行旁有注释", "手工填进输入文件")

_VALUE_KEYS = (words.VALUE, "本年")


@dataclass(frozen=True, slots=True)
class FilledInput:
    """The new text of each document (in their order, unchanged ones too), what was written, and what could not be."""

    texts: tuple[str, ...]
    changes: tuple[DatumChange, ...]
    problems: tuple[Problem, ...]


def write(changes: Sequence[DatumChange], documents: Sequence[Document], near: bool = False) -> FilledInput:
    """Makes all changes at once, or, where that does not read back, field by field, so that one that cannot be made does
    not hold up the others.  ``near``: what was made is read again for nothing but that (``parse_near``)."""
    fields = {
        path: [change for change in changes if change.path == path]
        for path in dict.fromkeys(each.path for each in changes)
    }
    whole = _made(fields, documents, near)
    if whole is not None:
        return FilledInput(tuple(document.text for document in whole), tuple(changes), ())
    current = tuple(documents)
    done: list[DatumChange] = []
    problems: list[Problem] = []
    for path, group in fields.items():
        made = _made({path: group}, current, near=False)  # the next edit goes by the offsets of this one
        current = current if made is None else made
        done += [] if made is None else group
        problems += [_told(group[0])] if made is None else []
    return FilledInput(tuple(document.text for document in current), tuple(done), tuple(problems))


def _made(
    fields: Mapping[Path, Sequence[DatumChange]], documents: Sequence[Document], near: bool
) -> tuple[Document, ...] | None:
    """The documents with these fields changed; None if one cannot be changed or does not read back."""
    edits: list[list[TextEdit]] = [[] for _ in documents]
    homes: dict[Path, int] = {}
    for path, group in fields.items():
        at, found = _edits(path, group, documents)
        if not found:
            return None
        edits[at] += found
        homes[path] = at
    made = [_spliced(document, mine, near) for document, mine in zip(documents, edits, strict=True)]
    good = [document for document in made if document is not None]
    says = len(good) == len(made) and all(_says(good[homes[path]], path, group) for path, group in fields.items())
    return tuple(good) if says else None


def _told(change: DatumChange) -> Problem:
    hint = say("请把“{given}”手工填进输入文件", given=change.new if isinstance(change.new, str) else tuple(change.new))
    return Problem(
        X21,
        say("“{figure}”在输入文件里的写法不便改写，没有导入", figure=change.what),
        Grade.WARNING,
        change.place,
        hint,
    )


def _spliced(document: Document, edits: Sequence[TextEdit], near: bool) -> Document | None:
    """The document with the edits made, if it reads no worse than before."""
    if not edits:
        return document
    try:
        text = splice(document.text, edits)
    except ValueError:
        return None
    fresh, problems = parse_near(text, document) if near else parse(text, document.file)
    _, before = parse(document.text, document.file)
    if len(errors(problems)) > len(errors(before)):
        return None
    return Document(fresh.root, text, document.file, document.encoding)


def _says(document: Document, path: Path, group: Sequence[DatumChange]) -> bool:
    """Whether the document says what was meant."""
    entry = _found(document, _steps(path))
    said = _said(entry.value) if entry else {}
    return all(said.get(change.slot) == change.new for change in group)


def _said(node: Node) -> dict[str, Value]:
    """The value and notes of an entry, as they read."""
    if isinstance(node, MappingNode):
        names = {VALUE if entry.key.text in _VALUE_KEYS else entry.key.text: entry.value for entry in node}
        return {name: _value(inner) for name, inner in names.items()}
    return {VALUE: _value(node)}


def _value(node: Node) -> Value:
    if isinstance(node, SequenceNode):
        return tuple(item.text for item in node if isinstance(item, Scalar))
    return node.text if isinstance(node, Scalar) else ""


def _edits(path: Path, group: Sequence[DatumChange], documents: Sequence[Document]) -> tuple[int, list[TextEdit]]:
    """The edits for one field, and in which document; none where there is no way."""
    given, steps = {change.slot: change.new for change in group}, _steps(path)
    for at, document in enumerate(documents):
        entry = _found(document, steps)
        if entry is not None:
            return at, list(_into(entry.value, given))
    depths = [_depth(document, steps) for document in documents]
    at = depths.index(max(depths))
    return at, list(_added(documents[at], steps, _piece(given)))


def _steps(path: Path) -> Path:
    """The keys that lead to a field in the file: names have a place of their own beside the figures."""
    return path if path[:1] == (NAMES,) else (FIGURES, *path)


def _found(document: Document, steps: Path) -> Entry | None:
    entry = None
    node: Node | None = document.mapping
    for step in steps:
        entry = next((each for each in node if each.key.text == step), None) if isinstance(node, MappingNode) else None
        node = entry.value if entry else None
    return entry


def _above(document: Document, steps: Path) -> Iterator[Node]:
    """The mappings in which a key stands, from the outside inward."""
    if document.mapping is not None:
        yield document.mapping
    for depth in range(1, len(steps)):
        if (entry := _found(document, steps[:depth])) is not None:
            yield entry.value


def _depth(document: Document, steps: Path) -> int:
    """How many of the keys above a field a document has; 0 without the first."""
    return max((depth for depth in range(1, len(steps)) if _found(document, steps[:depth]) is not None), default=0)


def _added(document: Document, steps: Path, piece: str) -> Iterator[TextEdit]:
    depth = _depth(document, steps)
    group = _found(document, steps[:depth]) if depth else None
    if group is None:
        return
    rest = steps[depth:]
    if isinstance(group.value, MappingNode):
        yield add_entry(group.value, rest, piece)
    elif isinstance(group.value, Scalar) and not group.value.raw:
        if not any(is_flow(each) for each in _above(document, steps[:depth])):
            yield add_below(group, rest, piece)
            return
        for step in reversed(rest):
            piece = f"{{{flow_text(step)}: {piece}}}"
        yield fill(group.value, piece)


def _into(node: Node, given: Mapping[str, Value]) -> Iterator[TextEdit]:
    """The edits that put a value and notes into an entry's place."""
    if isinstance(node, MappingNode):
        yield from _among(node, given)
        return
    notes = {slot: value for slot, value in given.items() if slot != VALUE}
    piece = _text(given[VALUE]) if VALUE in given else _as_it_is(node)
    edit = put(node, _noted(piece, notes) if notes else piece)
    if edit is not None:
        yield edit


def _piece(given: Mapping[str, Value]) -> str:
    """An entry made anew."""
    notes = {slot: value for slot, value in given.items() if slot != VALUE}
    piece = _text(given[VALUE]) if VALUE in given else ""
    return _noted(piece, notes) if notes else piece


def _text(value: Value) -> str:
    """A value as it may stand in brackets and out of them; a gap is nothing at all, as somebody would leave it."""
    return flow_text(value) if value else ""


def _noted(piece: str, notes: Mapping[str, Value]) -> str:
    return f"{{值: {piece}{''.join(f', {slot}: {flow_text(value)}' for slot, value in notes.items())}}}"


def _as_it_is(node: Node) -> str:
    """What stands there, as it may stand in brackets."""
    if isinstance(node, Scalar):
        if node.quoted and "\n" not in node.raw:
            return node.raw
        return flow_text(node.text) if node.text else ""
    if is_flow(node):
        return node.source.text[node.start : node.end]
    return flow_text(_value(node))


def _among(node: MappingNode, given: Mapping[str, Value]) -> Iterator[TextEdit]:
    """Among notes that are there: known ones are set, new ones added at the end in one go."""
    there = {VALUE if entry.key.text in _VALUE_KEYS else entry.key.text: entry.value for entry in node}
    new = {slot: value for slot, value in given.items() if slot not in there}
    for slot, value in given.items():
        inner = there.get(slot)
        if slot == VALUE and inner is not None:
            edit = put(inner, _text(value))
            if edit is not None:
                yield edit
        elif isinstance(inner, Scalar) and isinstance(value, str):
            yield set_scalar(inner, value)
    if not new:
        return
    made = [add_entry(node, (slot,), flow_text(value)) for slot, value in new.items()]
    yield TextEdit(made[0].start, made[0].end, "".join(edit.text for edit in made))
