"""The program as it is started: ``reportgen`` and ``python -m reportgen``.

Knows no command.  A command makes hundreds of thousands of small objects and few that are no longer wanted, so Python is
told to look for those more rarely, and not at all when the process ends: together a tenth of a cold start.  Ctrl-C is
heard from here on, while the program is still being read as well as when it has done its work.
"""

from __future__ import annotations

import _thread
import gc
import sys
import time

OFTEN = 100_000
"""Objects after which Python looks for unwanted ones; by itself it does so after 700."""


def main() -> None:
    """Runs the command line and ends the process."""
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
