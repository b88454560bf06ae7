"""Progress bars with rate and time left, for people at a terminal."""

import sys

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    Task,
    TextColumn,
    TimeRemainingColumn,
)


class ProgressBars:
    """One bar for training and one for the evaluation under way, on standard error.

    Silent where standard error is no terminal. Used in a `with` block, and called with a task's
    name, presentations done and presentations in all.
    """

    def __enter__(self) -> "ProgressBars":
        self._bars = Progress(
            TextColumn("{task.description:<20}"),
            BarColumn(),
            MofNCompleteColumn(),
            _RateColumn(""),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            disable=not sys.stderr.isatty(),
            transient=True,
        )
        self._numbers = {}
        self._bars.start()
        return self

    def __exit__(self, *_) -> None:
        self._bars.stop()

    def __call__(self, task: str, done: int, total: int) -> None:
        kind = task.split()[0]
        if kind not in self._numbers:
            self._numbers[kind] = self._bars.add_task(task, total=total)
        number = self._numbers[kind]
        if done < self._bars.tasks[number].completed:
            self._bars.reset(number)
        self._bars.update(number, description=task, completed=done, total=total)


class _RateColumn(TextColumn):
    def render(self, task: Task) -> str:
        return f"{task.speed:.0f}/s" if task.speed else ""
