"""What a copy says of itself (title, signature, names, year) and a Word file → whether the file speaks of the same.

Knows no records.  Two offices' reports of one year, or one office's of two years, share most of their sentences, so sentences alone
never tell that a file is a copy's: it has to name the same office and the same year where the copy names them.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reportgen.message import Message, say
from reportgen.regex import regex
from reportgen.report.model.grammar import NAMES, SIGNATURE, TITLE
from reportgen.roundtrip.printed import BLANK, PrintedParagraph
from reportgen.text.diff import units
from reportgen.text.similarity import pairs, similarity

_YEAR = regex(r"(?<!\d)((?:19|20)\d\d)年(?!\d{1,2}月\d{1,2}日)")
"""A year that a text speaks of; not that of the day on which it was written."""
_HEAD, _LIKE = 6, 0.6
"""How many paragraphs are taken for the beginning of a text; how alike a title must be to be the same, reworded."""
_SHORTEST, _OFTEN = 2, 3


@dataclass(frozen=True, slots=True)
class Identity:
    """What names a copy: its title, its signatures, the names under 单位 with how often each is printed, the year its beginning names
    (0 for none)."""

    title: str
    signatures: tuple[str, ...]
    names: tuple[tuple[str, int], ...]
    year: int

    @classmethod
    def of(cls, paragraphs: Sequence[PrintedParagraph]) -> Identity:
        """Of the paragraphs of a copy as they were printed."""
        texts = [paragraph.text for paragraph in paragraphs]
        whole = "".join(texts)
        named = (name for paragraph in paragraphs for name in _names(paragraph))
        names = dict.fromkeys(name for name in named if len(name) >= _SHORTEST and "*" not in name)
        title = next(iter(_under(paragraphs, TITLE)), "")
        counts = tuple((name, whole.count(name)) for name in names)
        return cls(title, tuple(_under(paragraphs, SIGNATURE)), counts, spoken_year(texts))

    def disagreements(self, texts: Sequence[str]) -> Iterator[Message]:
        """In what a file's paragraphs speak of something else."""
        year = spoken_year(texts)
        if self.year and year and year != self.year:
            yield say("文件里写的是 {year} 年，那一稿是 {copy_year} 年", year=year, copy_year=self.year)
        plain = [_plain(text) for text in texts]
        whole = "".join(plain)
        for name, count in self.names:
            if self._is_missed(name, count, left := whole.count(_plain(name))):
                yield say("那一稿里有 {count} 处“{name}”，文件里有 {left} 处", count=count, name=name, left=left)
        gone = [each for each in self.signatures if _plain(each) not in whole]
        if gone:
            yield say("文件里没有署名“{signature}”", signature=gone[0])
        if self.title and not self._has_title(plain):
            yield say("文件的标题是“{title}”，那一稿的是“{copy_title}”", title=texts[0][:40] if texts else "", copy_title=self.title[:40])

    def _is_missed(self, name: str, count: int, left: int) -> bool:
        """Whether so few of a name's places are left that it is another's text; a name that stood once may go with its sentence."""
        marked = any(name in each for each in (self.title, *self.signatures))
        return 4 * left < count and (count >= _OFTEN or marked)

    def _has_title(self, plain: Sequence[str]) -> bool:
        mine = _plain(self.title)
        return any(mine in text for text in plain) or any(
            similarity(pairs(mine), pairs(text)) >= _LIKE for text in (*plain[:_HEAD], "".join(plain[:2]), "".join(plain[:3]))
        )


def _under(paragraphs: Iterable[PrintedParagraph], key: str) -> Iterator[str]:
    """What was printed of a key at the top of the input, paragraph by paragraph."""
    for paragraph in paragraphs:
        pieces = [piece for piece in paragraph.pieces if piece.path.steps[:1] == (key,)]
        if pieces:
            yield paragraph.text[pieces[0].start : pieces[-1].end].strip(BLANK)


def _names(paragraph: PrintedParagraph) -> Iterator[str]:
    for piece in paragraph.pieces:
        if any(each.steps[:1] == (NAMES,) for each in piece.data):
            yield paragraph.text[piece.start : piece.end]


def spoken_year(texts: Sequence[str]) -> int:
    """The year that the beginning of a text names first of all, or most often; 0 for none."""
    head = [text for text in texts if text][:_HEAD]
    first = [found for text in head[:2] for found in _YEAR.findall(unicodedata.normalize("NFKC", text))]
    counts = Counter(first or [found for text in head for found in _YEAR.findall(unicodedata.normalize("NFKC", text))])
    return int(counts.most_common(1)[0][0]) if counts else 0


def sentences(texts: Iterable[str]) -> Counter[str]:
    """The sentences of a text without what typing changes in all of them at once: widths, blanks, signs."""
    return Counter(plain for unit in units(list(texts)) if (plain := _plain(unit.text)))


def _plain(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKC", text) if char.isalnum() or char == "%")


