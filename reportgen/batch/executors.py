"""Tasks and an executor → their outcomes, as they come; a worker that dies costs time and nothing else.

Knows neither files nor reports.  An executor is anything with the interface of ``concurrent.futures``: the standard pool
of processes, or Dask's.  Only so many tasks are under way at once, so that memory stays flat however long the list is.
When a pool breaks, nobody can tell which of the tasks under way broke it: each of them is then tried alone, so that the
guilty one is found and the others lose nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from threading import Thread
from typing import TypeVar

from reportgen import __version__
from reportgen.batch.tasks import J05, Fill, Outcome, Task, work
from reportgen.batch.workers import begin, deaf, stop
from reportgen.message import say
from reportgen.problem import Code, Problem, ReportError

J04 = Code("J04", "这一份反复使处理进程中断，没有做成", "一行带了极大的数据", "单独做这一份看看，把数据分小")

_TRIES = 2
"""How often a task is tried alone before it is given up."""
_MOMENT = 0.2
"""Seconds after which a wish to stop is seen at the latest."""
_CHUNK = 20
"""How many fillings travel together; a year's report takes so long that it travels alone."""

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Executors:
    """How to get an executor (again, after one broke) and to leave it, how many workers it has, and what its breaking looks
    like; ``abandon`` stops what is under way, ``finish`` takes leave for good."""

    make: Callable[[], Executor]
    leave: Callable[[Executor], None]
    workers: int
    breakage: tuple[type[BaseException], ...]
    finish: Callable[[], object] = lambda: None
    abandon: Callable[[Executor], object] = lambda executor: None

    @contextmanager
    def opened(self) -> Iterator[Executor]:
        executor = self.make()
        done = False
        try:
            yield executor
            done = True
        finally:
            if not done:  # interrupted: nobody waits for what is under way
                self.abandon(executor)
            self.leave(executor)


def local(jobs: int) -> Executors:
    """Processes on this machine, started afresh and not forked: a fork of a process with threads may hang."""
    from concurrent.futures import ProcessPoolExecutor  # only where a batch is run
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    def make() -> Executor:
        return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=begin)

    def leave(pool: Executor) -> None:
        pool.shutdown(wait=True, cancel_futures=True)

    def abandon(pool: Executor) -> None:
        """Waited for, since the pool's own thread would else close its pipe while Python, ending, still writes into it."""
        leaving = Thread(target=pool.shutdown, kwargs={"wait": True, "cancel_futures": True})
        leaving.start()
        stop()
        leaving.join()

    return Executors(make, leave, jobs, (BrokenProcessPool,), abandon=abandon)


def cluster(address: str) -> Executors:
    """A Dask cluster at the address of its scheduler; raises ``ReportError`` (J05) where there is none.

    Dask itself gives the tasks of a dead worker to another; only a task that kills one after another comes back broken.
    """
    try:
        from distributed import Client  # only where a cluster is asked for
        from distributed.client import FutureCancelledError
        from distributed.comm.core import CommClosedError
        from distributed.scheduler import KilledWorker
    except ImportError:
        hint = say("请装上集群用的部分：pip install “reportgen-gongwen[cluster]”")
        raise ReportError([Problem(J05, say("这台机器上没有装集群用的部分"), hint=hint)]) from None
    try:
        client = Client(address, timeout="10s", set_as_default=False)
    except (OSError, ValueError) as error:
        hint = say("请核对地址（例如 tcp://192.168.1.10:8786），以及 dask scheduler 是否在运行")
        raise ReportError([Problem(J05, say("连不上集群的调度器 {address}", address=address), hint=hint)]) from error
    workers = sum(client.nthreads().values()) or 1
    breakage = (KilledWorker, FutureCancelledError, CommClosedError)
    return Executors(
        lambda: client.get_executor(pure=False), lambda it: it.shutdown(wait=False), workers, breakage, client.close
    )


def run(
    tasks: Iterable[Task], executors: Executors, stopped: Callable[[], bool] = lambda: False
) -> Generator[tuple[Task, Outcome]]:
    """Each task once with its outcome, in the order in which they are done.

    Raises ``KeyboardInterrupt`` soon after ``stopped`` says so.  Ctrl-C itself must not raise it in the midst of this: a pool
    whose locks were being taken never comes to its end.
    """
    waiting = _chunks(tasks)
    suspects: list[Task] = []
    while True:
        with executors.opened() as executor:
            yield from _steadily(waiting, executor, executors, suspects, stopped)
        if not suspects:
            return
        yield from _one_by_one(suspects, executors, stopped)
        suspects.clear()


def _chunks(tasks: Iterable[Task]) -> Iterator[tuple[Task, ...]]:
    several: list[Task] = []
    for task in tasks:
        if isinstance(task, Fill):
            several.append(task)
            if len(several) == _CHUNK:
                yield tuple(several)
                several.clear()
        else:
            yield (task,)
    if several:
        yield tuple(several)


def _steadily(
    waiting: Iterator[tuple[Task, ...]], executor: Executor, executors: Executors, suspects: list[Task],
    stopped: Callable[[], bool],
) -> Iterator[tuple[Task, Outcome]]:
    """Keeps the workers busy until all is done or the executor breaks; what was under way then becomes suspect."""
    under_way: dict[Future[tuple[Outcome, ...]], tuple[Task, ...]] = {}
    most = executors.workers * 3
    while not suspects:
        for chunk in islice(waiting, most - len(under_way)):
            _submit(executor, chunk, under_way, executors, suspects)
        if not under_way:
            return
        done = _first_done(under_way, stopped)
        for future in done:
            chunk = under_way.pop(future)
            if future.cancelled() or isinstance(future.exception(), executors.breakage):
                suspects += chunk
            else:
                yield from zip(chunk, future.result(), strict=True)
    yield from _gathered(under_way, executors, suspects)


def _first_done(under_way: Iterable[Future[_Result]], stopped: Callable[[], bool]) -> set[Future[_Result]]:
    while not stopped():
        done, _ = wait(under_way, _MOMENT, FIRST_COMPLETED)
        if done:
            return done
    raise KeyboardInterrupt


def _submit(
    executor: Executor, chunk: tuple[Task, ...], under_way: dict[Future[tuple[Outcome, ...]], tuple[Task, ...]],
    executors: Executors, suspects: list[Task],
) -> None:  # fmt: skip
    try:
        with deaf():
            future = executor.submit(work, chunk, __version__)
        under_way[future] = chunk
    except executors.breakage:
        suspects += chunk


def _gathered(
    under_way: Mapping[Future[tuple[Outcome, ...]], tuple[Task, ...]], executors: Executors, suspects: list[Task]
) -> Iterator[tuple[Task, Outcome]]:
    """After a breakage: what was finished all the same, and the rest as suspects."""
    wait(under_way)
    for future, chunk in under_way.items():
        if future.cancelled() or isinstance(future.exception(), executors.breakage):
            suspects += chunk
        else:
            yield from zip(chunk, future.result(), strict=True)


def _one_by_one(
    suspects: Sequence[Task], executors: Executors, stopped: Callable[[], bool]
) -> Iterator[tuple[Task, Outcome]]:
    """One at a time, so that it is plain which task breaks an executor; it is tried once more, then given up."""
    left = [(task, _TRIES) for task in reversed(suspects)]
    while left:
        with executors.opened() as executor:
            while left:
                task, tries = left.pop()
                try:
                    with deaf():
                        future = executor.submit(work, (task,), __version__)
                    outcome = _first_done([future], stopped).pop().result()[0]
                except executors.breakage:
                    if tries > 1:
                        left.append((task, tries - 1))
                    else:
                        yield task, _given_up(task)
                    break
                yield task, outcome


def _given_up(task: Task) -> Outcome:
    hint = say("多半是数据太大，内存不够；请单独做这一份看看")
    return Outcome(task.number, problems=(Problem(J04, say("处理这一份的进程接连中断，没有做成"), hint=hint),))
