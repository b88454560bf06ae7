"""Options behind a plug-in's name: read by the function's signature, or refused in one line."""

from dataclasses import replace

import numpy as np
import pytest

from snn_cl.command_line.describe import describe, listing
from snn_cl.configuration import Configuration
from snn_cl.errors import NotFoundError, PlugInError
from snn_cl.find import find_file, find_function
from snn_cl.language.options import options_of, read_options
from snn_cl.network.model_hash import model_hash
from snn_cl.network.resolved import resolve
from snn_cl.plug_in import find_plug_in
from snn_cl.plug_in_name import file_name, short_name, split_options
from snn_cl.training.evaluation import encoder_and_readout
from snn_cl.training.from_configuration import prepare_stream


def sample(
    images,
    n: int = 3,
    tau: float = 20.0,
    share: float = 0.5,
    fast: bool = False,
    name: str = "x",
    angles: tuple[float, ...] = (0.0, 45.0),
    upto: int | None = None,
    other=None,
):
    """Stand for a plug-in.

    Parameters
    ----------
    tau : float [ms]
    share : float
    """


OPTIONS = options_of(sample, ("images",))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("n=7", {"n": 7}),
        ("n=-7", {"n": -7}),
        ("tau=0.05*second", {"tau": 50.0}),
        ("share=1/4", {"share": 0.25}),
        ("fast=true, name=abc", {"fast": True, "name": "abc"}),
        ("angles=0/15/30", {"angles": (0.0, 15.0, 30.0)}),
        ("angles=15", {"angles": (15.0,)}),
        ("upto=3", {"upto": 3}),
        ("upto=none", {"upto": None}),
    ],
)
def test_values_have_the_type_and_the_unit_of_the_parameter(text, values):
    assert read_options(text, OPTIONS, "p") == values


THERE = "there are n=3, tau=20*ms, share=0.5, fast=false, name=x, angles=0/45, upto=none"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("nane=1", f"p: no option 'nane'; did you mean 'name'?; {THERE}"),
        ("other=1", "p: no option 'other'"),
        ("n=2.5", "p: 'n' is 2.5; expected a whole number"),
        ("n=\u0663", "p: 'n' is \u0663; expected a whole number"),
        ("tau=20", "p: 'tau' is 20; expected a quantity such as 20*ms"),
        ("tau=20*mV", "p: 'tau' is 20*mV; expected a quantity such as 20*ms"),
        ("share=1*ms", "p: 'share' is 1*ms; expected a number"),
        ("share=__import__('os')", "p: 'share' is __import__('os'); expected a number"),
        ("fast=yes", "p: 'fast' is yes; expected true or false"),
        ("angles=0/x", "p: 'angles' is 0/x; expected a number, or several with '/' between them"),
        ("n=1,n=2", "p: 'n' comes twice; give it once"),
        ("n", "p: 'n' is no option; expected NAME:option=value,..."),
        ("n=1,", "p: '' is no option; expected NAME:option=value,..."),
    ],
)
def test_what_does_not_fit_is_one_line(text, message):
    with pytest.raises(PlugInError) as error:
        read_options(text, OPTIONS, "p")
    assert str(error.value).startswith(message)
    assert "\n" not in str(error.value)


def test_a_path_takes_options_too(tmp_path):
    path = tmp_path / "mine.py"
    path.write_text("def mine(images, n: int = 3):\n    return images * n\n")
    assert find_plug_in("encoders", f"{path}:n=5")(2) == 10
    assert find_file("encoders", f"{path}:n=5") == path
    assert split_options("encoders", f"{path}:n=5") == (str(path), "n=5")
    assert short_name("encoders", f"{path}:n=5") == "mine:n=5"
    assert file_name("encoders", f"{path}:n=5") == "mine_n=5"


def test_what_the_program_fills_is_no_option():
    with pytest.raises(PlugInError, match="no option 'n_train'; .*there are n_experiences=5"):
        find_plug_in("scenarios", "split_class:n_train=5")


def test_a_colon_asks_for_an_option():
    with pytest.raises(NotFoundError, match="split_class:: names no option"):
        find_plug_in("scenarios", "split_class:")


def test_a_configuration_and_a_model_take_them():
    configuration = Configuration(
        dataset="digits", scenario="split_class:n_experiences=2", n_train=20, n_test=20
    )
    assert len(prepare_stream(configuration).tests) == 2
    encode, _ = encoder_and_readout(
        replace(find_function("models", "tacos")(), encoder="poisson_rate:max_rate=0.1*kHz")
    )
    assert encode(np.full((1, 2, 2), 255, np.uint8)).max() == 100


def test_list_and_show_tell_them():
    assert "rotated: Return a stream" in listing(["scenarios"])
    assert "    angles=0/22.5/45/67.5/90" in listing(["scenarios"]).splitlines()
    assert "max_rate=250*Hz" in describe("poisson_rate").splitlines()


def test_a_short_name_is_told_by_what_it_stands_for_and_takes_further_options():
    assert "reversed_class: short for split_class:order=reversed" in listing(["scenarios"])
    assert describe("reversed_class").startswith("reversed_class, short for split_class:order=")
    short = Configuration(dataset="digits", scenario="reversed_class:n_experiences=2")
    stream = prepare_stream(replace(short, n_train=20, n_test=20))
    assert (stream.name, [test.name for test in stream.tests]) == (
        "reversed_class",
        ["9 8 7 6 5", "4 3 2 1 0"],
    )
    assert "order=reversed" in describe("reversed_class").splitlines()
    with pytest.raises(PlugInError, match="^split_class:order=reversed,order=shuffled: 'order'"):
        find_plug_in("scenarios", "reversed_class:order=shuffled")
    with pytest.raises(NotFoundError, match="^reversed_class: .* use find_plug_in"):
        find_function("scenarios", "reversed_class")


def test_models_with_other_options_are_other_models():
    model = find_function("models", "tacos")()
    other = replace(model, encoder="poisson_rate:max_rate=100*Hz")
    assert model_hash(resolve(model)) != model_hash(resolve(other))


def test_options_stand_in_names_of_files_and_models_take_none():
    assert file_name("scenarios", "rotated:angles=0/45*x") == "rotated_angles=0_45_x"
    assert split_options("models", "mine:n=3") == ("mine:n=3", "")


def test_the_bare_function_does_not_lose_options_in_silence():
    with pytest.raises(NotFoundError, match="use find_plug_in"):
        find_function("encoders", "poisson_rate:max_rate=100*Hz")
