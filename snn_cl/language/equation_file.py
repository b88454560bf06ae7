"""Equation files: text in, `EquationFile` out; every line keeps its place."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from snn_cl.errors import EquationFileError, did_you_mean
from snn_cl.find import find_file
from snn_cl.language.header import after_keyword, header_errors, header_lines, named_files
from snn_cl.language.lines import Line
from snn_cl.language.source_location import Place

_BOTH = ("initial", "on_presentation_start", "on_presentation_end", "every", "method")
NEURON_SECTIONS = (
    *("parameters", "equations", "threshold", "reset", "refractory", "ports"),
    *_BOTH,
)
SYNAPSE_SECTIONS = ("parameters", "equations", "on_pre", "on_post", "delay", *_BOTH)
SECTIONS = {"neurons": NEURON_SECTIONS, "synapses": SYNAPSE_SECTIONS}
# Sections that hold one value for the whole stack instead of lines to join.
SINGLE = ("threshold", "refractory", "delay", "method")
# Sections whose lines are statements `name = expression`.
STATEMENTS = ("reset", "on_pre", "on_post", "on_presentation_start", "on_presentation_end", "every")
_HEADER = re.compile(r"\[\s*(\w+)(?:\s+([^\]]+?))?\s*\]\s*$")


@dataclass(frozen=True)
class Section:
    """A section of a file.

    Attributes
    ----------
    name : str
    argument : str
        The T of `[every T]`, else empty.
    lines : tuple of Line
    place : Place
    argument_place : Place
    """

    name: str
    argument: str
    lines: tuple[Line, ...]
    place: Place
    argument_place: Place


@dataclass(frozen=True)
class EquationFile:
    """An equation file, read and split, not yet checked.

    Attributes
    ----------
    path : Path
    kind : str
        'neurons' or 'synapses'.
    title : str
        First sentence of the header.
    sources : tuple of str
    needs : tuple of str
        Names of equation files that the header's Stack line says must come before.
    before : tuple of str
        Names of equation files that it says come later.
    stack : tuple of str
        The Stack lines themselves; a file that has one is a mechanism, made to go with others.
    sections : tuple of Section
    text : str
    """

    path: Path
    kind: str
    title: str
    sources: tuple[str, ...]
    needs: tuple[str, ...]
    before: tuple[str, ...]
    stack: tuple[str, ...]
    sections: tuple[Section, ...]
    text: str

    @property
    def sha256(self) -> str:
        """Hash of the text, as records store it."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def lines(self, section: str) -> list[Line]:
        """Return the lines of all sections of a name.

        Parameters
        ----------
        section : str

        Returns
        -------
        list of Line
        """
        return [line for s in self.sections if s.name == section for line in s.lines]


def read_equation_file(name: str) -> EquationFile:
    """Read an equation file by name ('synapses/stdp_pair') or path ('my.eq').

    Parameters
    ----------
    name : str

    Returns
    -------
    EquationFile

    Raises
    ------
    NotFoundError
        If there is no such file.
    EquationFileError
        If it cannot be split into header and known sections.
    """
    path = find_file("equations", name)
    return parse_equation_file(read_text(path), path)


def read_text(path: Path) -> str:
    """Return the text of an equation file.

    Parameters
    ----------
    path : Path

    Returns
    -------
    str

    Raises
    ------
    EquationFileError
        If it is not UTF-8 text.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise EquationFileError(f"{path}: cannot be read as UTF-8 text: {error}") from error


def parse_equation_file(text: str, path: Path) -> EquationFile:
    """Split the text of an equation file.

    Parameters
    ----------
    text : str
    path : Path
        What messages name; its folder ('neurons' or 'synapses') tells the kind.

    Returns
    -------
    EquationFile

    Raises
    ------
    EquationFileError
        If the header or a section is not as it must be.
    """
    file, errors = split_equation_file(text, path)
    for error in errors:
        raise error
    return file


def split_equation_file(text: str, path: Path) -> tuple[EquationFile, list[EquationFileError]]:
    """Split the text of an equation file as far as possible.

    Parameters
    ----------
    text : str
    path : Path

    Returns
    -------
    file : EquationFile
    errors : list of EquationFileError
        What is wrong with header and sections, in line order.
    """
    numbered = list(enumerate(text.splitlines(), start=1))
    first = next((n for n, line in numbered if line.lstrip().startswith("[")), len(numbered) + 1)
    header = header_lines([line for _, line in numbered[: first - 1]])
    errors = list(header_errors(header, numbered[: first - 1], path))
    sections = _split_sections(numbered[first - 1 :], path, errors)
    kind = _kind_of(path, sections, text)
    errors.extend(_section_errors(sections, kind))
    file = EquationFile(
        path=path,
        kind=kind,
        title=next((line for line in header if line), ""),
        sources=tuple(after_keyword("Source:", header)),
        needs=named_files(header),
        before=named_files(header, before=True),
        stack=tuple(after_keyword("Stack:", header)),
        sections=sections,
        text=text,
    )
    return file, sorted(errors, key=lambda error: error.place.line)


def _split_sections(
    numbered: list[tuple[int, str]], path: Path, errors: list[EquationFileError]
) -> tuple[Section, ...]:
    sections = []
    lines = []
    for number, raw in numbered:
        code = raw if _current(sections) == "parameters" else raw.split("#", 1)[0]
        if not code.strip() or code.lstrip().startswith("#"):
            continue
        place = Place(str(path), number, len(code) - len(code.lstrip()) + 1)
        if code.lstrip().startswith("["):
            written = code.split("#", 1)[0].strip()
            match = _HEADER.match(written)
            lines = []
            if not match:
                errors.append(place.error(f"'{written}' is no section; write it as [equations]"))
                continue
            argument_place = place.moved(match.start(2) if match[2] else 0)
            sections.append((match[1], match[2] or "", lines, place, argument_place))
        else:
            lines.append(Line(code.strip(), place))
    if not sections and not errors:
        errors.append(
            Place(str(path), 1).error("the file has no section; add one, such as [equations]")
        )
    return tuple(Section(name, arg, tuple(body), *places) for name, arg, body, *places in sections)


def _current(sections: list) -> str:
    return sections[-1][0] if sections else ""


def _kind_of(path: Path, sections: tuple[Section, ...], text: str) -> str:
    if path.parent.name in SECTIONS:
        return path.parent.name
    found = {section.name for section in sections}
    if found & (set(SYNAPSE_SECTIONS) - set(NEURON_SECTIONS)):
        return "synapses"
    if found & (set(NEURON_SECTIONS) - set(SYNAPSE_SECTIONS)):
        return "neurons"
    return "synapses" if re.search(r"\b(w|dw|plastic|\w+_pre|\w+_post)\b", text) else "neurons"


def _section_errors(sections: tuple[Section, ...], kind: str) -> Iterator[EquationFileError]:
    known = SECTIONS[kind]
    for section in sections:
        if section.name not in known:
            other = "neurons" if kind == "synapses" else "synapses"
            hint = did_you_mean(section.name, known)
            if section.name in SECTIONS[other]:
                hint = f"; it belongs to files of {other}"
            singular = kind.removesuffix("s")
            yield section.place.error(f"a {singular} file has no section [{section.name}]{hint}")
            continue
        if section.name == "every" and not section.argument:
            yield section.place.error("[every] lacks its time; write [every 10*ms] or [every dt]")
        if section.name != "every" and section.argument:
            yield section.place.error(
                f"[{section.name}] takes no argument; remove '{section.argument}'"
            )
        if not section.lines:
            yield section.place.error(f"[{section.name}] is empty; fill it or remove it")
        if section.name in SINGLE and len(section.lines) > 1:
            yield section.lines[1].place.error(f"[{section.name}] takes one line; remove this one")
