"""Peak memory of the compiled programs that this process runs."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

# A small network lives for some milliseconds only.
_SECONDS_BETWEEN_LOOKS = 0.0005


def peak_bytes(run: Callable[[], object]) -> int:
    """Return the peak resident memory of the compiled program that a function runs.

    Parameters
    ----------
    run : callable
        Without arguments.

    Returns
    -------
    int
        0 where there is no /proc.
    """
    ended, peaks = threading.Event(), [0]

    def watch():
        while not ended.wait(_SECONDS_BETWEEN_LOOKS):
            peaks.extend(_peaks_so_far())

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        run()
    finally:
        ended.set()
        watcher.join()
    return max(peaks)


def _peaks_so_far() -> Iterator[int]:
    for children in Path("/proc/self/task").glob("*/children"):
        # A process may end while it is looked at.
        with contextlib.suppress(OSError):
            for pid in children.read_text().split():
                yield from _peak_of(Path("/proc") / pid)


def _peak_of(process: Path) -> list[int]:
    with contextlib.suppress(OSError):
        if (process / "exe").readlink().name == "main":
            lines = (process / "status").read_text().splitlines()
            return [1024 * int(line.split()[1]) for line in lines if line.startswith("VmHWM")]
    return []
