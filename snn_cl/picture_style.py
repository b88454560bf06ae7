"""How every figure looks, and what its title says: sizes, colours, tidy axes, runs in words."""

import bisect
import io
import textwrap
from collections.abc import Sequence
from dataclasses import asdict

from matplotlib.axes import Axes
from matplotlib.cbook import is_math_text
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from snn_cl.errors import RunError
from snn_cl.plug_in_name import short_name
from snn_cl.records.record import Record

# Okabe & Ito (2008), Color universal design; the yellow is left out, being too pale for lines.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
DIVERGING = "RdBu_r"
SEQUENTIAL = "viridis"
TITLE, TEXT, SMALL = 11, 10, 9  # font sizes in points

_MARGIN = 6  # points left free on either side of a title

# What does not change a result, or is said otherwise in a title.
_NOT_SAID = ("seed", "data_root", "backend", "record", "block", "keep")
_OF_THE_SEED = {"crc32": None, "first_shown": None, "last_shown": None}  # what a seed changes
_SIZES = (  # said where they were given
    "encoder",
    "n_train",
    "n_test",
    "validation",
    "signal",
    "show",
    "rest",
    "dt",
    "teacher_rate",
    "dtype",
)
_LINE = 84  # characters of a title that fit above a plot


class Picture(Figure):
    """A figure that a notebook shows where it is the value of a cell, without pyplot."""

    def _repr_png_(self) -> bytes:
        picture = io.BytesIO()
        self.savefig(picture, format="png")
        return picture.getvalue()


def new_figure(height: float = 4.5, width: float = 7.0) -> Picture:
    """Return an empty figure that belongs to no display but a notebook's.

    Parameters
    ----------
    height, width : float [inch]

    Returns
    -------
    Picture
        A matplotlib.figure.Figure.
    """
    return Picture(figsize=(width, height), dpi=150, layout="constrained")


def set_title(figure: Figure, text: str) -> None:
    """Write what the figure shows above it, in lines as long as fit.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    text : str
    """
    width = 72 * figure.get_figwidth() - 2 * _MARGIN
    figure.suptitle(fitted(text, width, TITLE), fontsize=TITLE)


def fitted(text: str, width: float, size: float) -> str:
    """Break lines that are too long, at a blank where there is one, but not behind a number.

    Parameters
    ----------
    text : str
    width : float [pt]
    size : float [pt]
        Of the font.

    Returns
    -------
    str
    """
    return "\n".join(_broken(line, width, size) for line in text.split("\n"))


def _broken(line: str, width: float, size: float) -> str:
    font = FontProperties(size=size)

    def fits(part: str) -> bool:
        # Of lines, not of outlines: of these even the curves would be worked out.
        return (
            text_to_path.get_text_width_height_descent(part, font, is_math_text(part))[0] <= width
        )

    lines = []
    while not fits(line):
        most = bisect.bisect_left(range(1, len(line)), True, key=lambda n: not fits(line[:n])) or 1
        blanks = [k for k in range(1, most + 1) if line[k] == " "]
        # a number stays with what it counts, such as 0.1 ms, where there is another blank
        better = [k for k in blanks if not line[k - 1].isdigit()]
        end = (better or blanks or [most])[-1]
        lines.append(line[:end])
        line = line[end:].lstrip(" ")
    return "\n".join([*lines, line])


def tidy(ax: Axes, x: str, y: str) -> None:
    """Name both axes, with units, and leave out the frame's upper and right side.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    x, y : str
        What the axes show.
    """
    ax.set_xlabel(x, fontsize=TEXT)
    ax.set_ylabel(y, fontsize=TEXT)
    ax.tick_params(labelsize=SMALL)
    ax.spines[["top", "right"]].set_visible(False)


def one_record(records: Sequence[Record], figure: str) -> Record:
    """Return the only record of a figure that draws one run.

    Parameters
    ----------
    records : sequence of Record
    figure : str
        What a message names.

    Returns
    -------
    Record

    Raises
    ------
    RunError
        If there is none, or more than one.
    """
    if len(records) != 1:
        raise RunError(f"{figure}: got {len(records)} runs; expected one; give one run at a time")
    return records[0]


def groups_of(records: Sequence[Record], figure: str) -> list[list[Record]]:
    """Sort runs into groups that differ in nothing but the seed.

    Parameters
    ----------
    records : sequence of Record
    figure : str
        What a message names.

    Returns
    -------
    list of list of Record
        In the order in which the first of each group was given.

    Raises
    ------
    RunError
        If there is no run.
    """
    if not records:
        raise RunError(f"{figure}: got no run; expected at least one; give a run's folder")
    groups: dict[str, list[Record]] = {}
    for record in records:
        chosen = record.header["configuration"] | asdict(record.header.configuration)
        alike = {key: value for key, value in chosen.items() if key not in _NOT_SAID}
        alike["stream"] = {**record.header["stream"], **_OF_THE_SEED}
        told = record.header.contents
        alike["what it was"] = [told.get(name) for name in ("given", "model", "initial")]
        groups.setdefault(repr(sorted(alike.items())), []).append(record)
    return list(groups.values())


def title_of(records: Sequence[Record]) -> str:
    """Say in a few words which runs a panel shows.

    Parameters
    ----------
    records : sequence of Record
        One, or several that differ in nothing but the seed.

    Returns
    -------
    str
        Such as 'tacos on mnist, split_domain, seed 0'; several runs end in
        'n = 5 seeds (mean ± sd)'.
    """
    return joined_title(*phrases_of(records))


def phrases_of(records: Sequence[Record]) -> tuple[str, str, list[str], str]:
    """Say in phrases which runs a panel shows.

    Parameters
    ----------
    records : sequence of Record
        As of `title_of`.

    Returns
    -------
    model, stream : str
    changes : list of str
        What was changed in the model and the run.
    seeds : str
    """
    record = records[0]
    return _model(record), _stream(record), _changes(record), _seeds(records)


def joined_title(model: str, stream: str, changes: Sequence[str], seeds: str) -> str:
    """Return a title made of phrases.

    Parameters
    ----------
    model, stream, seeds : str
        As `phrases_of` gives them; each may be empty.
    changes : sequence of str

    Returns
    -------
    str
        The changes begin a line.
    """
    first = ", ".join(filter(None, [" on ".join(filter(None, [model, stream])), seeds]))
    lines = textwrap.wrap(", ".join(changes), _LINE, break_long_words=False, break_on_hyphens=False)
    return "\n".join(filter(None, [first, *lines]))


def _seeds(records: Sequence[Record]) -> str:
    seeds = {record.header.configuration.seed for record in records}
    what = "seeds" if len(seeds) == len(records) else "runs"
    return f"seed {min(seeds)}" if len(records) == 1 else f"n = {len(records)} {what} (mean ± sd)"


def _model(record: Record) -> str:
    """Return a model's name; one that was given in Python has none but its hash."""
    if "model" in getattr(record.header, "given", ()):
        return f"own model {record.header.model[:6]}"
    return short_name("models", record.header.configuration.model)


def _stream(record: Record) -> str:
    if "stream" in getattr(record.header, "given", ()):
        return f"own stream {record.header.stream.name}"
    chosen = record.header.configuration
    return ", ".join(short_name(f"{k}s", getattr(chosen, k)) for k in ("dataset", "scenario"))


def _changes(record: Record) -> list[str]:
    configuration = record.header.configuration
    chosen = {key: getattr(configuration, key) for key in _SIZES}
    sizes = [f"{key}={value}" for key, value in chosen.items() if value]
    if configuration.evaluate != "always":
        sizes.append(f"evaluate={configuration.evaluate}")
    if configuration.labelled != 1:
        sizes.append(f"labelled={configuration.labelled:g}")
    return [
        *(f"without {name}" for name in configuration.drop),
        *(f"given {name}" for name in getattr(record.header, "initial", ())),
        *configuration.size,
        *configuration.rule,
        *(f"replace {text}" for text in configuration.replace),
        *(f"add {text}" for text in configuration.add),
        *configuration.param,
        *sizes,
    ]
