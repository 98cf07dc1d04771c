"""The documents of a year's input → where each sentence, topic and datum stands, as nodes and as whole lines.

Knows no meaning beyond the outline's keys.  Paths are those of ``report.load`` (``部分[0].小节[1].正文[2]``) and
``report.prose.origin`` (``数据.经济发展.…``); offsets count characters of the file's text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.message import Message, say
from reportgen.problem import TextPlace
from reportgen.yamltext import Document, Entry, MappingNode, Node, Scalar, SequenceNode

_TEXTS = ("标题", "署名", "日期", "年度")
_TOPIC = re.compile(r"^部分\[\d+\]\.小节\[\d+\]")
_PART = re.compile(r"^部分\[\d+\]")


@dataclass(frozen=True, slots=True)
class SentenceSpot:
    """A sentence in the YAML: its value, the node that is its line, the entry or the list that holds it."""

    path: str
    scalar: Scalar
    node: Node
    document: int
    entry: Entry | None = None
    holder: MappingNode | None = None

    @property
    def is_listed(self) -> bool:
        """Whether it is a line of its own in a block list, so that lines can be put beside it."""
        return self.entry is None and _dashed(self.scalar.source.text, self.node.start)

    @property
    def place(self) -> TextPlace:
        return self.scalar.place()


@dataclass(frozen=True, slots=True)
class Held:
    """A topic, a part or a datum: its node and where."""

    node: Node
    document: int
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """Everything by path; ``topics`` and ``parts`` by the path of the node."""

    documents: Sequence[Document]
    spots: dict[str, SentenceSpot]
    topics: dict[str, Held]
    parts: dict[str, Held]
    data: dict[str, Held]

    def topic_of(self, path: str) -> str:
        """The topic a sentence belongs to, empty for none."""
        found = _TOPIC.match(path)
        return found[0] if found else ""

    def part_of(self, path: str) -> str:
        """The part a sentence belongs to, empty for none."""
        found = _PART.match(path)
        return found[0] if found else ""

    def within(self, topic: str) -> tuple[str, ...]:
        """The sentences of a topic."""
        return tuple(path for path in self.spots if path.startswith(f"{topic}."))

    def where(self, path: str) -> Message:
        """第一部分“稳增长”的“推进产业”, as a clerk says it."""
        part, topic = self.part_of(path), self.topic_of(path)
        if not part:
            return say("{key}", key=path.split("[")[0])
        number = int(part[3:-1]) + 1
        heading, lead = self.spots.get(f"{part}.标题"), self.spots.get(f"{topic}.话题")
        place = say("第{number}部分", number=number)
        if heading:
            place = say("第{number}部分“{heading}”", number=number, heading=heading.scalar.text)
        return say("{part}，话题“{topic}”", part=place, topic=lead.scalar.text) if lead else place

    def place_of(self, path: str) -> TextPlace | None:
        """Where a sentence stands."""
        return self.spots[path].place if path in self.spots else None

    def first_place(self, topic: str) -> TextPlace | None:
        """Where the first sentence of a topic stands."""
        within = self.within(topic)
        return self.spots[within[0]].place if within else None

    def beside(self, part: str, anchor: str) -> Message:
        """The place after a topic of a part, or at its beginning."""
        if not part:
            return say("开头")
        if anchor:
            return say("{place}之后", place=self.where(f"{anchor}.话题"))
        return say("{place}的最前面", place=self.where(f"{part}.标题"))


def read_outline(documents: Sequence[Document]) -> Outline:
    """Walks the documents; what stands in two of them counts where it stands first."""
    outline = Outline(documents, {}, {}, {}, {})
    walk = _OutlineWalk(outline)
    for number, document in enumerate(documents):
        if document.mapping is not None:
            for entry in document.mapping:
                walk.top(entry, number, document.mapping)
    return outline


class _OutlineWalk:
    """Puts everything into the outline; what is there already stays."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline

    def top(self, entry: Entry, document: int, holder: MappingNode) -> None:
        name = entry.key.text
        if name in _TEXTS or name == "开头":
            self._sentences(entry, name, document, holder)
        elif name == "部分" and isinstance(entry.value, SequenceNode):
            for number, part in enumerate(entry.value):
                self._part(part, f"部分[{number}]", document)
        elif name in ("数据", "单位"):
            self._data(entry.value, name, document)

    def _part(self, node: Node, path: str, document: int) -> None:
        self.outline.parts.setdefault(path, Held(node, document))
        for entry in node if isinstance(node, MappingNode) else ():
            if entry.key.text in ("标题", "总起"):
                self._sentences(entry, f"{path}.{entry.key.text}", document, node)
            elif entry.key.text == "小节" and isinstance(entry.value, SequenceNode):
                for number, topic in enumerate(entry.value):
                    self._topic(topic, f"{path}.小节[{number}]", document)

    def _topic(self, node: Node, path: str, document: int) -> None:
        self.outline.topics.setdefault(path, Held(node, document))
        for entry in node if isinstance(node, MappingNode) else ():
            if entry.key.text in ("话题", "正文"):
                self._sentences(entry, f"{path}.{entry.key.text}", document, node)

    def _sentences(self, entry: Entry, path: str, document: int, holder: Node) -> None:
        if isinstance(entry.value, SequenceNode):
            for number, item in enumerate(entry.value):
                self._sentence(f"{path}[{number}]", item, document, None, holder)
        else:
            self._sentence(path, entry.value, document, entry, holder)

    def _sentence(self, path: str, node: Node, document: int, entry: Entry | None, holder: Node) -> None:
        scalar = node.get("句") if isinstance(node, MappingNode) else node
        if isinstance(scalar, Scalar) and scalar.text and isinstance(holder, MappingNode):
            self.outline.spots.setdefault(path, SentenceSpot(path, scalar, node, document, entry, holder))

    def _data(self, node: Node, path: str, document: int) -> None:
        for entry in node if isinstance(node, MappingNode) else ():
            here = f"{path}.{entry.key.text}"
            noted = entry.value.get("值") if isinstance(entry.value, MappingNode) else None
            self.outline.data.setdefault(here, Held(noted or entry.value, document, entry))
            self._data(entry.value, here, document)


def _dashed(text: str, start: int) -> bool:
    """Whether nothing but blanks and one dash stands before a node on its line."""
    return re.fullmatch(r"[ ]*-[ ]+", text[line_start(text, start) : start]) is not None


def line_start(text: str, offset: int) -> int:
    """Where the line of a character begins."""
    return text.rfind("\n", 0, offset) + 1


def node_end(node: Node) -> int:
    """The end of a node's last value; a mapping's own end reaches over blank lines and comments after it."""
    if isinstance(node, Scalar):
        return node.end
    inner = [entry.value for entry in node] if isinstance(node, MappingNode) else list(node.items)
    keys = [entry.key.end for entry in node] if isinstance(node, MappingNode) else []
    flow = node.source.text[node.start : node.start + 1] in ("{", "[")
    return max([node.end if flow else node.start, *keys, *(node_end(item) for item in inner)])


def lines_of(text: str, start: int, end: int) -> tuple[int, int]:
    """The whole lines that a stretch stands on, line end included."""
    first = line_start(text, start)
    if end > start and text[end - 1] == "\n":
        return first, end
    last = text.find("\n", end)
    return first, len(text) if last < 0 else last + 1
