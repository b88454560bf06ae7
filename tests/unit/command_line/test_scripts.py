"""Scripts say in one line what a user can mend."""

import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from snn_cl.command_line.scripts import run_script
from snn_cl.errors import RunError


@dataclass(frozen=True)
class Options:
    """Options of a script."""

    seed: int = 0
    out: Path = Path("runs/x")


@pytest.fixture
def script(tmp_path, monkeypatch, capsys):
    """Return a function: exit status and both outputs of a script with arguments."""
    monkeypatch.chdir(tmp_path)

    def run(main, *arguments):
        monkeypatch.setattr(sys, "argv", ["folder/script.py", *arguments])
        status = 0
        try:
            run_script(main, Options)
        except SystemExit as stop:
            status = stop.code
        return status, *capsys.readouterr()

    return run


def test_a_script_gets_its_options(script):
    assert script(lambda options: print(options.seed), "--seed", "3") == (0, "3\n", "")


def test_the_folder_above_the_output_is_made_before_the_work(script):
    assert script(lambda options: print(options.out.parent.is_dir()))[1] == "True\n"


def test_what_the_module_says_is_the_help(script):
    def main(options):
        raise AssertionError

    status, text, _ = script(main, "--help")
    assert status == 0
    assert __doc__ in text


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--seeed", "1"], "no option '--seeed'; did you mean '--seed'?"),
        (["--seed", "a"], "--seed is 'a'; expected a whole number"),
        (["7"], "unexpected argument '7'"),
    ],
)
def test_arguments_that_are_none_are_one_line(script, arguments, line):
    def main(options):
        raise AssertionError

    expected = (1, "", f"script.py: {line}; see 'script.py --help'\n")
    assert script(main, *arguments) == expected


def test_an_error_of_the_user_is_one_line(script):
    def main(options):
        raise RunError("x: has no y; give one")

    assert script(main) == (1, "", "script.py: x: has no y; give one\n")


def test_a_file_in_a_folders_place_is_one_line(script, tmp_path):
    (tmp_path / "file").touch()
    remedy = "check the path, its permissions and the space that is left"
    expected = (1, "", f"script.py: file: File exists; {remedy}\n")
    assert script(print, "--out", "file/x") == expected


def test_a_disk_that_is_full_is_one_line(script):
    def main(options):
        with open("/dev/full", "w") as full:
            full.write("x")

    remedy = "check the path, its permissions and the space that is left"
    expected = (1, "", f"script.py: runs/x: No space left on device; {remedy}\n")
    assert script(main) == expected


def test_ctrl_c_ends_with_the_status_that_shells_expect(script):
    def main(options):
        raise KeyboardInterrupt

    assert script(main) == (130, "", "script.py: stopped\n")


def test_a_mistake_of_ours_keeps_its_traceback(script):
    def main(options):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        script(main)
