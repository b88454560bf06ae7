"""Text in, sections out; every line keeps its place."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snn_cl.errors import EquationFileError, NotFoundError
from snn_cl.language.equation_file import (
    parse_equation_file,
    read_equation_file,
    read_text,
    split_equation_file,
)

TEXT = """# A synapse with a trace.
# More about it.
# Source: own
# Stack: after synapses/transmission, onto neurons/lif.

[parameters]
eta = 0.1   # learning rate, # and more

[on_pre]    # an event
  w += eta  # a comment

# a line of comment
[every 10*ms]
w = 0
"""


def parse(text: str, path: str = "synapses/x.eq"):
    return parse_equation_file(text, Path(path))


def message(text: str, path: str = "x.eq") -> str:
    with pytest.raises(EquationFileError) as caught:
        parse(text, path)
    return str(caught.value)


def test_header():
    file = parse(TEXT)
    assert file.title == "A synapse with a trace."
    assert file.sources == ("own",)
    assert file.needs == ("synapses/transmission", "neurons/lif")
    assert file.stack == ("after synapses/transmission, onto neurons/lif.",)


def test_sections():
    sections = parse(TEXT).sections
    assert [(s.name, s.argument) for s in sections] == [
        ("parameters", ""),
        ("on_pre", ""),
        ("every", "10*ms"),
    ]
    assert str(sections[2].place) == "synapses/x.eq:13:1"
    assert str(sections[2].argument_place) == "synapses/x.eq:13:8"


def test_a_line_keeps_its_place_and_loses_its_comment():
    (line,) = parse(TEXT).lines("on_pre")
    assert (line.text, str(line.place)) == ("w += eta", "synapses/x.eq:10:3")


def test_a_parameter_keeps_its_comment():
    (line,) = parse(TEXT).lines("parameters")
    assert line.text == "eta = 0.1   # learning rate, # and more"


def test_sections_of_one_name_are_joined():
    file = parse("# T.\n# Source: own\n[on_pre]\na = 1\n[on_post]\nb = 1\n[on_pre]\nc = 1\n")
    assert [line.text for line in file.lines("on_pre")] == ["a = 1", "c = 1"]


def test_the_hash_is_that_of_the_text():
    assert parse(TEXT).sha256 != parse(TEXT + "\n").sha256


HEADER = "# T.\n# Source: own\n"


@pytest.mark.parametrize(
    ("path", "text", "kind"),
    [
        ("neurons/x.eq", "[equations]\nw : 1", "neurons"),
        ("synapses/x.eq", "[equations]\nv : 1", "synapses"),
        ("x.eq", "[threshold]\nv > 1", "neurons"),
        ("x.eq", "[on_pre]\nw = 1", "synapses"),
        ("x.eq", "[every dt]\nw = clip(w, 0, 1)", "synapses"),
        ("x.eq", "[every dt]\nv = clip(v, 0, 1)", "neurons"),
    ],
)
def test_the_folder_or_the_sections_tell_the_kind(path, text, kind):
    assert parse(HEADER + text, path).kind == kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "[reset]\nv = 0",
            "x.eq:1:1: the file has no title; start it with a comment that says in one sentence "
            "what it does",
        ),
        (
            f"v = 1\n{HEADER}[reset]\nv = 0",
            "x.eq:1:1: 'v = 1' stands before the first section; "
            "start it with '#' or put it under a section such as [equations]",
        ),
        (HEADER, "x.eq:1:1: the file has no section; add one, such as [equations]"),
        (
            f"{HEADER}[reset\nv = 0",
            "x.eq:3:1: '[reset' is no section; write it as [equations]",
        ),
        (
            f"{HEADER}[treshold]\nv > 1",
            "x.eq:3:1: a neuron file has no section [treshold]; did you mean 'threshold'?",
        ),
        (
            f"{HEADER}[on_pre]\nw = 1\n[reset]\nv = 0",
            "x.eq:5:1: a synapse file has no section [reset]; it belongs to files of neurons",
        ),
        (
            f"{HEADER}[every]\nv = 0",
            "x.eq:3:1: [every] lacks its time; write [every 10*ms] or [every dt]",
        ),
        (f"{HEADER}[reset dt]\nv = 0", "x.eq:3:1: [reset] takes no argument; remove 'dt'"),
        (f"{HEADER}[reset]\n# v = 0", "x.eq:3:1: [reset] is empty; fill it or remove it"),
        (
            f"{HEADER}[threshold]\nv > 1\nv > 2",
            "x.eq:5:1: [threshold] takes one line; remove this one",
        ),
    ],
)
def test_what_is_no_equation_file(text, expected):
    assert message(text) == expected


def test_splitting_goes_on_after_an_error():
    file, errors = split_equation_file("[reset\nv = 0\n[threshold]\nv > 1\n", Path("x.eq"))
    assert [error.place.line for error in errors] == [1, 1]
    assert [line.text for line in file.lines("threshold")] == ["v > 1"]


def test_reading_by_name():
    assert read_equation_file("neurons/lif").title.startswith("Leaky integrate-and-fire")


def test_reading_by_path(tmp_path):
    path = tmp_path / "my.eq"
    path.write_text(TEXT)
    assert read_equation_file(str(path)).path == path


def test_a_byte_order_mark_is_no_text(tmp_path):
    path = tmp_path / "my.eq"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    assert read_text(path) == TEXT


def test_a_name_that_does_not_exist():
    with pytest.raises(NotFoundError, match="did you mean 'neurons/lif'"):
        read_equation_file("neurons/liff")


@given(
    st.lists(
        st.sampled_from(["# T.", "# Source: own", "[", "[]", "[reset]", "[every dt]", "v = 1", "#"])
        | st.text(max_size=20)
    )
)
def test_any_text_is_a_file_or_an_error_of_ours(lines):
    try:
        parse("\n".join(lines), "x.eq")
    except EquationFileError as error:
        wrong = str(error)
    else:
        wrong = "x.eq:"
    assert wrong.startswith("x.eq:")
