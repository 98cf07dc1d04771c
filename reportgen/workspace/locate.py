"""A folder with templates, inputs and output → where each unit's and year's files lie, and a safe place for what is
made of them.

Knows neither figures nor Word.  A workspace of one unit has its years in ``inputs/``; one of several has a folder for
each, ``inputs/<unit>/``, and writes to ``output/<unit>/``; a folder whose name is a year holds that year's files.

A file that somebody has edited is never overwritten: beside each file that is written, a record under
``output/.reportgen/`` keeps its digest (and whatever the caller wishes to find again, such as the trace); a file without
a record, or that reads otherwise than the copy that was kept, is somebody's work, and the new one goes beside it under the next
free number.  Where its edits have been taken over it may be replaced, and is kept aside first.  A 定稿 stays as it is, whoever
writes (``finals``).  The record is written after the file, because the other way round a failure in between would pass
somebody's old file off as ours.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from reportgen.message import NOTHING, Message, say
from reportgen.problem import Code, Grade, Problem, ReportError, errors
from reportgen.report.grades import Grades, read_grades
from reportgen.report.model.grammar import TEXT_KIND, USUAL
from reportgen.storage import (
    digest,
    led_away,
    locked,
    place_beside,
    safe_stem,
    undisturbed,
    write_file,
)
from reportgen.storage.atomic_write import W06
from reportgen.storage.given import Given, read_given
from reportgen.value_object import ValueObject
from reportgen.workspace import kinds
from reportgen.workspace.bare import is_bare, keep_in_bare, shown_from
from reportgen.workspace.finals import Finals
from reportgen.workspace.kept import KeptFiles, as_record, content_of, files_of
from reportgen.workspace.kinds import W03, TextKind
from reportgen.workspace.meanwhile import saved_meanwhile
from reportgen.workspace.unfinished import is_cut_off
from reportgen.yamltext import Scalar
from reportgen.yamltext.read import read

if TYPE_CHECKING:
    from reportgen.workspace.journal import FileChange, Journal

W01 = Code(
    "W01", "没有这一年的输入文件", "生成 2052，而 inputs 里没有 2052.yaml", "核对年度，或先运行 reportgen 新建 2052"
)
W02 = Code(
    "W02", "同一年既有输入文件又有输入文件夹", "inputs 里既有 2024.yaml，又有 2024 文件夹", "只留一份，其余移到别处"
)
W04 = Code(
    "W04",
    "没有 reportgen.yaml 指定的模板",
    "模板: 年报，而 templates 里没有“年报”",
    "放好 templates/年报/template.docx，或改“模板”",
)
W05 = Code(
    "W05",
    "当前文件夹没有模板，用了随程序附带的（说明）",
    "没有 templates/annual/template.docx",
    "不用改；要改版式，就放一份自己的模板",
)
W08 = Code("W08", "改动记录没有存下来（提醒）", "磁盘满了，.reportgen 里没有存下", "腾出空间再生成一次")
W17 = Code("W17", "有一个文件打不开", "2024.yaml 没有读的权限", "核对权限，或关掉正在用它的程序")
W50 = Code("W50", "没有记成定稿", "磁盘满了，定稿的名单没有存下", "腾出空间，再定稿一次")
W19 = Code(
    "W19",
    "改过的那份留存在一边（说明）",
    "领导改过、已经回收的文件要换成新稿",
    "不用改；要看领导的原件，在 output/留存 里",
)
W30 = Code("W30", "没有这个单位", "--单位 东接", "--单位 东街")
W31 = Code("W31", "几个单位都有这一年，没有指明是哪一个", "inputs 里有 东街、西街 两个文件夹", "加上 --单位 东街")
W32 = Code("W32", "要新建的年度已经有输入", "reportgen 新建 2024，而 inputs/2024.yaml 已有", "移走原来的，或换个年度")


DRAFT_LABEL = "（草稿）"
"""What stands behind the title in the name of a draft's file."""
FINAL = "定稿"
"""The kind of a copy that stays as it is for good."""
ASIDE = "留存"
"""The folder in ``output/`` for edited files that have made room for a new copy."""
_SETTINGS = "reportgen.yaml"
_ANNUAL = "annual"
TEMPLATE, FIELDS = "template.docx", "fields.yaml"
_INPUT_SUFFIXES = (".yaml", ".yml")
_PACKAGE = Path(__file__).parents[1]
_DEFAULTS = (_PACKAGE / "_default", _PACKAGE.parent / "templates")
"""Where the default templates are: in an installed package; in a checkout."""
FORM_OF = "填报表"
"""The key of a record under which stands whose form a table is."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Job(ValueObject):
    """What one year's report is made from; ``last`` is the year before, empty when there is none; ``unit`` is empty in
    a workspace of one unit; ``grades`` are the office's own grades of the checks; ``kind`` is the kind of text, empty for the
    usual one."""

    year: int
    inputs: tuple[Given, ...]
    last: tuple[Given, ...]
    template: Given
    fields: Given
    problems: tuple[Problem, ...] = ()
    unit: str = ""
    grades: Grades = field(default_factory=dict)
    kind: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Workspace(ValueObject):
    """A folder to work in; ``template`` is the name of the folder under ``templates/`` that is used, ``grades`` the
    grades that ``reportgen.yaml`` gives to checks."""

    root: Path
    template: str = _ANNUAL
    problems: tuple[Problem, ...] = ()
    grades: Grades = field(default_factory=dict)

    @classmethod
    def open(cls, root: Path) -> Workspace:
        """Reads ``reportgen.yaml`` if there is one; raises ``ReportError`` if it cannot be read.  The root is kept as an absolute
        path: paths below it are joined to it again where they are shown or written."""
        root = root.absolute()
        settings = root / _SETTINGS
        if not settings.exists():
            return cls(root)
        document, problems = read(settings, _SETTINGS)
        if document.mapping is None:
            raise ReportError(
                problems
                or (
                    Problem(
                        W03, say("{settings} 要写成“模板: {template}”这样的样子", settings=_SETTINGS, template=_ANNUAL)
                    ),
                )
            )
        name, told = _ANNUAL, list(problems)
        for entry in document.mapping:
            if entry.key.text == "模板" and isinstance(entry.value, Scalar) and _is_name(entry.value.text):
                name = entry.value.text
            elif entry.key.text != "检查":
                hint = say(
                    "这里可以写的是“模板: {template}”，指 templates 里文件夹的名字；“检查”，例如 检查: {{C11: 关}}",
                    template=_ANNUAL,
                )
                message = say("“{entry}”这一项看不懂", entry=entry.key.text)
                told.append(Problem(W03, message, Grade.WARNING, entry.key.place(), hint))
        grades, faults = read_grades(document.mapping.get("检查"), W03)
        told += faults
        return cls(root, name, tuple(told), grades)

    @property
    def output(self) -> Path:
        return self.root / "output"

    @property
    def templates(self) -> Path:
        """The folder of the template that is used, whether or not it is there."""
        return self.root / "templates" / self.template

    def fields(self) -> Path:
        """The dictionary that is used; raises ``ReportError`` (W04) when there is none."""
        path, problems = self.part(FIELDS, self.template)
        if path is None:
            raise ReportError(problems)
        return path

    def forms(self, year: int, unit: str = "") -> Path:
        """Where the departments' forms of a year go, and are looked for when they come back."""
        return self.output / unit / "填报表" / f"{year}年"

    def named(self, items: Iterable[Given]) -> tuple[str, ...]:
        """Files as a clerk sees them."""
        return tuple(self.shown(item.path) if item.path else item.name for item in items)

    def shown(self, path: Path) -> str:
        """A path as a clerk sees it: from the workspace where it lies inside."""
        return shown_from(self.root, path)

    def outside(self) -> Problem | None:
        """That the folder is no workspace: it has no ``inputs/`` (W01)."""
        if (self.root / "inputs").is_dir():
            return None
        hint = say("请先进入放有 inputs、templates、output 的文件夹再运行；现在是在 {folder}", folder=str(self.root))
        return Problem(W01, say("当前文件夹里没有 inputs 文件夹"), hint=hint)

    def units(self) -> tuple[str, ...]:
        """The units that have a folder of years of their own, in the order of their names; none in a workspace of one."""
        folders = (path for path in files_of(self.root / "inputs") if path.is_dir() and not _is_year(path.name))
        return tuple(path.name for path in folders if not path.name.startswith(".") and self.years(path.name))

    def years(self, unit: str = "") -> tuple[int, ...]:
        """The years that have inputs."""
        names = (_year_name(path) for path in files_of(self.folder(unit)))
        return tuple(sorted({int(name) for name in names if _is_year(name)}))

    def job(self, year: int, unit: str = "", advice: Message = NOTHING, kind: str = "") -> Job:
        """What a text of the year is made from; raises ``ReportError`` with everything that is lacking.

        Without ``unit`` it is the workspace's own year, else that of the only unit that has it.  ``advice`` is what to do
        where others have inputs and this year has none: to make it, if nothing is said.  Without ``kind`` it is the usual one, else
        the only one that there is.
        """
        told = self.recovered()
        chosen = self.unit_of(year, unit)
        inputs, problems = self.paths(year, chosen)
        if not inputs and not problems:
            problems = [
                self._no_inputs(year, chosen, advice or say("要新建这一年，运行 reportgen 新建 {year}", year=year))
            ]
        last, found = self.paths(year - 1, chosen)
        problems += found
        if errors(problems):
            raise ReportError(problems)
        given, before = (self.opened([(path, each) for path in paths]) for paths, each in ((inputs, year), (last, year - 1)))
        text, files = kinds.text_of(given, year, kind, self.kinds())
        made = kinds.read_kind(self._bases, text)
        template, found = self.part(TEMPLATE, made.template or self.template)
        problems += found
        fields, found = self.part(FIELDS, self.template)
        problems += found
        if template is None or fields is None:
            raise ReportError(problems)
        given = tuple(replace(item, text=text, sparing=made.sparing) for item in files)
        before = tuple(replace(item, text=text) for item in kinds.text_before(before, text))
        looks = self.opened([(template, 0), (fields, 0)])
        grades = {**made.grades, **self.grades}
        return Job(year, given, before, looks[0], looks[1], (*told, *made.problems, *problems), chosen, grades, text)

    @property
    def _bases(self) -> tuple[Path, ...]:
        """Where kinds of text are looked for: the workspace's own folder, then what comes with the program."""
        return (self.root / "templates", *_DEFAULTS)

    def kinds(self) -> tuple[str, ...]:
        """The kinds of text that there are."""
        return tuple(kinds.folders(self._bases))

    def kind(self, name: str) -> TextKind:
        """What is known of a kind of text; raises ``ReportError`` (W46) for one that there is not."""
        return kinds.read_kind(self._bases, "" if name == USUAL else name)

    def texts(self, year: int, unit: str = "") -> tuple[str, ...]:
        """The kinds of text that a year has, the usual one first; raises ``ReportError`` (W17)."""
        return kinds.present(self.opened([(path, year) for path in self.paths(year, unit)[0]]))

    def opened(self, filed: Sequence[tuple[Path, int]]) -> tuple[Given, ...]:
        """The files, each of a year (0: of none), read once; raises ``ReportError`` (W17) for those that cannot be opened."""
        read: list[Given] = []
        faults: list[Problem] = []
        for path, year in filed:
            try:
                read.append(read_given(path, year, self.root if year else None))
            except OSError:
                hint = say("关掉正在用它的程序，或核对文件的权限，再试一次")
                faults.append(Problem(W17, say("打不开 {file}", file=self.shown(path)), hint=hint))
        if faults:
            raise ReportError(faults)
        return tuple(read)

    def fresh(self, year: int, like: Job) -> tuple[Path, ...]:
        """Where a new year's files go, one for each of another year's; raises ``ReportError`` when there are any."""
        there, problems = self.paths(year, like.unit)
        if there or problems:
            names = tuple(self.shown(path) for path in there) or say("有好几份")
            hint = say("要重新建，请先把原来的移走；只是想看两年的差别，用“比对”")
            message = say("{year} 年的输入已经有了：{files}，没有动它", year=year, files=names)
            raise ReportError([Problem(W32, message, hint=hint)])
        folder = self.folder(like.unit)
        first = Path(like.inputs[0].name)
        if len(like.inputs) == 1 and (folder / first).is_file():
            return (folder / f"{year}{first.suffix}",)
        return tuple(folder / str(year) / item.name for item in like.inputs)

    def unit_of(self, year: int, unit: str) -> str:
        """The unit that is meant; raises ``ReportError`` (W30, W31) where that cannot be told."""
        units = self.units()
        if unit:
            if unit not in units:
                hint = (
                    say("现有的单位：{units}", units=tuple(units))
                    if units
                    else say("inputs 里没有按单位分文件夹，不用写 --单位")
                )
                raise ReportError([Problem(W30, say("没有“{unit}”这个单位", unit=unit), hint=hint)])
            return unit
        having = [name for name in units if year in self.years(name)]
        if year in self.years() or not having:
            return ""
        if len(having) > 1:
            hint = say("用 --单位 指明，例如 --单位 {unit}", unit=having[0])
            message = say(
                "有 {count} 个单位都有 {year} 年的输入：{units}", count=len(having), year=year, units=tuple(having)
            )
            raise ReportError([Problem(W31, message, hint=hint)])
        return having[0]

    def folder(self, unit: str) -> Path:
        """Where the years of a unit lie."""
        return self.root / "inputs" / unit

    def paths(self, year: int, unit: str) -> tuple[tuple[Path, ...], list[Problem]]:
        """The year's file, or the files of the year's folder in the order of their names."""
        folder = self.folder(unit)
        single = sorted(path for path in folder.glob(f"{year}.*") if _is_input(path))
        many = sorted(path for path in (folder / str(year)).glob("*") if _is_input(path))
        found = [*single, folder / str(year)] if many else single
        if len(found) > 1:
            files = tuple(self.shown(path) for path in found)
            message = say("{year} 年的输入有好几份：{files}", year=year, files=files)
            return (), [Problem(W02, message, hint=say("只留一份，其余移到别处"))]
        return tuple(single or many), []

    def _no_inputs(self, year: int, unit: str, advice: Message) -> Problem:
        if outside := self.outside():
            return outside
        folder = self.shown(self.folder(unit))
        if (self.folder(unit) / str(year)).is_dir():
            hint = say(
                "输入要存成 .yaml，一个科室一个；也可以只用一个文件 {folder}/{year}.yaml", folder=folder, year=year
            )
            return Problem(W01, say("{folder}/{year} 文件夹里没有输入文件", folder=folder, year=year), hint=hint)
        years = tuple(self.years(unit))
        units = tuple(self.units())
        known = (
            say("现有的年度：{years}；{advice}", years=years, advice=advice)
            if years
            else say("现有的单位：{units}", units=units)
            if units
            else say("inputs 里还没有任何年度")
        )
        if misnamed := next((path for path in files_of(self.folder(unit)) if _is_misnamed(path, year)), None):
            known = _rename(self.shown(misnamed), year, known)
        return Problem(W01, say("没有 {year} 年的输入文件 {folder}/{year}.yaml", year=year, folder=folder), hint=known)

    def part(self, name: str, template: str) -> tuple[Path | None, list[Problem]]:
        """A file of a template: the workspace's own, else the one that comes with the program."""
        own = self.root / "templates" / template / name
        if own.is_file():
            return own, []
        given = next((path for base in _DEFAULTS if (path := base / template / name).is_file()), None)
        shown = self.shown(own)
        if given is None:
            hint = say("请放好这个文件，或在 {settings} 里改“模板”", settings=_SETTINGS)
            return None, [Problem(W04, say("没有 {file}", file=shown), hint=hint)]
        return given, [Problem(W05, say("没有 {file}，用的是随程序附带的", file=shown), Grade.NOTE)]

    def target(
        self, year: int, title: str, label: str = "", wish: Path | None = None, unit: str = "", kind: str = ""
    ) -> Path:
        """Where a report goes: ``output/{unit}/{year}年{title}{label}.docx``, or the file or folder wished for.

        A title that names the year itself is taken as it is; a kind of text that it does not name stands behind it.
        """
        if wish is not None and not wish.is_dir():
            return self.root / wish
        folder = self.output / unit if wish is None else self.root / wish
        named = title if f"{year}年" in title else f"{year}年{title}"
        return folder / f"{safe_stem(named, label if kind in named else f'（{kind}）{label}')}.docx"

    def keep(
        self, target: Path, package: bytes, record: Mapping[str, Any], sources: Iterable[bytes] = ()
    ) -> tuple[Path | None, tuple[Problem, ...]]:
        """Writes a file, and its record, where it overwrites nobody's work; no path when it could not be written.

        ``sources`` are what it was made from, each kept once under its digest, so that a copy that comes back edited after
        the inputs have changed can be told apart from them; where one could not be kept, that is told when it is missed.
        The name is chosen and both are written under a lock, so that two runs at once do not mix.  Outside of a workspace nothing
        is left behind but the file: there is no record, so a file that is there already is nobody's to replace.
        """
        if self.is_bare():
            return keep_in_bare(target, package)
        with self.writing() as busy:
            if busy := busy or led_away(self.output, target):
                return None, (busy,)
            self.kept.keep_sources(sources)
            text = str(record.get(TEXT_KIND, ""))
            path, told = place_beside(target, package, lambda place: self._written_digest(place, text))
            if path not in (None, target):
                told = tuple(self._pointed(problem, target, path) for problem in told)
            if path not in (None, target) and self._is_of_another(target, text):
                told = (self._other_text(target, path),)
            if path is None:
                return None, told
            if path != target and self.is_final(target):
                told = (self._kept_final(target, path),)
            there = content_of(path)
            if there == package and self.is_final(path):
                return path, told or (_same_final(path),)
            if there != package:
                aside, fault = self._set_aside(path, there)
                told = (*told, *aside)
                if fault := fault or write_file(path, package, refusal=lambda: saved_meanwhile(path.name, content_of(path), there)):
                    return None, (fault,)
            if path.suffix.lower() == ".docx":
                self.kept.keep_copy(package)
            return path, (*told, *self._declared(path, package, record), *self._recorded(path, package, record))

    def _kept_final(self, target: Path, path: Path) -> Problem:
        """That a 定稿 was left as it is, and how it is released."""
        about = self.finals.about(digest(content_of(target) or b""))
        year = str((self.record(target) or about).get("年度") or about.get("年度") or say("年度"))
        hint = say("定稿不会被覆盖；要换掉它，先运行 reportgen 历次 {year} --解除 {file}", year=year, file=self.typed(target))
        message = say("“{file}”已经定稿，没有覆盖；新稿存为“{new_file}”", file=target.name, new_file=path.name)
        return Problem(W06, message, Grade.NOTE, hint=hint)

    def _set_aside(self, path: Path, there: bytes | None) -> tuple[tuple[Problem, ...], Problem | None]:
        """Keeps an edited file that is about to be replaced, because its edits were taken over: what there is to tell, or why
        it cannot be kept."""
        if there is None or digest(there) == (self.record(path) or {}).get("摘要") or self.finals.has_released(digest(there)):
            return (), None
        kept = self.output / ASIDE / path.name
        if led := led_away(self.output, kept):
            return (), led
        place, told = place_beside(kept, there, lambda _: "")
        if place is None:
            return (), told[0]
        if fault := write_file(place, there):
            return (), fault
        message = say("“{file}”里的改动已经处理，换成了新稿；改过的那份留存为“{kept}”", file=path.name, kept=self.shown(place))
        if digest(there) != (self.record(path) or {}).get("已回收"):
            message = say(
                "“{file}”在 Word 或 WPS 里另存过，内容没有变，换成了新稿；原来那份留存为“{kept}”", file=path.name, kept=self.shown(place)
            )
        return (Problem(W19, message, Grade.NOTE),), None

    @property
    def kept(self) -> KeptFiles:
        """What is kept of all copies."""
        return KeptFiles(self.output / ".reportgen")

    @property
    def finals(self) -> Finals:
        """The list of the final copies."""
        return Finals(self.output / ".reportgen" / "finals")

    def is_final(self, path: Path) -> bool:
        """Whether the file is a 定稿 that nobody has released: by its bytes, or, where somebody has edited it, by its record."""
        there, record = content_of(path), self.record(path) or {}
        if there is None:
            return False
        if self.finals.holds(digest(there)):
            return True
        named = str(record.get("摘要", ""))
        return record.get("稿本") == FINAL and not self.finals.has_released(named)

    def release(self, path: Path, time: str) -> Problem | None:
        """A final copy may be replaced from now on, if it is as it was written; the caller holds the lock."""
        there = content_of(path)
        known = [str((self.record(path) or {}).get("摘要", "")), digest(there) if there is not None else ""]
        for each in dict.fromkeys(known):
            if each and (self.finals.holds(each) or each == known[0]) and (fault := self.finals.release(each, time)):
                return fault
        return None

    def _declared(self, path: Path, package: bytes, record: Mapping[str, Any]) -> Iterator[Problem]:
        """Enters a 定稿 into the list."""
        if record.get("稿本") != FINAL:
            return
        about = {name: record[name] for name in ("年度", "单位") if name in record}
        if fault := self.finals.add(digest(package), {"位置": self.shown(path), **about}):
            message = say("“{file}”没有记成定稿：{reason}", file=path.name, reason=fault.message)
            yield Problem(W50, message, hint=say("腾出空间，再定稿一次"))

    def is_bare(self) -> bool:
        """Whether the folder is no workspace: neither inputs nor anything that was written."""
        return is_bare(self.root)

    @contextmanager
    def writing(self) -> Iterator[Problem | None]:
        """Where files are written that belong together: one run at a time (else W16), and Ctrl-C waits.

        What a killed run left half-written is swept first, and a change of inputs that it had begun is put back.
        """
        with self._alone() as busy:
            yield busy or (next(iter(errors(self.journal.recover())), None) if is_cut_off(self.root) else None)

    @property
    def journal(self) -> Journal:
        """The changes of the inputs; to be used where one run at a time writes."""
        from reportgen.workspace.journal import journal_of  # here: who makes a report finds no change that was cut off
        return journal_of(self.root)

    @contextmanager
    def _alone(self) -> Iterator[Problem | None]:
        with locked(self.output / ".reportgen", remains=(self.output, self.root / "inputs")) as busy, undisturbed():
            yield busy

    def recovered(self) -> tuple[Problem, ...]:
        """Before inputs are read: what a killed run has half-written is put back, of which the clerk is told.

        Raises ``ReportError`` where that is hindered, since nothing should be made of half a write.
        """
        if not is_cut_off(self.root):
            return ()
        with self._alone() as busy:
            told = (busy,) if busy else self.journal.recover()
        if faults := errors(told):
            raise ReportError(faults)
        return told

    def _recorded(self, path: Path, package: bytes, record: Mapping[str, Any]) -> Iterator[Problem]:
        content = {"文件": path.name, "位置": self.shown(path), "摘要": digest(package), **record}
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        if fault := write_file(self.record_place(path), text.encode("utf-8", "surrogatepass"), lasting=False):
            hint = say("下次生成时，会把这份当作有人改过的，另存新名")
            yield Problem(
                W08,
                say("“{file}”的改动记录没有存下来：{reason}", file=path.name, reason=fault.message),
                Grade.WARNING,
                hint=hint,
            )

    def settled(self, path: Path, content: bytes) -> FileChange | None:
        """The change of the record that notes that everything in an edited file, as it was read, has been taken over, so that the
        next generation may replace it; None where there is no record, or where it may be replaced anyway: there would be a step
        to take back in which nothing changes.

        Whoever saves the file again while the edits are asked about has written what nobody took over: so the bytes are those that
        were read, whatever lies there now.
        """
        place = self.record_place(path)
        held = content_of(place)
        record = as_record(held)
        if record is None or digest(content) in (record.get("摘要"), record.get("已回收")):
            return None
        changed = {**record, "已回收": digest(content)}
        text = json.dumps(changed, ensure_ascii=False, separators=(",", ":"))
        from reportgen.workspace.journal import FileChange  # here as well: only who pulls edits settles them
        return FileChange(self.shown(place), held, text.encode("utf-8", "surrogatepass"), note=True)

    def record_place(self, path: Path) -> Path:
        """Where the record of a written file is: by its name (a PDF keeps its ending, so that it has another than the
        Word file), and for one outside ``output/`` by its folder too."""
        folder = path.parent.resolve()
        mark = "" if folder == self.output.resolve() else f"-{digest(os.fsencode(self.shown(folder)))[:8]}"
        name = path.stem if path.suffix.lower() == ".docx" else path.name
        return self.output / ".reportgen" / f"{name}{mark}.json"

    def record(self, path: Path) -> Mapping[str, Any] | None:
        """What was recorded when the file was written; None for a file that is not ours or whose record is damaged."""
        return as_record(content_of(self.record_place(path)))

    def is_untouched(self, path: Path) -> bool:
        """Whether the file is as we wrote it, or as it was when everything in it had been taken over."""
        record, there = self.record(path), content_of(path)
        return record is not None and there is not None and digest(there) in (record.get("摘要"), record.get("已回收"))

    def _is_of_another(self, path: Path, text: str) -> bool:
        """Whether the file is a copy of another text of the year, which has the same title."""
        record = self.record(path)
        return record is not None and str(record.get(TEXT_KIND, "")) != text

    def _other_text(self, target: Path, path: Path) -> Problem:
        """That two texts have one title, so that the second has another name."""
        message = say("“{file}”是另一种文种的稿子，没有覆盖；这一份存为“{new_file}”", file=target.name, new_file=path.name)
        return Problem(W06, message, Grade.NOTE, hint=say("两份材料标题相同；在标题里写明文种，或用 -o 换个名字"))

    def _written_digest(self, path: Path, text: str = "") -> str:
        """Of what may be replaced there: what we wrote of this text, what reads as we wrote it in every respect, or what has been
        taken over; empty where that is not known, and for a 定稿, which stays."""
        there = content_of(path)
        if there is None or self.is_final(path) or self._is_of_another(path, text):
            return ""
        named, record = digest(there), self.record(path) or {}
        written = str(record.get("摘要", ""))
        if named in (written, record.get("已回收")) or self.finals.has_released(named):
            return named
        printed = self.kept.copy(written)
        return named if printed is not None and _reads_equal(printed, there) else written

    def _pointed(self, problem: Problem, target: Path, path: Path) -> Problem:
        """Of a file that somebody has edited also how its edits are brought back, where they can be; of one that is none of ours
        only that it is there."""
        record = self.record(target)
        if problem.code != W06:
            return problem
        if record is None and target.suffix.lower() != ".docx":
            message = say("“{file}”已经有了，里面是别的内容，没有覆盖；新的存为“{new_file}”", file=target.name, new_file=path.name)
            return replace(problem, message=message)
        if record is None:
            message = say("“{file}”已经有了，没有出过它的记录，没有覆盖；新稿存为“{new_file}”", file=target.name, new_file=path.name)
            hint = say("是改过的旧稿，里面的改动可以收回输入文件：reportgen 回收 {file}；是模板或别的文件，就不用管", file=self.typed(target))
            return replace(problem, message=message, hint=hint)
        if FORM_OF in record:
            return replace(problem, hint=say("里面填的数可以收进输入文件：reportgen 填报 导入 {file}", file=self.typed(target)))
        if "轨迹" in record:
            return replace(problem, hint=say("里面的改动可以收回输入文件：reportgen 回收 {file}", file=self.typed(target)))
        return problem

    def typed(self, path: Path) -> str:
        """A file as it is typed in a command."""
        shown = self.shown(path)
        return f'"{shown}"' if any(char in shown for char in " \t()（）&;'") else shown


def default_files() -> tuple[tuple[str, Path], ...]:
    """The files of the templates that come with the program, each with its name below ``templates/``."""
    base = next(base for base in _DEFAULTS if (base / _ANNUAL / TEMPLATE).is_file())
    return tuple((path.relative_to(base).as_posix(), path) for path in sorted(base.rglob("*")) if path.is_file())


def _same_final(path: Path) -> Problem:
    return Problem(W06, say("“{file}”已经定稿，这一稿与它一字不差，没有另存", file=path.name), Grade.NOTE)


def _reads_equal(printed: bytes, there: bytes) -> bool:
    """Whether a file that another program has saved reads as it was printed: text, looks, objects, pages, all of it."""
    from reportgen.gongwen.document.form_diff import reads_equal  # here: most files are as we wrote them, byte by byte
    from reportgen.ooxml.package import Package

    try:
        return reads_equal(Package.open(printed), Package.open(there))
    except ReportError:
        return False


def _is_misnamed(path: Path, year: int) -> bool:
    """Whether a file may be the input of a year that has none: named for it, yet not as it is read, by Notepad or by copying."""
    if path.suffix.lower() not in (*_INPUT_SUFFIXES, ".txt") or path.name.startswith((".", "~")):
        return False
    return str(year) in normalize("NFKC", path.name) and path.is_file()


def _rename(file: str, year: int, otherwise: Message) -> Message:
    """What to do with a file whose name is not read; a second input, made beside it, would leave what it holds unread."""
    unseen_ending = say("；看不到“.txt”的，先在“查看”里勾上“文件扩展名”") if file.lower().endswith(".txt") else NOTHING
    return say(
        "有一个 {file}，是这一年的输入，就改名为 {year}.yaml{unseen_ending}；不是的，{otherwise}",
        file=file, year=year, unseen_ending=unseen_ending, otherwise=otherwise,
    )  # fmt: skip


def _year_name(path: Path) -> str:
    """What should be a year: the name of a file of inputs, or of a folder that has some; else empty."""
    if path.is_dir():
        return path.name if any(map(_is_input, path.iterdir())) else ""
    return path.stem if _is_input(path) else ""


def _is_year(name: str) -> bool:
    return name.isascii() and name.isdecimal() and len(name) == 4


def _is_input(path: Path) -> bool:
    """A YAML file; not one that an editor or the system keeps for itself."""
    return path.is_file() and path.suffix.lower() in _INPUT_SUFFIXES and not path.name.startswith((".", "~"))


def _is_name(text: str) -> bool:
    """The name of a folder, not a way out of ``templates/``."""
    return bool(text) and Path(text).name == text and text not in (".", "..") and "\\" not in text
