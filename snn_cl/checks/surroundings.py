"""Which other equation files a file is used with, as its Stack line says."""

from collections.abc import Iterable

from snn_cl.checks.scope import Neurons
from snn_cl.errors import EquationFileError, NotFoundError
from snn_cl.find import find_file, names
from snn_cl.language.equation_file import EquationFile, read_text, split_equation_file
from snn_cl.language.source_location import Place


def files_below(file: EquationFile) -> tuple[list[EquationFile], list[EquationFileError]]:
    """Return the files of the same kind that the Stack lines say come first.

    Parameters
    ----------
    file : EquationFile

    Returns
    -------
    files : list of EquationFile
        In order, without `file`.
    errors : list of EquationFileError
        For names on this file's Stack line that do not exist.
    """
    found, errors = {}, []
    _add_below(file, found, errors, {file.path.resolve()})
    return list(found.values()), errors


def files_above(file: EquationFile) -> list[EquationFile]:
    """Return the files of the same kind that the Stack lines say come later.

    Parameters
    ----------
    file : EquationFile

    Returns
    -------
    list of EquationFile
    """
    known = names("equations")
    return [_split(name) for name in file.before if name in known and name.startswith(file.kind)]


def _add_below(file, found, errors, seen):
    for name in file.needs:
        try:
            path = find_file("equations", name)
        except NotFoundError as error:
            number = next(
                n for n, line in enumerate(file.text.splitlines(), start=1) if name in line
            )
            column = file.text.splitlines()[number - 1].index(name) + 1
            place = Place(str(file.path), number, column)
            errors.append(place.error(f"the Stack line names '{name}', but {error}"))
            continue
        if name.startswith(file.kind) and path.resolve() not in seen:
            seen.add(path.resolve())
            below, _ = split_equation_file(read_text(path), path)
            _add_below(below, found, [], seen)
            found[path] = below


def neurons_around(files: list[EquationFile], also: Iterable[str]) -> dict[str, Neurons]:
    """Return the neurons that a synapse file can meet, by 'pre' and 'post'.

    Parameters
    ----------
    files : list of EquationFile
        The synapse file and what lies below it.
    also : iterable of str
        Neuron files to know besides the shipped ones.

    Returns
    -------
    dict of str to Neurons
    """
    every = [*also, *(name for name in names("equations") if name.startswith("neurons/"))]
    others = tuple(_split(name) for name in every)
    sides = {}
    for side, keyword in (("pre", "from"), ("post", "onto")):
        named = {}
        for name in _named_after(files, keyword):
            file = _split(name)
            named |= {part.path: part for part in [*files_below(file)[0], file]}
        sides[side] = Neurons(side, tuple(named.values()), others)
    return sides


def _named_after(files: list[EquationFile], keyword: str) -> list[str]:
    """Return the neuron files that Stack lines name on one side."""
    found = []
    for file in files:
        role = ""
        for word in " ".join(file.stack).replace(",", " ").replace(";", " ").split():
            name = word.rstrip(".")
            if name in ("from", "onto", "after", "with"):
                role = name
            elif name.startswith("neurons/") and role in (keyword, "after", "with", ""):
                found.append(name)
    return [name for name in found if name in names("equations")]


def _split(name: str) -> EquationFile:
    path = find_file("equations", name)
    return split_equation_file(read_text(path), path)[0]
