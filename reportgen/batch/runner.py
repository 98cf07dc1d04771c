"""Tasks → all of them done and kept, a line for each, and ``output/summary.csv``.

Knows nothing of how to show progress: the caller gives a function through which the results pass.  The summary has no
times, so that a batch that was killed and resumed leaves the same folder, byte for byte, as one that was not.
"""

from __future__ import annotations

import csv
import io
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing

from reportgen.batch.executors import Executors, run
from reportgen.batch.results import FAILED, Ledger, SummaryLine, keep_fills, keep_year, line_of, made_before
from reportgen.batch.tasks import Fill, Outcome, Task
from reportgen.message import say
from reportgen.problem import Code, Grade, Problem, ReportError
from reportgen.storage import led_away, locked, sweep, undisturbed, write_file
from reportgen.storage.regular import W18
from reportgen.workspace.locate import W08, Workspace

J06 = Code("J06", "另一次批量正在写同一个文件夹", "两个窗口同时运行“批量”", "等另一次做完再运行")
J07 = Code("J07", "汇总表没有写成", "汇总表正在 Excel 里开着", "关掉它再运行一次，加 --继续")

HEAD = ("单位", "年度", "文件", "结果", "数据", "待补", "错误", "提醒", "说明", "首要问题")
"""The columns of ``summary.csv``, in the order of ``SummaryLine``."""
SUMMARY = "summary.csv"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_GROUP = 40
_SECONDS = 0.5
"""Files of a list are written by the group: when there are so many, or when the first has waited so long."""
_WAITING = 3
"""Groups that may wait to be written, so that memory stays flat where the disk is slower than the workers."""


class Interrupted(KeyboardInterrupt):
    """Ctrl-C while tasks were done; ``made`` files of this run are kept."""

    def __init__(self, made: int) -> None:
        super().__init__()
        self.made = made


Result = tuple[Task, Outcome]
Shown = Callable[[Iterable[Result], int], Iterable[Result]]


def do(
    workspace: Workspace, tasks: Sequence[Task], failed: Sequence[Result], executors: Executors, folder: str, *,
    resume: bool, shown: Shown,
) -> tuple[list[SummaryLine], list[Problem]]:  # fmt: skip
    """A line for each task in the order of the plan; ``folder`` is where, below ``output/``, the files of a list go.

    Raises ``ReportError`` (J06) while another batch is writing to the same folder, or (W18) where a link leads away from it;
    ``Interrupted`` on Ctrl-C, when the
    workers have gone and what was written is whole.
    """
    own = workspace.output / ".reportgen"
    with locked(own, ".batch", wait=0) as busy, undisturbed() as pressed:
        if busy := led_away(workspace.output, workspace.output / folder / SUMMARY) or busy:
            raise ReportError([busy if busy.code == W18 else _OTHER_BATCH])
        with locked(own):
            sweep(workspace.output)
        ledger = Ledger.read(own / f"{folder}.jsonl")
        done = {task.number: line_of(task, outcome) for task, outcome in failed}
        if resume:
            before = made_before(workspace, ledger)
            done |= {task.number: before[task.digest] for task in tasks if task.digest in before}
        left = [task for task in tasks if task.number not in done]
        made: dict[int, SummaryLine] = {}
        try:
            with closing(run(left, executors, lambda: bool(pressed))) as results:
                _keep(workspace, shown(results, len(left)), folder, ledger, made)
        except KeyboardInterrupt:
            raise Interrupted(sum(line.result != FAILED for line in made.values())) from None
        finally:
            executors.finish()
        done |= made
        lines = [done[number] for number in sorted(done)]
        unsettled, unsummed = ledger.settle(), write_file(workspace.output / SUMMARY, summary(lines))
    found = []
    if unsettled:
        found.append(Problem(W08, say("清单的记录没有理好：{reason}", reason=unsettled.message), Grade.WARNING, hint=unsettled.hint))
    if unsummed:
        found.append(Problem(J07, say("汇总没有写成：{reason}", reason=unsummed.message), hint=unsummed.hint))
    return lines, found


_OTHER_BATCH = Problem(J06, say("另一次批量正在写同一个 output 文件夹"), hint=say("等它做完再运行"))


def _keep(
    workspace: Workspace, results: Iterable[Result], folder: str, ledger: Ledger, done: dict[int, SummaryLine]
) -> None:
    """Writes the results as they come, and enters a line for each into ``done``.

    Writing waits for the disk most of the time, so it has a thread of its own; what was handed to it is written whatever
    happens here.
    """
    under_way: deque[Future[dict[int, SummaryLine]]] = deque()
    with ThreadPoolExecutor(1) as writer:
        try:
            for group in _groups(results):
                under_way.append(writer.submit(_written, workspace, group, folder, ledger))
                while len(under_way) > _WAITING:
                    done |= under_way.popleft().result()
        finally:
            while under_way:
                done |= under_way.popleft().result()


def _written(workspace: Workspace, group: Sequence[Result], folder: str, ledger: Ledger) -> dict[int, SummaryLine]:
    fills = [(task, outcome) for task, outcome in group if isinstance(task, Fill)]
    done: dict[int, SummaryLine] = {}
    if fills:
        with workspace.writing() as busy:
            if busy:
                raise ReportError([busy])
            lines = keep_fills(workspace, fills, workspace.output / folder, ledger)
        done |= {task.number: line for (task, _), line in zip(fills, lines, strict=True)}
    for task, outcome in group:
        if not isinstance(task, Fill):
            done[task.number] = keep_year(workspace, task, outcome)
    return done


def _groups(results: Iterable[Result]) -> Iterator[list[Result]]:
    group: list[Result] = []
    since = time.monotonic()
    for result in results:
        group.append(result)
        if len(group) >= _GROUP or time.monotonic() - since > _SECONDS:
            yield group
            group, since = [], time.monotonic()
    if group:
        yield group


def summary(lines: Iterable[SummaryLine]) -> bytes:
    """``summary.csv``, as a spreadsheet program opens it by a double click (UTF-8 with its mark); a cell that would be
    taken for a formula gets an apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEAD)
    for line in lines:
        writer.writerow([_harmless(value) for value in line.as_data().values()])
    return text.getvalue().encode("utf-8-sig")


def _harmless(value: object) -> str:
    text = str(value) if value != 0 else ""
    return f"'{text}" if text.startswith(_FORMULA) else text
