"""A workspace → everything that a tab asks for, as plain data: the state of a year, what became of steps, copies, forms.

Knows no server and no browser.  Each year, and each text of it, has one ``LiveYear``, made when it is first asked for.  What takes
long goes through ``Works``, so that it tells what it does and can be stopped; what somebody has dropped waits here until it is
chosen from.
"""

from __future__ import annotations

import secrets
import threading
from base64 import b64decode
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from reportgen.draft import Draft, Kit
from reportgen.message import Message, say
from reportgen.page.brought import MOST_FILES, Brought, bring
from reportgen.page.copies import KINDS, GivenOut, asked_for, forms_out, give_out
from reportgen.page.figure_card import card, card_data
from reportgen.page.folder import show_folder
from reportgen.page.live_year import Answer, LiveYear, Moment
from reportgen.page.office_pages import OfficePages, places
from reportgen.page.outline_steps import outlined
from reportgen.page.pieces import Pages, other_on, read_pages_of
from reportgen.page.steps import LONGEST, PageStep, TooLong, plain, read_steps
from reportgen.page.two_years import compared, comparison_data, workbook_out
from reportgen.page.view import answered, fields_of, problems_data, shown
from reportgen.page.works import GoesOn, StoppedWork, Turns, Work, Works
from reportgen.preview.kept_office import KeptOffice
from reportgen.preview.pages import pictures
from reportgen.problem import ReportError
from reportgen.roundtrip.outline import read_outline
from reportgen.workspace.journal import Direction
from reportgen.workspace.locate import Workspace

Data = dict[str, Any]
_KEPT_LISTS = 8
"""Lists of what was dropped that wait to be chosen from; older ones are forgotten."""


class UnclearRequest(Exception):
    """A request that no page of ours sends, or that asks too much, which ``message`` then says."""

    def __init__(self, message: Message | None = None) -> None:
        super().__init__(message)
        self.message = message or say("看不懂的请求。")


@dataclass(slots=True, eq=False)
class Desk:
    """All years of a unit of a workspace; ``first`` is the one that is opened."""

    first: LiveYear
    office: KeptOffice = field(default_factory=KeptOffice)
    works: Works = field(default_factory=Works)
    turns: Turns = field(default_factory=Turns)
    _lives: dict[tuple[int, str], LiveYear] = field(default_factory=dict)
    _drawn: dict[int, tuple[Draft, Kit, Pages]] = field(default_factory=dict)
    _rendered: tuple[bytes, OfficePages] = (b"", OfficePages((), (), ()))
    _rendering: threading.Lock = field(default_factory=threading.Lock)
    _brought: dict[str, Brought] = field(default_factory=dict)

    def live(self, year: str, text: str) -> LiveYear:
        """A text of a year that the workspace has; the first one where nothing is said.  Raises ``UnclearRequest``."""
        if not year:
            return self.first
        workspace = self.first.workspace
        key = (int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else 0, text)
        if key not in self._lives:
            if key[0] not in workspace.years(self.first.unit) or (text and text not in workspace.texts(key[0], self.first.unit)):
                raise UnclearRequest
            if key == (self.first.year, self.first.text):
                self._lives[key] = self.first
            else:
                self._lives[key] = LiveYear(self.first.root, key[0], self.first.unit, text)
        return self._lives[key]

    def state(self, live: LiveYear) -> Data:
        return self._whole(live, live.now())

    def stepped(self, live: LiveYear, data: Data) -> Data:
        """Steps written."""
        return self._told(live, live.write(_steps(data)))

    def tried(self, live: LiveYear, data: Data) -> Data:
        """What steps would make that are not written: of the pages what is other on them, and nothing else where ``glimpse`` is
        asked for, for somebody who is typing; nothing of the pages where no draft can be made.  All that there is to say gives way
        to somebody who types, and is then ``stopped``."""
        steps = _steps(data)
        if data.get("glimpse") is True:
            with self.turns.first():
                return self._glimpsed(live, steps)
        try:
            with self.turns.spare() as goes_on:
                return self._tried(live, steps, goes_on)
        except StoppedWork:
            return {"stopped": True}

    def _glimpsed(self, live: LiveYear, steps: Sequence[PageStep]) -> Data:
        moment, look = live.glimpsed(steps)
        base = self._pages_of(live, moment)
        if look is None or base is None:
            return {"number": moment.number, "sheets": None}
        pages = read_pages_of(look.filled, look.paragraphs, before=base, root=look.tree)
        return {"number": moment.number, "sheets": other_on(pages, base)}

    def _tried(self, live: LiveYear, steps: Sequence[PageStep], goes_on: GoesOn) -> Data:
        answer = live.tried(steps, goes_on)
        goes_on()
        base, draft = self._pages_of(live, live.now()), answer.moment.session.draft
        other = other_on(_pages(draft, base), base) if base is not None and draft is not None else None
        goes_on()
        return {**shown(answer.moment), **answered(answer), "sheets": other}

    def undo(self, live: LiveYear, data: Data) -> Data:
        return self._told(live, live.take_back(Direction.REDO if data.get("redo") is True else Direction.UNDO))

    def copy(self, live: LiveYear, data: Data) -> Data:
        """Gives out a copy of a kind."""
        kind = data.get("kind")
        if kind not in KINDS:
            raise UnclearRequest
        with self.works.begun(data.get("work")) as work:
            try:
                return self._given(live, give_out(live, str(kind), work.goes_on))
            except StoppedWork:
                return self._stopped(live)

    def forms(self, live: LiveYear, data: Data) -> Data:
        """Writes the departments' forms."""
        return self._given(live, forms_out(live.workspace, live.now(), missing=data.get("missing") is True))

    def bring(self, live: LiveYear, data: Data) -> Data:
        """Reads what was dropped, and lists what it would change."""
        given = _files(data.get("files"))
        with self.works.begun(data.get("work")) as work:
            try:
                found = bring(live, given, work.goes_on)
                work.goes_on()
            except StoppedWork:
                return {"stopped": True, "problems": []}
            except ReportError as error:
                return {"problems": problems_data(error.problems)}
        return self._listed(found)

    def confirm(self, live: LiveYear, data: Data) -> Data:
        """The clerk says that the file is a copy of this report: its edits are proven now."""
        try:
            return self._listed(self._waiting(data).confirmed())
        except ReportError as error:
            return {"problems": problems_data(error.problems)}

    def take(self, live: LiveYear, data: Data) -> Data:
        """Writes what was chosen from a list."""
        chosen = data.get("chosen")
        if not isinstance(chosen, dict):
            raise UnclearRequest
        try:
            files, done, told = self._waiting(data).take(chosen)
        except ReportError as error:
            files, done, told = (), (), error.problems
        if files:
            self._brought.pop(str(data.get("list")), None)
        return {**self._given(live, GivenOut(files, told)), "done": list(done)}

    def _listed(self, found: Brought) -> Data:
        name = secrets.token_hex(8)
        self._brought[name] = found
        for old in list(self._brought)[:-_KEPT_LISTS]:
            del self._brought[old]
        return {**found.as_data(), "list": name, "problems": problems_data(found.problems())}

    def _waiting(self, data: Data) -> Brought:
        found = self._brought.get(str(data.get("list")))
        if found is None:
            raise UnclearRequest
        return found

    def compare(self, live: LiveYear, data: Data) -> Data:
        """Another year beside this one; with ``book`` also as a workbook."""
        other = data.get("other")
        if type(other) is not int or other == live.year or other not in live.workspace.years(live.unit):
            raise UnclearRequest
        found, faults = compared(live, other)
        if found is None:
            return {"problems": problems_data(faults)}
        given = workbook_out(live, found) if data.get("book") is True else GivenOut((), ())
        return {**comparison_data(found), "files": list(given.files), "problems": problems_data(given.problems)}

    def outline(self, live: LiveYear) -> Data:
        """The sentences in their order, and the files' texts: the views beside the figures."""
        moment = live.now()
        year = moment.session.year
        if year is None:
            return {"number": moment.number, "outline": [], "files": []}
        files = [{"name": each.file, "text": plain(each.text)} for each in (year.whole or year.documents)]
        return {"number": moment.number, "outline": list(outlined(read_outline(year.documents))), "files": files}

    def folder(self, live: LiveYear) -> Data:
        """Shows the folder of what was written."""
        folder = live.workspace.output / live.unit
        there = folder.is_dir()
        return {"folder": str(folder), "there": there, "shown": there and show_folder(folder)}

    def figure(self, live: LiveYear, data: Data) -> Data:
        """The card of a figure, by its path."""
        moment, path = live.now(), data.get("path")
        year, job = moment.session.year, moment.job
        if year is None or job is None or not isinstance(path, list):
            raise UnclearRequest
        made = next((each for each in fields_of(year.report) if list(each.path) == path), None)
        if made is None:
            raise UnclearRequest
        return card_data(card(live.workspace, job, year, moment.session.trace, moment.problems, made))

    def missing(self, live: LiveYear) -> Data:
        """The list to be pasted."""
        year = live.now().session.year
        return {"text": "\n".join(asked_for(year.report)) if year else ""}

    def rendered(self, live: LiveYear, data: Data) -> Data:
        """LibreOffice's pages of the year as it is on the disk: their sizes and places, or why there are none."""
        moment = live.now()
        draft = moment.session.draft
        none = {"pages": [], "number": moment.number}
        if draft is None or not moment.is_current:
            return {**none, "told": say("现在出不了稿，没有排版。")}
        with self.works.begun(data.get("work")) as work, self._rendering:
            try:
                pages = self._pages(live, moment, draft.package, work)
            except StoppedWork:
                return {**none, "stopped": True}
            except ReportError as error:
                return {**none, "told": error.problems[0].message}
        sized = [{"width": w, "height": h, "places": list(each)} for (w, h), each in zip(pages.sizes, pages.places, strict=True)]
        return {"pages": sized, "number": moment.number}

    def _pages(self, live: LiveYear, moment: Moment, package: bytes, work: Work) -> OfficePages:
        if self._rendered[0] != package:
            work.goes_on(say("LibreOffice 正在排版"))
            pdf = self.office.to_pdf(package, work.goes_on).pdf
            drawn = self._pages_of(live, moment)
            found, sizes = places(pdf, drawn.blocks if drawn is not None else ())
            self._rendered = (package, OfficePages(tuple(pictures(pdf, quick=True)), found, sizes))
        return self._rendered[1]

    def picture(self, number: int) -> bytes | None:
        """One of LibreOffice's pages, by its number from 1."""
        found = self._rendered[1].pictures
        return found[number - 1] if 1 <= number <= len(found) else None

    def _told(self, live: LiveYear, answer: Answer) -> Data:
        return {**self._whole(live, answer.moment), **answered(answer)}

    def _given(self, live: LiveYear, given: GivenOut) -> Data:
        moment = live.now()
        return {**self._whole(live, moment), **answered(Answer(moment, given.problems)), "files": list(given.files)}

    def _stopped(self, live: LiveYear) -> Data:
        return {**self._given(live, GivenOut((), ())), "stopped": True}

    def _whole(self, live: LiveYear, moment: Moment) -> Data:
        workspace = Workspace(self.first.root)
        years = [{"year": year, "texts": list(self._texts(workspace, year))} for year in workspace.years(live.unit)]
        text = moment.job.kind if moment.job else live.text
        here = {"year": live.year, "text": text, "years": years, "office": self.office.is_there}
        drawn = self._pages_of(live, moment)
        return {**shown(moment), **here, "sheets": drawn.as_data() if drawn is not None else {}}

    def _texts(self, workspace: Workspace, year: int) -> tuple[str, ...]:
        """The texts of the year that is looked at; of others only when they are."""
        try:
            return workspace.texts(year, self.first.unit) if year == self.first.year or (year, "") in self._lives else ()
        except ReportError:
            return ()

    def _pages_of(self, live: LiveYear, moment: Moment) -> Pages | None:
        """The pages of the last good draft, read once; of those before it only what is other."""
        draft, kit, known = moment.session.draft, moment.session.kit, self._drawn.get(id(live))
        if draft is None:
            return None
        if known is None or known[0] is not draft:
            known = (draft, kit, _pages(draft, known[2] if known is not None and known[1] is kit else None))
            self._drawn[id(live)] = known
        return known[2]


def _pages(draft: Draft, before: Pages | None) -> Pages:
    return read_pages_of(draft.opened, draft.trace.paragraphs, sha256(draft.package).hexdigest()[:16], before)


def _steps(data: Data) -> tuple[PageStep, ...]:
    try:
        return tuple(read_steps(data.get("steps")))
    except TooLong:
        raise UnclearRequest(say("太长，没有写入：一处最多 {most} 个字。", most=LONGEST)) from None
    except ValueError:
        raise UnclearRequest from None


def _files(data: object) -> list[tuple[str, bytes]]:
    """The files of a request, each with its name and its bytes in base64; raises ``UnclearRequest``."""
    if not isinstance(data, list) or not 0 < len(data) <= MOST_FILES:
        raise UnclearRequest
    try:
        return [(str(each["name"])[:200], b64decode(each["content"], validate=True)) for each in data]
    except (TypeError, KeyError, ValueError):
        raise UnclearRequest from None
