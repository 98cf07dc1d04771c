"""The program as it is started: ``reportgen`` and ``python -m reportgen``.

Knows no command.  A command makes hundreds of thousands of small objects and few that are no longer wanted, so Python is
told to look for those more rarely; and when all is done the process ends at once, instead of letting go of every object
first.  Together that is a tenth of a cold start.  Ctrl-C is heard from here on, while the program is still being read as well
as when it has done its work.
"""

from __future__ import annotations

import _thread
import atexit
import gc
import os
import sys
import threading
import time

OFTEN = 100_000
"""Objects after which Python looks for unwanted ones; by itself it does so after 700."""


def main() -> None:
    """Runs the command line and ends the process."""
    try:
        run()
    except SystemExit as left:
        _leave(left.code)
        raise


def run() -> None:
    """Runs the command line; whatever becomes of it is a ``SystemExit``, or a fault of ours."""
    gc.set_threshold(OFTEN)
    sys.unraisablehook = _heard
    try:
        from reportgen.cli import main as command_line  # here, so that importing it is quicker too

        command_line()
    except (KeyboardInterrupt, RuntimeError) as fault:
        if KeyboardInterrupt not in (type(fault), type(fault.__cause__)):  # Python 3.11 wraps what it hears while it makes a class
            raise
        sys.stderr.write("已中断，什么也没有做。\n")
        raise SystemExit(130) from None
    finally:
        import signal

        signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is said: what is left is to leave
        gc.freeze()


def _leave(status: object) -> None:
    """Ends the process without letting go of its objects one by one; returns where Python has to end it: another thread is still at
    work, or a stream cannot take what was said."""
    if not isinstance(status, int) or threading.active_count() > 1:
        return
    atexit._run_exitfuncs()
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:  # closed by whoever started the program
                stream.flush()
    except (OSError, ValueError):
        return
    os._exit(status)


def _heard(lost: sys.UnraisableHookArgs) -> None:
    """Ctrl-C in a moment in which Python cannot break off, as when it lets go of the lock of an import, would be lost: it is
    heard again a moment later."""
    if lost.exc_type is KeyboardInterrupt:
        _thread.start_new_thread(_again, ())  # not here, where it would be lost once more
    else:
        sys.__unraisablehook__(lost)


def _again() -> None:
    time.sleep(0.01)
    _thread.interrupt_main()


if __name__ == "__main__":
    main()
