"""What holds for every shipped equation file; a new file is found by itself."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from snn_cl.checks import check_file, file_warnings
from snn_cl.errors import SnnClError
from snn_cl.find import names
from snn_cl.language.equation_file import EquationFile, read_equation_file
from snn_cl.language.rule import read_rule

NAMES = names("equations")
SOURCE = r"doi:10\.\d{4,}/|arXiv:\d{4}\.\d{4,}|^own\b"


def faults(name: str) -> list[str]:
    """Return all that is wrong with a file, the errors and the warnings of the check first."""
    found = [str(error) for error in check_file(name)]
    found += [str(warning) for warning in file_warnings(name)]
    try:
        file = read_equation_file(name)
        return [*found, *header_faults(file, name), *parameter_faults(name)]
    except SnnClError as error:
        return [*found, str(error)]


def header_faults(file: EquationFile, name: str) -> Iterator[str]:
    if file.kind != Path(name).parent.name:
        yield f"of kind {file.kind}, in the folder {Path(name).parent.name}"
    if not re.match(r"[A-Z].*[^:]$", file.title):
        yield f"title is no sentence: {file.title}"
    if not file.sources:
        yield "no source"
    for source in file.sources:
        if not re.search(SOURCE, source):
            yield f"source is neither a paper nor own: {source}"
    for needed in sorted(set(file.needs) - set(NAMES)):
        yield f"Stack names {needed}, which does not exist"


def parameter_faults(name: str) -> Iterator[str]:
    for parameter in read_rule([name]).parameters:
        if not (parameter.meaning[:1].isalnum() or parameter.meaning[:1] in {"+", "-"}):
            yield f"{parameter.name} has no meaning"
        if parameter.name.startswith("tau") and str(parameter.dimension) != "s":
            yield f"{parameter.name} is no time but in {parameter.dimension}"


def test_there_are_neurons_and_synapses():
    assert {name.split("/")[0] for name in NAMES} == {"neurons", "synapses"}


@pytest.mark.parametrize("name", NAMES)
def test_a_file_has_no_fault(name):
    assert faults(name) == []


HEADER = """\
# a neuron that nobody wrote:
# Source: a friend
# Stack: on neurons/nothing
"""
WRONG = """\
[parameters]
tau_m = 10*mV  # how fast
speed = 2
[equations]
dv/dt = -v*speed/(10*ms) : 1
u = v + tau_n : 1
"""


def test_all_faults_of_a_file_are_reported(tmp_path):
    path = tmp_path / "neurons" / "wrong.eq"
    path.parent.mkdir()
    path.write_text(HEADER + WRONG)
    text = "\n".join(faults(str(path)))
    for part in (
        "'tau_n' is not defined",
        "parameter 'speed' has no meaning",
        "title is no sentence: a neuron that nobody wrote:",
        "source is neither a paper nor own: a friend",
        "Stack names neurons/nothing",
        "tau_m is no time but in",
    ):
        assert part in text, text
