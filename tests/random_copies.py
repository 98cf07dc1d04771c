"""Finished reports of three workspaces, edited as officials edit, thirty kinds of edits → what a pull made of each, judged by the
text of the .docx files alone.

The judge knows nothing of how edits are found: it reads the words of the edited file and of the file made from the input after the
pull, by code of its own, and holds against each other every place where they differ and everything that the pull said.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree
from manuscript import EDITS, SENTENCES, WORDS, Manuscript, W, _at, _body, _turned, sentences

from reportgen.draft import Kit
from reportgen.ooxml.package import Package
from reportgen.ooxml.revisions import read_document
from reportgen.problem import ReportError
from reportgen.roundtrip.pull import Basis, Settled, read_back, write_certain
from reportgen.storage.given import Given, read_given

ROOT = Path(__file__).parents[1]
ANNUAL = ROOT / "templates/annual"
AUTHORS = ("李主任", "王书记")

# ----------------------------------------------------------------------------------------------------------- the workspaces


def _styled(text: str) -> str:
    """An input whose sentences are written in every style of YAML, one after the other."""
    lines: list[str] = []
    for number, line in enumerate(text.split("\n")):
        found = re.fullmatch(r"( +)- ([^\s\"'{\[][^#:]*。)", line)
        if found is None or "\\" in line:
            lines.append(line)
            continue
        lead, words = found.groups()
        half = words.find("，") + 1
        lines += [
            [line], [f'{lead}- "{words}"'.replace("“", "“")], [f"{lead}- '{words}'"], [f"{lead}- |-", f"{lead}  {words}"], [f"{lead}- >-", f"{lead}  {words}"],
            [f'{lead}- "{words[:half]}\\', f'{lead}  {words[half:]}"'], [f"{lead}- |", f"{lead}  {words}"], [f"{lead}- {{句: '{words}'}}"],
        ][number % 8]  # fmt: skip
    return "\n".join(lines)


def _two_units() -> dict[str, tuple[Given, ...]]:
    """2024 in two files of each of two units, with Windows line ends and a mark of the byte order."""
    text = (ROOT / "inputs/2024.yaml").read_text(encoding="utf-8").replace("附表: 有", "附表: 无").replace("图表: 有", "图表: 无")
    words, figures = text.split("\n数据:\n")
    made: dict[str, tuple[Given, ...]] = {}
    for unit in ("东街", "西街"):
        own = _styled(words if unit == "东街" else words.replace("澄屿", "西屿"))
        files = (("一正文.yaml", own + "\n"), ("二数据.yaml", "数据:\n" + figures))
        made[unit] = tuple(Given(name, b"\xef\xbb\xbf" + each.replace("\n", "\r\n").encode()) for name, each in files)
    return made


@dataclass(frozen=True)
class Office:
    """A year's report as it was given out: what it was made from, the file, and its record."""

    base: Basis
    package: bytes
    trace: dict[str, Any]


@cache
def offices() -> dict[str, Office]:
    kit = Kit.open((ANNUAL / "template.docx").read_bytes(), read_given(ANNUAL / "fields.yaml"))
    last = (read_given(ROOT / "inputs/2023.yaml"),)
    made = {
        "2022": Basis.of(kit, (read_given(ROOT / "inputs/2022.yaml"),)),
        "2024": Basis.of(kit, (read_given(ROOT / "inputs/2024.yaml"),), last),
        **{unit: Basis.of(kit, files, last) for unit, files in _two_units().items()},
    }
    drafts = {name: kit.make(base.year) for name, base in made.items()}
    return {name: Office(base, drafts[name].package, dict(drafts[name].trace.as_json())) for name, base in made.items()}


TOWN, HALVES = "town", "town with half sentences"
_HALVES = (
    ("新增企业】家，", "新增企业】家【有：外资企业】，其中外资企业【外资企业】家【完】，"),
    ("高标准农田】亩，", "高标准农田】亩【有：旱改水】，旱改水【旱改水】亩【完】，"),
    ("养老中心】处，", "养老中心】处【有：养老床位】，增加床位【养老床位】张【完】，"),
    ("用地、用能、用工一并统筹。", "用地、用能、用工一并统筹【有：盘活土地】，盘活土地【盘活土地】亩【完】。"),
    ("高标准农田: 1300", "高标准农田: 1300, 旱改水: 260"), ("养老中心: 3", "养老中心: 3, 养老床位: 0"),
    ("新增企业: 7", "新增企业: 7, 外资企业: 无, 盘活土地: 85"),
)  # fmt: skip
"""What turns the town's year into one with clauses that hang on a figure: two of them are printed, two left out."""


@cache
def town(halves: bool = False) -> Office:
    """A fictitious town's year: four levels, a table, an ending, annexes of its own; without its picture."""
    kit = Kit.open((ANNUAL / "template.docx").read_bytes(), read_given(ROOT / "tests/data/town-fields.yaml"))
    text = re.sub(r"\n.*- 图:.*", "", (ROOT / "tests/data/town.yaml").read_text(encoding="utf-8"))
    for old, new in _HALVES if halves else ():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    base = Basis.of(kit, (Given("2024.yaml", text.encode()),))
    draft = kit.make(base.year)
    return Office(base, draft.package, dict(draft.trace.as_json()))


# ---------------------------------------------------------------------------------------------------------------- the edits


def _in_body(change: Callable[[random.Random, str], str | None]) -> Callable[[random.Random, list[str]], bool]:
    """An edit of one long paragraph."""

    def made(rng: random.Random, text: list[str]) -> bool:
        number = rng.choice(_body(text))
        new = change(rng, text[number])
        if new is None or new == text[number]:
            return False
        text[number] = new
        return True

    return made


def _found(rng: random.Random, pattern: str, text: str) -> re.Match[str] | None:
    found = list(re.finditer(pattern, text))
    return rng.choice(found) if found else None


def _spliced(text: str, found: re.Match[str] | None, new: str) -> str | None:
    return None if found is None else text[: found.start()] + new + text[found.end() :]


def _heading(rng: random.Random, text: list[str]) -> bool:
    places = [number for number, each in enumerate(text) if re.match(r"[一二三四五六]、|（[一二三四五]）|\d\.(?!\d)|（\d）", each)]
    if not places:
        return False
    number = rng.choice(places)
    half = rng.randrange(3, len(text[number]))
    text[number] = text[number][:half] + rng.choice(WORDS)[:2] + text[number][half:]
    return True


def _lead(rng: random.Random, text: str) -> str | None:
    found = re.match(r"[^。，]{5,14}。", text)
    return None if found is None else text[:4] + rng.choice(("更加", "全面", "持续")) + text[4:]


def _member_more(rng: random.Random, text: str) -> str | None:
    found = _found(rng, r"、(?=[\u4e00-\u9fff]{2,8}、)", text)
    return _spliced(text, found, rng.choice(("、新港村、", "、综合服务、")))


def _member_less(rng: random.Random, text: str) -> str | None:
    return _spliced(text, _found(rng, r"、[\u4e00-\u9fff]{2,6}(?=、)", text), "")


def _clause_less(rng: random.Random, text: str) -> str | None:
    found = _found(rng, r"，[^，。；、\d*“”]{4,20}(?=，)", text)
    return _spliced(text, found, "")


def _clause_more(rng: random.Random, text: str) -> str | None:
    return _spliced(text, _found(rng, r"，", text), rng.choice(("，坚持问题导向，", "，在各方共同努力下，", "，按照既定部署，")))


def _clauses_swapped(rng: random.Random, text: str) -> str | None:
    found = _found(rng, r"(?<=[，。])([^，。；、\d*“”]{4,20})，([^，。；、\d*“”]{4,20})(?=[，。])", text)
    return None if found is None else _spliced(text, found, f"{found[2]}，{found[1]}")


def _everywhere(rng: random.Random, text: list[str]) -> bool:
    old, new = rng.choice((("推进", "推动"), ("深化", "持续深化"), ("扎实", "切实"), ("完善", "健全"), ("加强", "强化")))
    if not any(old in each for each in text):
        return False
    text[:] = [each.replace(old, new) for each in text]
    return True


def _sentences_swapped(rng: random.Random, text: str) -> str | None:
    held = sentences(text)
    if len(held) < 4:
        return None
    at = rng.randrange(1, len(held) - 1)
    held[at], held[at + 1] = held[at + 1], held[at]
    return "".join(held)


def _retyped(rng: random.Random, text: str) -> str | None:
    held = sentences(text)
    if len(held) < 3:
        return None
    held[rng.randrange(1, len(held))] = rng.choice(SENTENCES)
    return "".join(held)


def _quoted(rng: random.Random, text: str) -> str | None:
    found = _found(rng, r"(?<=[\u4e00-\u9fff])[\u4e00-\u9fff]{4}(?=[\u4e00-\u9fff])", text)
    return None if found is None else _spliced(text, found, f"“{found[0]}”")


def _noted(rng: random.Random, text: str) -> str | None:
    return _spliced(text, _found(rng, r"(?<=[\u4e00-\u9fff])，", text), rng.choice(("（含续建项目），", "（下同），")))


def _grown(rng: random.Random, text: str) -> str | None:
    found = _found(rng, r"同比(增长|下降)(?=\d)", text)
    return None if found is None else _spliced(text, found, f"较上年{found[1]}")


def _about(rng: random.Random, text: str) -> str | None:
    return _spliced(text, _found(rng, r"(?<=[\u4e00-\u9fff])(?=\d)", text), "约")


def _semicolon(rng: random.Random, text: list[str]) -> bool:
    return _turned(rng, text, "；", "，")


def _appended(rng: random.Random, text: str) -> str | None:
    return text + rng.choice(SENTENCES)


def _last_gone(rng: random.Random, text: str) -> str | None:
    held = sentences(text)
    return "".join(held[:-1]) if len(held) > 2 else None


def _first_clause(rng: random.Random, text: str) -> str | None:
    found = re.match(r"[^，。]{2,12}，", text)
    return None if found is None or re.search(r"[\d*]", found[0]) else rng.choice(("一年来，", "总的看，")) + text


def _spaced(rng: random.Random, text: str) -> str | None:
    at = _at(rng, text)
    return text[:at] + rng.choice((" ", "\u3000")) + text[at:]


def _degree(rng: random.Random, text: str) -> str | None:
    return _spliced(text, _found(rng, r"(?<!更加)(?:明显|显著|稳步|持续|有序)", text), rng.choice(("大幅", "逐步", "全面")))


KINDS: dict[str, Callable[[random.Random, list[str]], bool]] = {
    **EDITS,
    "a heading's words": _heading, "a topic's words": _in_body(_lead), "a member of a row more": _in_body(_member_more),
    "a member of a row less": _in_body(_member_less), "a clause less": _in_body(_clause_less), "a clause more": _in_body(_clause_more),
    "two clauses exchanged": _in_body(_clauses_swapped), "a word everywhere": _everywhere, "two sentences exchanged": _in_body(_sentences_swapped),
    "a sentence typed anew": _in_body(_retyped), "quotes round a word": _in_body(_quoted), "a note in brackets": _in_body(_noted),
    "growth in other words": _in_body(_grown), "a figure with 约": _in_body(_about), "a semicolon a comma": _semicolon,
    "a sentence at the end": _in_body(_appended), "the last sentence gone": _in_body(_last_gone), "words in front": _in_body(_first_clause),
    "a blank typed": _in_body(_spaced), "a word of degree": _in_body(_degree),
}  # fmt: skip
"""The kinds of edits, by name."""
SELDOM = frozenset(kind for kind in KINDS if "paragraph" in kind) | {"growth in other words", "a figure with 约", "a topic's words", "words in front"}
"""Those for which many texts have no place: they are wished for more often, so that each is its share of the edits."""

# ---------------------------------------------------------------------------------------------------------------- the judge


def words_of(package: bytes) -> list[str]:
    """The paragraphs of a file with every tracked change accepted, blank ones left out."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    found, held = [], ""
    for paragraph in root.iter(W + "p"):
        for node in paragraph.iter(W + "t", W + "tab", W + "br"):
            if not any(above.tag in (W + "del", W + "moveFrom") for above in node.iterancestors()):
                held += node.text or "" if node.tag == W + "t" else "\t" if node.tag == W + "tab" else "\v"
        if paragraph.find(f"{W}pPr/{W}rPr/{W}del") is None:
            found.append(held.strip(" \t\v\u3000\xa0"))
            held = ""
    return [text for text in found if text]


def _places(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[str, str, int, int, int, int]]:
    """Where two texts differ: both as one text, and the characters of each."""
    mine, theirs = "\n".join(one), "\n".join(other)
    a = re.findall(r"[^。\n]*[。\n]|[^。\n]+$", mine)
    b = re.findall(r"[^。\n]*[。\n]|[^。\n]+$", theirs)
    at = to = 0
    for kind, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        old, new = "".join(a[i:j]), "".join(b[k:m])
        if kind != "equal":
            for what, p, q, r, s in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
                if what != "equal":
                    yield mine, theirs, at + p, at + q, to + r, to + s
        at, to = at + len(old), to + len(new)


_Told = tuple[str, str]
"""Words that were said, and the place that was said with them."""


def _speaks(told: Sequence[_Told], text: str, start: int, end: int, heads: frozenset[str]) -> bool:
    """Whether something that was said quotes the words at a place; a figure or a word or two stand in many places, so that they count
    where the place that was said with them is this one, or where they stand only once."""
    for words, place in told:
        if len(words) < 4 or re.fullmatch(_FIGURE, words):
            line = text.rfind("\n", 0, start) + 1
            quoted = words == text[start:end] or any(_covers(words, at, start, end) for at in _found_at(words, text))
            begun = text.startswith(words, line) and end <= line + len(words)
            once = text.count(words) == 1 and _covers(words, text.find(words), start, end)
            if once or ((quoted or begun) and _stands(place, text, start, heads)):
                return True
        elif any(_covers(words, at, start, end) for at in _found_at(words, text)):
            return True
    return False


def _covers(words: str, at: int, start: int, end: int) -> bool:
    return at <= start and end <= at + len(words)


def _found_at(words: str, text: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _stands(place: str, text: str, at: int, heads: frozenset[str] = frozenset()) -> bool:
    """Whether a character of a text stands at a place as a clerk is told it: 开头, 署名, 第2部分“守牢安全底线”，话题“排查整治到位”,
    or “1.抓项目。建立领导”一段.

    A part is known by its heading, or by its number where the heading was edited; a topic by its words in the paragraph, before the
    character, or in one of the three paragraphs before; one whose words stand nowhere any more was edited itself, and says nothing.
    """
    lines = [found for found in re.finditer("(?m)^.*$", text) if found.start() <= at]
    before = [found for found in lines if re.match(_PART, found[0]) or found[0] in heads]
    if (begun := re.fullmatch(r"“(.*)”一段", place)) is not None:
        line = text[text.rfind("\n", 0, at) + 1 :].split("\n")[0]
        return _bare(line).startswith(_bare(begun[1]))
    part = re.match(r"第(\d+)部分(?:“(.*)”)?", place)
    if part is None:
        near = min(text.count("\n", 0, at), text.count("\n", at)) < 8
        return bool(place) and (not before if place == "开头" else near)
    if not before:
        return False
    heading, *topics = re.split("”，(?:话题)?“", part[2] or "")
    if not _holds(before[-1][0], heading) and len(before) != int(part[1]):
        return False
    stretch = "\n".join(text[before[-1].start() : at].split("\n")[-4:])
    whole = stretch + text[at : text.find("\n", at) if "\n" in text[at:] else len(text)]
    return all(_holds(whole, topic) or not _holds(text, topic) for topic in topics)


def _holds(text: str, name: str) -> bool:
    """Whether a heading or topic of the input stands in a text, whatever its references print."""
    return all(words.strip("。") in text for words in re.split("【[^】]*】", name))


@dataclass(frozen=True)
class Heard:
    """One edit as a clerk reads it: the words as the report prints them, those of the edited file, what is said beside, and where it
    is said to be."""

    printed: str
    edited: str
    note: str = ""
    place: str = ""

    @property
    def moves(self) -> bool:
        return self.edited.startswith(("移到", "并到")) or "（移到" in self.edited


def heard(settled: Settled) -> list[Heard]:
    """What was said: the edits that wait, and the values that followed from others and now read otherwise than in the file."""
    waiting = [Heard(str(edit.old), str(edit.new), str(edit.note), str(edit.where)) for edit in settled.waiting]
    return waiting + [Heard(str(edit.new), str(edit.old), str(edit.note), str(edit.where)) for edit in settled.consequences]


def untold(wanted: Sequence[str], made: Sequence[str], said: Sequence[Heard]) -> list[tuple[str, str]]:
    """The places where the file made after the pull differs from the edited one and nothing was said of it.

    Something was said if it quotes the words there or the sentence in which they stand; or if the two files are the same once a
    person has done by hand what was said: an exchange of two sentences is told as the way of either.
    """
    heads = frozenset(_bare(line) for line in (*wanted, *made) if re.match(_PART, line))
    return _unquoted(wanted, made, said) and _unquoted(*_followed(wanted, made, said), said, heads)


def _followed(wanted: Sequence[str], made: Sequence[str], said: Sequence[Heard]) -> tuple[list[str], list[str]]:
    """Both files after a person did what was said; what moved is taken out of both, since where it stands is for the reader to see."""
    theirs, mine = _behind_labels("\n".join(wanted), made, said), "\n".join(made)
    values = [each for each in said if not each.moves and len(each.printed) > 3 and each.edited]
    moved = [line for each in said if each.moves for words in (each.printed, *_noted_words(each.note)) for line in sentences_of(words)]
    for each in values:
        moved += [line.replace(each.printed, each.edited) for line in moved if each.printed in line]
        if mine.count(each.printed) > theirs.count(each.printed) and each.edited in theirs:
            mine = _changed(mine, each)
    for each in said:
        if not each.edited and each.printed and mine.count(each.printed) > theirs.count(each.printed):
            mine = mine.replace(each.printed, "", 1)
        if not each.printed and len(each.edited) > 3 and theirs.count(each.edited) > mine.count(each.edited):
            theirs = theirs.replace(each.edited, "", 1)
    for line in sorted(moved, key=len, reverse=True):
        theirs, mine = _taken_out(theirs, line), _taken_out(mine, line)
    for line in (line for each in said if ELSEWHERE in each.note for line in (*sentences_of(each.edited), *sentences_of(each.note))):
        if mine.count(line) > theirs.count(line):
            mine = mine.replace(line, "", 1)
    return _lines(theirs), _lines(mine)


def _changed(text: str, said: Heard) -> str:
    """A text with what was said done once; of a figure where it was said to stand, or where it is the only one."""
    if not re.fullmatch(_FIGURE, said.printed):
        return text.replace(said.printed, said.edited, 1)
    found = list(_found_at(said.printed, text))
    at = next((each for each in found if len(found) == 1 or _stands(said.place, text, each)), None)
    return text if at is None else text[:at] + said.edited + text[at + len(said.printed) :]


_PART = "[一二三四五六七八九十]+、"
_FIGURE = r"[\d.,%％—~～-]+"
_NUMBER = r"(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十\d]+）|\d{1,2}[.．](?!\d))"


def _behind_labels(theirs: str, made: Sequence[str], said: Sequence[Heard]) -> str:
    """The edited file with words that were typed before a number or a label behind it: those are the template's, so what stands before
    them is told as the beginning of what follows."""
    for each in said:
        before = each.edited.removesuffix(each.printed) if each.printed else each.edited
        if before and before != each.edited:
            labels = {line[: line.index(each.printed)] for line in made if each.printed in line}
            for label in sorted(labels, key=len):
                theirs = theirs.replace(f"{before}{label}{each.printed}", f"{label}{each.edited}")
    return theirs


def _taken_out(text: str, words: str) -> str:
    """A text without these words where they stand first; a few of them only where they are a line of their own."""
    return text.replace(words, "", 1) if len(words) > 3 else re.sub(rf"(?m)^{re.escape(words)}$", "", text, count=1)


ELSEWHERE = "从别处移来"


def _lines(text: str) -> list[str]:
    """What is left of a text, in lines without numbers, no matter where sentences were taken out."""
    text = re.sub("。[。\v]*", "。", text)
    return [line for each in re.split(r"[\n\v]", text) if (line := _bare(each))]


def _noted_words(note: str) -> list[str]:
    return re.findall(r"(?<=同时改为：)[^；]*。?|(?<=改为“)[^“”]*(?=”)|(?<=“)[^“”]*(?=”移到)", note)


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, each with its sign at the end, without the number of a heading."""
    return [bare for each in re.findall(r"[^。\n\v]+", text.replace("原文是“", "。").replace("。”", "。")) if len(bare := _bare(each)) > 1]


def _bare(line: str) -> str:
    """A line without its number and without what is left where the rest was taken out."""
    return re.sub(f"^{_NUMBER}", "", line.strip(" \t\u3000")).strip(" \t\u3000。")


def _unquoted(wanted: Sequence[str], made: Sequence[str], said: Sequence[Heard], heads: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    """The places where two texts differ and nothing quotes the words there, nor the sentence in which they stand; ``heads`` are the
    headings of parts in texts that have lost their numbers."""
    lines = [
        (line.strip(" \t"), each.place)
        for each in said
        for words in (each.printed, each.edited, each.note)
        for line in re.split(r"[\n\v]", words)
        if line.strip()
    ]
    found = []
    for mine, theirs, a, b, c, d in _places(wanted, made):
        if _is_told_of_figure(said, (mine, a, b), (theirs, c, d), heads):
            continue
        sides = [(text, one, two) for text, start, end in ((mine, a, b), (theirs, c, d)) for one, two in _pieces(text, start, end)]
        places = sides or [(mine, a, b), (theirs, c, d)]
        heard = [_speaks(lines, *each, heads) or _quotes([line for line, _ in lines], each[0], *_around(*each)) for each in places]
        if not (all(heard) if sides else any(heard)):
            found.append((mine[max(0, a - 8) : b + 8], theirs[max(0, c - 8) : d + 8]))
    return found


def _is_told_of_figure(said: Sequence[Heard], edited: tuple[str, int, int], printed: tuple[str, int, int], heads: frozenset[str]) -> bool:
    """Whether one message names the figure as it was edited and as it is printed, and the place where they stand, unless they stand in
    one place only."""
    new, old = _figure(*edited), _figure(*printed)
    if not new or not old:
        return False
    once = _times(new, edited[0]) == _times(old, printed[0]) == 1
    return any(
        (each.edited, each.printed) == (new, old) and (once or _stands(each.place, *edited[:2], heads) or _stands(each.place, *printed[:2], heads))
        for each in said
    )


def _times(figure: str, text: str) -> int:
    """How often a figure stands in a text as a whole."""
    return len(re.findall(rf"(?<![\d.]){re.escape(figure)}(?![\d.])", text))


def _figure(text: str, start: int, end: int) -> str:
    """The whole figure in which a place lies: of one that was changed often a single digit differs."""
    while start and text[start - 1] in "0123456789.":
        start -= 1
    while end < len(text) and text[end] in "0123456789.":
        end += 1
    return text[start:end]


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of a place, or what of them lies in it, without the signs at their ends."""
    for match in re.finditer(r"[^。\n\v]+", text[start:end]):
        yield match.start() + start, match.end() + start


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence in which a place stands."""
    first = max(text.rfind(sign, 0, start) for sign in "。\n\v") + 1
    last = min((at for sign in "。\n\v" if (at := text.find(sign, end)) >= 0), default=len(text))
    return first, last


def _quotes(told: Sequence[str], text: str, start: int, end: int) -> bool:
    """Whether something that was said has the whole sentence, as it is there, with its number or without."""
    sentence = text[start:end]
    bare = re.sub(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十\d]+）|\d{1,2}\.(?!\d))", "", sentence)
    return any(sentence in words or (bare and bare in words) for words in told)


@dataclass
class Judged:
    """What came of one copy: the kinds of edits made, whether all was written, how many were listed, and what was wrong."""

    office: str
    kinds: list[str]
    written: bool = False
    listed: int = 0
    consequences: int = 0
    wrong: list[str] = field(default_factory=list)


def judged(seed: int, wishes: Sequence[str] = (), most: int = 30, of: str = "") -> Judged:
    """One copy: its office, unless that is said, its edits and how they are tracked follow from the seed."""
    rng = random.Random(seed)
    names = list(offices())
    name = rng.choice((names[0], names[1], *names[2:])) if rng.random() < 0.5 else rng.choice(names[:2])
    name = of or name
    wide = name in (TOWN, HALVES)
    office = town(name == HALVES) if wide else offices()[name]
    manuscript = Manuscript(office.package, whole=wide)
    count = len(wishes) or rng.choice((1, 1, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, most))
    drawn = wishes or rng.choices(list(KINDS), [2 if kind in SELDOM else 1 for kind in KINDS], k=min(count, most))
    made = [kind for each in drawn if (kind := _one(rng, manuscript, each, bool(wishes)))]
    return _judge(name, office, manuscript.package(rng, marked=True), made)


def _one(rng: random.Random, manuscript: Manuscript, kind: str, only: bool) -> str:
    """Makes an edit of a kind, or of another where it finds no place; who tracks it, if anybody, is chance."""
    for each in (kind, *(() if only else rng.sample(list(KINDS), 5))):
        for _ in range(12):
            text = manuscript.paragraphs
            try:
                found = KINDS[each](rng, text)
            except IndexError:  # the text has no paragraph of the sort
                found = False
            if found and text != manuscript.paragraphs:
                who = rng.choice((*AUTHORS, ""))
                manuscript.rewrite(text, tracked=bool(who), author=who)
                return each
    return ""


def _judge(name: str, office: Office, package: bytes, made: list[str]) -> Judged:
    verdict = Judged(name, made)
    base, view = office.base, read_document(Package.open(package)).accepted
    pulled = read_back(view, office.trace, base, base)
    settled = write_certain(pulled, view, base, base)
    try:
        again = base.kit.make(base.with_inputs(settled.inputs).year).package
    except ReportError as error:
        verdict.wrong.append(f"cannot be generated: {error.problems[0]}")
        return verdict
    wanted, now = words_of(package), words_of(again)
    verdict.wrong += [f"untold: {old!r} / {new!r}" for old, new in untold(wanted, now, heard(settled))]
    if not settled.waiting and not settled.consequences and wanted != now:
        verdict.wrong.append("nothing said and not equal")
    for before, after in zip(base.inputs, settled.inputs, strict=True):
        verdict.wrong += _harmed(before.content, after.content)
    verdict.written = not settled.waiting
    verdict.listed, verdict.consequences = len(settled.waiting), len(settled.consequences)
    return verdict


def _harmed(before: bytes, after: bytes) -> Iterator[str]:
    """What a pull may never do to a file: take its comments, its line ends, its mark of the byte order."""
    comments = rb"(?m)(?:^|\s)#[^\r\n]*"
    if re.findall(comments, before) != re.findall(comments, after):
        yield "a comment is gone"
    if b"\r\n" in before and after.count(b"\n") != after.count(b"\r\n"):
        yield "a line end of another kind"
    if before.startswith(b"\xef\xbb\xbf") != after.startswith(b"\xef\xbb\xbf"):
        yield "the mark of the byte order is gone"
