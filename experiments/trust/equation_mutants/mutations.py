"""Mutants of the shipped equation files."""

import random
import re
from collections.abc import Callable, Iterator

from snn_cl.find import find_file, names

NAMES = ("w", "dw", "plastic", "learning", "t", "dt", "i", "j", "x", "trace_pre", "v_post", "tau")
PIECES = ("+ 1", "- 0.5", "*2", "/3", "**2", "**-1", "% 2", "// 2", "> 0", "== 1", "and True", "*t")
CALLS = ("exp", "log", "sqrt", "abs", "int", "sign", "floor", "tanh", "not ", "clip", "rand", "sin")
FLAGS = ("event-driven", "clock-driven", "summed", "constant", "constant over dt", "shared")
UNITS = ("1", "volt", "second", "Hz", "integer", "boolean", "siemens", "amp")
SECTIONS = (
    *("[equations]", "[parameters]", "[on_pre]", "[on_post]", "[reset]", "[threshold]", "[ports]"),
    *("[every 5*ms]", "[every dt]", "[on_presentation_start]", "[on_presentation_end]"),
    *("[initial]", "[delay]", "[method]", "[refractory]"),
)


def mutants(n: int, seed: int) -> Iterator[tuple[str, str]]:
    """Yield the kind and the text of mutants of the shipped equation files.

    Parameters
    ----------
    n : int
    seed : int

    Yields
    ------
    kind : str
        'neurons' or 'synapses'.
    text : str
    """
    files = [(name.split("/")[0], find_file("equations", name).read_text()) for name in _shipped()]
    draw = random.Random(seed)
    for _ in range(n):
        kind, text = draw.choice(files)
        lines = text.splitlines()
        for _ in range(draw.choice((1, 1, 1, 2, 3))):
            draw.choice(MUTATIONS)(lines, draw)
        yield kind, "\n".join(lines) + "\n"


def _shipped() -> list[str]:
    return [name for name in names("equations") if find_file("equations", name).is_file()]


def _body(lines: list[str], draw: random.Random) -> int:
    """Return the number of a line below the header."""
    inside = [k for k, line in enumerate(lines) if line.strip() and not line.startswith("#")]
    return draw.choice(inside) if inside else 0


def _changed_number(lines: list[str], draw: random.Random) -> None:
    number = draw.choice(("0", "-1", "1e9", "1e-9", "0.5", "3", "10**-3", "1e400", "nan"))
    _substitute(lines, draw, r"(?<![\w.])\d+(\.\d+)?", lambda _: number)


def _changed_name(lines: list[str], draw: random.Random) -> None:
    own = re.findall(
        r"[A-Za-z]\w*", " ".join(lines[k] for k in range(len(lines)) if lines[k][:1] != "#")
    )
    name = draw.choice([*NAMES, *own])
    _substitute(lines, draw, r"[A-Za-z]\w*", lambda _: name)


def _changed_operator(lines: list[str], draw: random.Random) -> None:
    _substitute(lines, draw, r" [-+*/=<>] |[*/]", lambda _: draw.choice((" + ", "*", "/", " - ")))


def _added_piece(lines: list[str], draw: random.Random) -> None:
    piece = draw.choice(PIECES)
    _substitute(lines, draw, r"(?<=[\w)])(?=\s*(:|$|#))", lambda _: f" {piece}")


def _wrapped(lines: list[str], draw: random.Random) -> None:
    call = draw.choice(CALLS)
    _substitute(lines, draw, r"(?<==\s)[^:#]+(?=\s*(:|$|#))", lambda match: f"{call}({match[0]})")


def _changed_flag(lines: list[str], draw: random.Random) -> None:
    flag = draw.choice(FLAGS)
    _substitute(lines, draw, r"( : \w+)( \([^)]*\))?", lambda match: f"{match[1]} ({flag})")


def _changed_unit(lines: list[str], draw: random.Random) -> None:
    unit = draw.choice(UNITS)
    _substitute(lines, draw, r" : \w+", lambda _: f" : {unit}")


def _lost_character(lines: list[str], draw: random.Random) -> None:
    _substitute(lines, draw, r"\S", lambda _: draw.choice(("", "(", ")", "=", "é", "\x1b", "\t")))


def _lost_line(lines: list[str], draw: random.Random) -> None:
    del lines[_body(lines, draw)]


def _doubled_line(lines: list[str], draw: random.Random) -> None:
    lines.insert(_body(lines, draw), lines[_body(lines, draw)])


def _moved_line(lines: list[str], draw: random.Random) -> None:
    line = lines.pop(_body(lines, draw))
    lines.insert(_body(lines, draw) + 1, line)


def _new_section(lines: list[str], draw: random.Random) -> None:
    line = lines[_body(lines, draw)]
    lines += ["", draw.choice(SECTIONS), line]


def _line_of_another_file(lines: list[str], draw: random.Random) -> None:
    other = find_file("equations", draw.choice(_shipped())).read_text().splitlines()
    lines.insert(_body(lines, draw) + 1, other[_body(other, draw)])


MUTATIONS: tuple[Callable[[list[str], random.Random], None], ...] = (
    *(_changed_number, _changed_name, _changed_operator, _added_piece, _wrapped, _changed_flag),
    *(_changed_unit, _lost_character, _lost_line, _doubled_line, _moved_line, _new_section),
    _line_of_another_file,
)


def _substitute(lines: list[str], draw: random.Random, pattern: str, new: Callable) -> None:
    k = _body(lines, draw)
    found = list(re.finditer(pattern, lines[k]))
    if found:
        match = draw.choice(found)
        lines[k] = lines[k][: match.start()] + new(match) + lines[k][match.end() :]
