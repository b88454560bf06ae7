"""The header of an equation file: its title, its sources, and what it is stacked with."""

import re
from collections.abc import Iterator
from pathlib import Path

from snn_cl.errors import EquationFileError
from snn_cl.language.source_location import Place


def header_errors(
    header: list[str], numbered: list[tuple[int, str]], path: Path
) -> Iterator[EquationFileError]:
    """Yield what is wrong with a header.

    Parameters
    ----------
    header : list of str
        From `header_lines`.
    numbered : list of (int, str)
        The lines as they stand in the file, with their numbers.
    path : Path

    Yields
    ------
    EquationFileError
    """
    for number, line in numbered:
        if line.strip() and not line.lstrip().startswith("#"):
            yield Place(str(path), number).error(
                f"'{line.strip()}' stands before the first section; "
                "start it with '#' or put it under a section such as [equations]"
            )
    titles = [line for line in header if line]
    if not titles or titles[0].startswith(("Source:", "Stack:")):
        yield Place(str(path), 1).error(
            "the file has no title; start it with a comment that says in one sentence what it does"
        )


def header_lines(lines: list[str]) -> list[str]:
    """Return the comments of a header; one indented by two blanks goes on with the one before.

    Parameters
    ----------
    lines : list of str

    Returns
    -------
    list of str
    """
    joined: list[str] = []
    for line in lines:
        text = line.lstrip().lstrip("#")
        if text.startswith("  ") and joined:
            joined[-1] += f" {text.strip()}"
        else:
            joined.append(text.strip())
    return joined


def after_keyword(keyword: str, header: list[str]) -> list[str]:
    """Return what follows a keyword, such as 'Source:', in each line that begins with it.

    Parameters
    ----------
    keyword : str
    header : list of str

    Returns
    -------
    list of str
    """
    return [line.removeprefix(keyword).strip() for line in header if line.startswith(keyword)]


def named_files(header: list[str], before: bool = False) -> tuple[str, ...]:
    """Return the equation files that the Stack lines of a header name.

    Parameters
    ----------
    header : list of str
    before : bool
        Those behind 'before', which come later in a stack, instead of all others.

    Returns
    -------
    tuple of str
    """
    found, role = [], ""
    for word in " ".join(after_keyword("Stack:", header)).replace(",", " ").split():
        name = word.rstrip(".;")
        if name in ("after", "before", "from", "onto", "with"):
            role = name
        elif before == (role == "before") and re.match(r"(neurons|synapses)/\w", name):
            found.append(name)
    return tuple(found)
