"""What holds for every shipped equation file; a new file is found by itself."""

import re

import pytest

from snn_cl.checks import check_file, file_warnings
from snn_cl.find import names
from snn_cl.language.equation_file import read_equation_file
from snn_cl.language.rule import read_rule

NAMES = names("equations")


@pytest.fixture(params=NAMES)
def name(request) -> str:
    return request.param


def test_there_are_neurons_and_synapses():
    assert {name.split("/")[0] for name in NAMES} == {"neurons", "synapses"}


def test_checks_without_an_error(name):
    assert [str(error) for error in check_file(name)] == []


def test_a_reader_misses_nothing(name):
    assert [str(warning) for warning in file_warnings(name)] == []


def test_its_folder_is_its_kind(name):
    assert read_equation_file(name).kind == name.split("/")[0]


def test_title_is_a_sentence(name):
    assert re.match(r"[A-Z].*[^:]$", read_equation_file(name).title)


def test_source_is_a_paper_or_own(name):
    sources = read_equation_file(name).sources
    assert sources
    assert all(re.search(r"doi:10\.\d{4,}/|arXiv:\d{4}\.\d{4,}|^own\b", text) for text in sources)


def test_parameters_have_a_value_a_unit_and_a_meaning(name):
    for parameter in read_rule([name]).parameters:
        assert parameter.meaning[0].isalnum() or parameter.meaning[0] in "+-"
        if parameter.name.startswith("tau"):
            assert str(parameter.dimension) == "s", parameter.name


def test_stack_line_names_files_that_exist(name):
    assert set(read_equation_file(name).needs) <= set(NAMES)
