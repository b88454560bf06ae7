"""A rule is a stack of files, joined in order."""

from pathlib import Path

import pytest

from snn_cl.errors import EquationFileError, NotFoundError
from snn_cl.language.equation_file import parse_equation_file
from snn_cl.language.rule import read_rule, stack


def file(text: str, name: str = "a", kind: str = "synapses"):
    return parse_equation_file(f"# T.\n# Source: own\n{text}", Path(f"{kind}/{name}.eq"))


def code(rule, section: str) -> list[str]:
    return [statement.line.text for statement in rule.section(section)]


def message(*files) -> str:
    with pytest.raises(EquationFileError) as caught:
        stack(list(files))
    return str(caught.value)


def test_sections_are_joined_in_the_order_of_the_files():
    first, second = file("[on_pre]\na = 1\nb = 1", "a"), file("[on_pre]\nc = 1", "b")
    assert code(stack([first, second]), "on_pre") == ["a = 1", "b = 1", "c = 1"]
    assert code(stack([second, first]), "on_pre") == ["c = 1", "a = 1", "b = 1"]


def test_a_section_that_no_file_has_is_empty():
    assert code(stack([file("[on_pre]\na = 1")]), "on_post") == []


def test_dw_is_applied_once_after_the_last_file():
    rule = stack([file("[on_pre]\ndw = trace_pre", "a"), file("[on_pre]\ndw = dw*2", "b")])
    assert code(rule, "on_pre") == [
        "dw = trace_pre",
        "dw = dw*2",
        "w = clip(w + plastic*dw, w_min, w_max)",
    ]
    assert str(rule.section("on_pre")[-1].line.place) == "(added by snn_cl)"


def test_dw_is_applied_only_where_it_is_assigned():
    rule = stack([file("[on_pre]\ndw = 1\n[on_post]\nw = 0")])
    assert code(rule, "on_post") == ["w = 0"]


def test_each_interval_is_its_own_event():
    rule = stack([file("[every dt]\na = 1\n[every 5*ms]\nb = 1\n[every dt]\nc = 1")])
    assert [(argument, len(body)) for _, argument, body in rule.statements] == [
        ("dt", 2),
        ("5*ms", 1),
    ]


def test_parameters_equations_ports_and_initial_are_collected():
    rule = stack(
        [
            file("[parameters]\na = 1 # x\n[equations]\nv : 1\n[ports]\nv", "a", "neurons"),
            file("[equations]\nu : 1\n[initial]\nu = 2", "b", "neurons"),
        ]
    )
    assert [parameter.name for parameter in rule.parameters] == ["a"]
    assert [equation.name for equation in rule.equations] == ["v", "u"]
    assert [line.text for line in rule.ports] == ["v"]
    assert [statement.name for statement in rule.initial] == ["u"]


def test_a_name_defined_in_two_files_names_both_places():
    first, second = file("[equations]\nm : 1", "a"), file("[parameters]\nm = 1 # x", "b")
    assert message(first, second) == (
        "synapses/a.eq:4:1: 'm' is defined here and in synapses/b.eq:4:1; "
        "rename one, or leave one file out"
    )


def test_a_name_defined_twice_in_a_file_names_both_lines():
    assert message(file("[equations]\nm : 1\nm : 1")) == (
        "synapses/a.eq:5:1: 'm' is defined here and in line 4; rename or remove one of the two"
    )


def test_a_single_section_given_twice_names_both_places():
    first = file("[threshold]\nv > 1", "a", "neurons")
    second = file("[threshold]\nv > 2", "b", "neurons")
    assert message(first, second) == (
        "neurons/b.eq:4:1: [threshold] is given here and in neurons/a.eq:4:1; keep one of the two"
    )


def test_a_single_section_may_be_repeated_word_for_word():
    first = file("[method]\neuler", "a", "neurons")
    second = file("[method]\neuler", "b", "neurons")
    assert stack([first, second]).single["method"].text == "euler"


def test_neurons_and_synapses_do_not_mix():
    wrong = message(file("[on_pre]\na = 1"), file("[reset]\nv = 0", "b", "neurons"))
    assert wrong == (
        "synapses/a.eq, neurons/b.eq: a stack holds one or more files of one kind, "
        "neurons or synapses"
    )


def test_a_stack_of_nothing():
    with pytest.raises(NotFoundError, match="a stack needs at least one equation file"):
        read_rule([])


def test_reading_by_names():
    rule = read_rule(["synapses/transmission", "synapses/error_driven"])
    assert [file.path.stem for file in rule.files] == ["transmission", "error_driven"]


def test_a_dw_of_parameters_alone_becomes_one_of_each_synapse():
    constant = file("[parameters]\nstep = 0.1  # growth\n[on_pre]\ndw = step")
    assert code(stack([constant]), "on_pre") == [
        "dw = (step) + 0*w",
        "w = clip(w + plastic*dw, w_min, w_max)",
    ]


def test_a_file_that_stands_twice_in_a_stack_is_refused(tmp_path):
    # Without parameters or variables of its own its statements would just be done twice.
    path = tmp_path / "half.eq"
    path.write_text("# Half.\n# Source: own\n\n[on_pre]\ndw = dw/2\n")
    with pytest.raises(EquationFileError) as caught:
        read_rule(["synapses/transmission", "synapses/error_driven", str(path), str(path)])
    assert str(caught.value) == f"{path}: stands twice in one stack; leave it out once"
