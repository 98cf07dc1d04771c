"""Whatever happens to workers, each task has one outcome."""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from docx_samples import document

from reportgen.batch import Executors, Fill, local, run
from reportgen.batch.tasks import work

TEMPLATE = document("第{{ 号 }}份", "{% for x in 各项 %}", "{{ x }}", "{% endfor %}")


def fills(count: int, items: int = 3) -> list[Fill]:
    many = ", ".join(f'"第{number}项"' for number in range(items))
    return [Fill(number, f"{number:04d}", TEMPLATE, f'{{"号": {number}, "各项": [{many}]}}') for number in range(count)]


class Crashing(Executor):
    """Threads that stand for processes: a task of a wicked number takes its whole pool down, as a crash would."""

    def __init__(self, wicked: set[int]) -> None:
        self.pool = ThreadPoolExecutor(2)
        self.wicked = wicked
        self.broken = False

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        if self.broken:
            raise BrokenProcessPool
        return self.pool.submit(self._run, function, *args)

    def _run(self, function: Callable[..., Any], *args: Any) -> Any:
        if self.broken or {task.number for task in args[0]} & self.wicked:
            self.broken = True
            raise BrokenProcessPool
        return function(*args)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self.pool.shutdown(wait=wait, cancel_futures=cancel_futures)


def crashing(wicked: set[int]) -> Executors:
    return Executors(lambda: Crashing(wicked), lambda pool: pool.shutdown(), 2, (BrokenProcessPool,))


def test_only_the_task_that_breaks_its_worker_is_given_up() -> None:
    done = {task.number: outcome for task, outcome in run(fills(150), crashing({7, 93}))}
    assert sorted(done) == list(range(150))
    lost = {number: [problem.code for problem in outcome.problems] for number, outcome in done.items() if not outcome.package}
    assert lost == {7: ["J04"], 93: ["J04"]}


def test_no_task_is_done_twice() -> None:
    numbers = [task.number for task, _ in run(fills(90), crashing({45}))]
    assert sorted(numbers) == list(range(90))


def test_a_worker_that_is_killed_costs_nothing() -> None:
    """Real processes, one of which is killed while all are busy."""
    tasks = fills(160, items=400)

    def kill() -> None:
        for _ in range(500):
            children = multiprocessing.active_children()
            if children:
                time.sleep(0.4)
                children[0].kill()
                return
            time.sleep(0.01)

    killer = threading.Thread(target=kill)
    killer.start()
    done = [(task.number, len(outcome.package) > 0) for task, outcome in run(tasks, local(2))]
    killer.join()
    assert sorted(done) == [(number, True) for number in range(160)]


def test_the_fault_of_one_stops_no_other() -> None:
    tasks = [*fills(3), Fill(3, "坏", b"not a Word file", "{}"), Fill(4, "缺", TEMPLATE, '{"号": 1}')]
    outcomes = work(tuple(tasks), __import__("reportgen").__version__)
    assert [bool(outcome.package) for outcome in outcomes] == [True, True, True, False, False]
    assert [outcome.problems[0].code for outcome in outcomes[3:]] == ["P04", "R01"]


def test_a_worker_of_another_version_says_so_and_makes_nothing() -> None:
    outcome = work((fills(1)[0],), "0.0.0")[0]
    assert (outcome.package, outcome.problems[0].code) == (b"", "J05")


def test_a_long_list_is_not_read_ahead() -> None:
    """Memory stays flat: no more is asked for than is under way."""
    asked = 0

    def endless() -> Any:
        nonlocal asked
        for task in fills(2000, items=1):
            asked += 1
            yield task

    results = run(endless(), crashing(set()))
    next(results)
    assert asked <= 20 * 2 * 3 + 20
    results.close()
