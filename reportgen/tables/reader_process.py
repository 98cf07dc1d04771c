"""Table files as bytes → their sheets, or why not, read in a process of its own within limits of time and memory.

Knows no format.  The bounds of the readers hold by themselves; this is the second wall, for what nobody thought of: a file
that takes too long or too much memory takes down its reader and nothing else, and is told by its name, and the next reader
goes on with the others.  Time is the reader's own work, where the system counts that: a form on a machine that is busy
with other things waits, and is read; the clock bounds only what does not work and does not end.
One process reads all files of an import, since starting it takes longer than reading a form.
Memory is limited where the system offers that.  The reader is this package's own code, so what it hands back is taken as it
is (``pickle``).
"""

from __future__ import annotations

import pickle
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import IO, Any

from reportgen.problem import ReportError
from reportgen.tables.cells import Grid
from reportgen.tables.limits import too_costly

SECONDS, WAIT = 5, 30.0
"""For one file, of the reader's own work and by the clock; an honest form takes some hundredths."""
MEGABYTES = 448
"""Address space of the process, the program itself included."""
_LENGTH = struct.Struct(">Q")
_START = "import reportgen.tables.reader_process as reader; reader.serve()"


def read_books(
    files: Sequence[tuple[str, bytes]], seconds: int = SECONDS, wait: float = WAIT
) -> Iterator[tuple[Grid, ...] | ReportError]:
    """What each file (name and bytes) says, in their order; the fault as a value where it cannot be read."""
    waiting = list(files)
    while waiting:
        with _reader() as process:
            if process is None:  # a system that lets no process start: the bounds alone must hold
                yield from (_made(name, data) for name, data in waiting)
                return
            while waiting:
                said = _asked(process, (*waiting[0], seconds), wait)
                name, _ = waiting.pop(0)
                yield said if said is not None else ReportError([too_costly(name)])
                if said is None:
                    break


@contextmanager
def _reader() -> Iterator[subprocess.Popen[bytes] | None]:
    """A process that reads; it is ended whatever happens."""
    command = [
        sys.executable,
        "-I",
        "-c",
        f"import sys; sys.path[:0] = {[entry for entry in sys.path if entry]!r}; {_START}",
    ]
    try:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except OSError:
        yield None
        return
    try:
        yield process
    finally:
        process.kill()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                pipe.close() if pipe else None
        process.wait()


def _asked(
    process: subprocess.Popen[bytes], asked: tuple[str, bytes, int], wait: float
) -> tuple[Grid, ...] | ReportError | None:
    """What the process says of one file; None where it ended instead, or had to be ended."""
    assert process.stdin
    assert process.stdout
    clock = threading.Timer(wait, process.kill)
    clock.start()
    try:
        _send(process.stdin, asked)
        return _received(process.stdout)  # type: ignore[no-any-return]
    except (OSError, EOFError):
        return None
    finally:
        clock.cancel()


def serve() -> None:
    """The process: reads a file for each request on standard input, until there is none."""
    from reportgen.tables.read import read_book  # noqa: F401 - before memory is limited, so that a limit never breaks an import

    _limited()
    source, target = sys.stdin.buffer, sys.stdout.buffer
    with suppress(EOFError, BrokenPipeError):
        while True:
            name, data, seconds = _received(source)
            _work_for(seconds)
            _send(target, _made(name, data))


def _made(name: str, data: bytes) -> tuple[Grid, ...] | ReportError:
    from reportgen.tables.read import read_book

    try:
        return read_book(data, name)
    except ReportError as error:
        return error


def _limited() -> None:
    """Limits memory where the system has limits to offer."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        most = MEGABYTES * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _work_for(seconds: int) -> None:
    """From now on the system ends this process after so much work (in whole seconds, and one at most is given besides)."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, most))


def _send(pipe: IO[bytes], value: object) -> None:
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    pipe.write(_LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def _received(pipe: IO[bytes]) -> Any:
    (length,) = _LENGTH.unpack(_exactly(pipe, _LENGTH.size))
    return pickle.loads(_exactly(pipe, length))  # from our own process


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return data
