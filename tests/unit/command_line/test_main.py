"""The command line: one clear line and status 1 for every mistake, and what each command prints."""

import json
import os
import signal
import struct
import sys
from pathlib import Path

import numpy as np
import pytest

from snn_cl import __version__
from snn_cl.command_line import main
from snn_cl.configuration import Configuration
from snn_cl.records.header import RecordHeader
from snn_cl.records.record import FORMAT, Record
from snn_cl.simulator import Simulator

RUN = ("run", "--backend", "numpy", "--model", "small", "--dataset", "tiny")
SHORT = (*RUN, "--n-train", "20", "--n-test", "10", "--evaluate", "end", "--block", "8")
KEYS = {
    "run",
    "accuracy",
    "accuracy_matrix",
    "average_accuracy",
    "average_incremental_accuracy",
    "forgetting",
    "backward_transfer",
    "forward_transfer",
    "notes",
    "presentations",
    "ms_per_presentation",
    "build_seconds",
    "seed",
    "backend",
}


@pytest.fixture
def snn_cl(quick, tmp_path, monkeypatch, capsys):
    """Return a function that runs a command in an empty folder: status, output, error output."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SNN_CL_DATA", raising=False)

    def snn_cl(*arguments) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["snn-cl", *map(str, arguments)])
        status = 0
        try:
            main.main()
        except SystemExit as stop:
            status = stop.code or 0
        return status, *capsys.readouterr()

    return snn_cl


@pytest.fixture
def fails(snn_cl):
    """Return a function that runs a command that must fail, and gives its only line."""

    def fails(*arguments) -> str:
        status, output, errors = snn_cl(*arguments)
        assert status == 1
        assert output == ""
        assert errors.startswith("snn-cl: ")
        assert errors.endswith("\n")
        assert errors.count("\n") == 1
        return errors.removeprefix("snn-cl: ").removesuffix("\n")

    return fails


# --- mistakes in what is typed


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["runn"], "no command 'runn'; did you mean 'run'?"),
        (["--seed", "3"], "'--seed' comes before the command; write it after 'run'"),
        (
            ["run", "--seedd", "3"],
            "run: no option '--seedd'; did you mean '--seed'?; see 'snn-cl run --help'",
        ),
        (["show", "x", "--out", "y"], "show: no option '--out'; see 'snn-cl show --help'"),
        (["run", "--xyzzy"], "run: no option '--xyzzy'; see 'snn-cl run --help'"),
        (
            ["run", "--seed", "abc"],
            "run: --seed is 'abc'; expected a whole number; see 'snn-cl run --help'",
        ),
        (
            ["run", "--n-train", "1.5"],
            "run: --n-train is '1.5'; expected a whole number; see 'snn-cl run --help'",
        ),
        (["run", "--seed"], "run: --seed: a value is missing; see 'snn-cl run --help'"),
        (["run", "extra"], "run: unexpected argument 'extra'; see 'snn-cl run --help'"),
        (
            ["plot"],
            "plot: an argument is missing: Name of the figure, or 'all'; see 'snn-cl plot --help'",
        ),
        (
            ["resume"],
            "resume: an argument is missing: Folder of the record; see 'snn-cl resume --help'",
        ),
        (["check"], "check: name at least one equation file, such as my.eq"),
        (["plot", "all"], "plot: name at least one run, such as runs/tacos_digits"),
    ],
)
def test_a_mistake_on_the_command_line_is_one_line(fails, arguments, text):
    assert fails(*arguments) == text


@pytest.mark.parametrize("option", ["--add", "--record", "--param", "--drop", "--size"])
@pytest.mark.parametrize("again", ["{0}", "{0}=x"])
def test_a_list_that_comes_twice_is_refused(fails, option, again):
    text = f"{option} comes twice; give it once, with all its values behind it"
    assert fails("run", option, "1", "--block", "5", again.format(option), "2") == text


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["--model", "smal"], "no model 'smal'; did you mean 'small'?"),
        (["--dataset", "tinny"], "no dataset 'tinny'; did you mean 'tiny'?"),
        (["--scenario", "join"], "no scenario 'join'; did you mean 'joint'?"),
        (["--backend", "numpi"], "no backend 'numpi'; did you mean 'numpy'?"),
        (
            ["--param", "input_output.etaa=1"],
            "no parameter 'etaa' in input_output; did you mean 'eta'?",
        ),
        (
            ["--drop", "hebian"],
            "the model has no mechanism 'hebian' to drop; did you mean 'hebbian'?",
        ),
        (
            ["--model", "mine.py"],
            "mine.py: no such file; give a path that exists or a shipped name",
        ),
        (["--seed", "-1"], "seed is -1; give a number from 0 to 2**63 - 1"),
        (["--seed", str(2**63)], f"seed is {2**63}; give a number from 0 to 2**63 - 1"),
        (["--block", "0"], "block is 0; give at least 1 presentation"),
        (
            ["--evaluate", "never"],
            "evaluate is 'never'; expected 'always', 'end' or 'untrained'",
        ),
        (["--signal", "tasks"], "signal is 'tasks'; expected 'boundaries' or nothing"),
        (
            ["--record", "output"],
            "--record output: expected GROUP.VARIABLE[INDICES], such as hidden.trace[0:5] "
            "or input_hidden.w[406,12]",
        ),
        (
            ["--n-train", "121"],
            "split_domain: n_train is 121 but there are only 120 images; "
            "give at most 120 or leave n_train out",
        ),
    ],
)
def test_a_choice_that_does_not_exist_is_one_line_and_leaves_no_folder(
    fails, tmp_path, arguments, text
):
    assert fails(*RUN, *arguments) == text
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["plot", "acc_curve", "x"], "no figure 'acc_curve'; did you mean 'accuracy_curve'?"),
        (["plot", "all", "nowhere"], "nowhere: is no run; expected a folder with a record.json"),
        (["resume", "nowhere"], "nowhere: is no run; expected a folder with a record.json"),
        (["show", "smal"], "nothing is named 'smal'; did you mean 'small'?"),
        (["list", "model"], "no kind 'model'; did you mean 'models'?"),
        (
            ["check", "my.eq"],
            "my.eq: no such file; give a path that exists or a shipped name",
        ),
    ],
)
def test_a_name_that_does_not_exist_is_one_line(fails, arguments, text):
    assert fails(*arguments) == text


# --- data


@pytest.fixture
def raw(tmp_path):
    """MNIST of 20 and 10 images in ./data."""
    folder = tmp_path / "data" / "MNIST" / "raw"
    folder.mkdir(parents=True)
    for part, n in (("train", 20), ("t10k", 10)):
        for kind, array in (("images-idx3", np.zeros((n, 28, 28))), ("labels-idx1", np.arange(n))):
            head = struct.pack(f">{array.ndim + 1}I", 0x800 + array.ndim, *array.shape)
            values = (array % 10).astype(np.uint8).tobytes()
            (folder / f"{part}-{kind}-ubyte").write_bytes(head + values)
    return folder


MNIST = ("run", "--dataset", "mnist", "--data-root", "data", "--backend", "numpy")


def test_a_missing_folder_of_data_is_one_line(fails):
    assert fails(*MNIST) == "data: no such folder; expected the folder that holds MNIST/raw"


def test_a_missing_file_of_data_is_one_line(fails, raw):
    (raw / "t10k-labels-idx1-ubyte").unlink()
    assert fails(*MNIST) == (
        "data/MNIST/raw/t10k-labels-idx1-ubyte: no such file; put it there or give another folder"
    )


def test_a_truncated_file_of_data_is_one_line(fails, raw):
    path = raw / "train-images-idx3-ubyte"
    path.write_bytes(path.read_bytes()[:-1])
    assert fails(*MNIST) == (
        "data/MNIST/raw/train-images-idx3-ubyte: has 15695 bytes; "
        "its header (20, 28, 28) asks for 15696; fetch the file again"
    )


# --- folders and records


def test_a_folder_that_holds_another_run_is_refused(fails, tmp_path):
    Record.create(tmp_path / "old", RecordHeader())
    assert fails(*SHORT, "--out", "old") == (
        "old: holds another record; give another --out, or go on with 'snn-cl resume'"
    )


def test_a_folder_that_cannot_be_written_is_one_line(fails, tmp_path):
    (tmp_path / "file").write_text("x")
    assert fails(*SHORT, "--out", "file/run") == (
        "file/run: cannot be written: Not a directory; "
        "a file is where a folder must be; give another --out"
    )


@pytest.mark.parametrize("command", [["resume"], ["plot", "all"]])
def test_a_record_of_a_newer_version_is_refused(fails, tmp_path, command):
    Record.create(tmp_path / "run", RecordHeader())
    (tmp_path / "run" / "record.json").write_text(json.dumps({"format": FORMAT + 1}))
    assert fails(*command, "run") == (
        "run/record.json: has format 3, this snn_cl reads up to 2; install a newer snn_cl"
    )


def test_a_damaged_record_is_one_line(fails, tmp_path):
    Record.create(tmp_path / "run", RecordHeader())
    assert fails("resume", "run") == (
        "run/record.json: has no 'configuration'; expected the record of a run; "
        "give the folder of one that 'snn-cl run' has made"
    )


def test_without_a_compiler_the_message_names_the_backend_that_needs_none(
    fails, tmp_path, monkeypatch
):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert fails(*SHORT, "--backend", "dense") == (
        "no C++ compiler: 'g++' is not on the path; install it, "
        "or run with --backend numpy, which needs none"
    )


@pytest.mark.parametrize(
    ("kind", "option", "text", "said"),
    [
        ("models", "--model", "def mine(n_input, n_output): pass", "mine returned None"),
        ("datasets", "--dataset", "def mine(root, train): return ()", "mine returned a tuple"),
        ("encoders", "--encoder", "def mine(images): return 1", "mine returned an int"),
        ("encoders", "--encoder", "x = 1/0", "ZeroDivisionError: division by zero"),
        ("metrics", "", "def mine(R): return 'x'", "mine returned a str"),
    ],
)
def test_a_wrong_plug_in_is_one_line_before_anything_runs(
    fails, tmp_path, plugins, monkeypatch, kind, option, text, said
):
    path = tmp_path / kind / "mine.py"
    path.parent.mkdir()
    path.write_text(f"{text}\n")
    monkeypatch.setenv("SNN_CL_PATH", f"{tmp_path}:{plugins}")
    line = fails(*SHORT, *((option, "mine") if option else ()))
    assert line.startswith(str(path))
    assert said in line
    assert not (Path("runs")).exists()


# --- what the commands print


@pytest.fixture
def finished(snn_cl):
    """Return what a finished run in ./done printed."""
    status, output, errors = snn_cl(*SHORT, "--seed", "5", "--out", "done", "--json")
    assert (status, errors) == (0, "")
    return output


def test_a_run_prints_its_table_and_then_one_json_object(finished):
    *table, last = finished.splitlines()
    assert table[0] == "done: accuracy [%] on each experience"
    summary = json.loads(last)
    assert set(summary) == KEYS
    assert (summary["run"], summary["seed"], summary["backend"]) == ("done", 5, "numpy")
    assert summary["presentations"] == 20
    assert np.shape(summary["accuracy_matrix"]) == (1, 5)
    assert summary["forgetting"] is None
    reason = "there is no evaluation right after training on '0 1'"
    assert summary["notes"]["forgetting"] == reason
    assert f"forgetting                    none  ({reason})" in table
    assert table[-1].startswith("forward_transfer")


def test_taking_up_a_finished_run_prints_the_same(snn_cl, finished):
    assert snn_cl("resume", "done", "--json") == (0, finished, "")


def test_without_json_there_is_only_the_table(snn_cl):
    _, output, _ = snn_cl(*SHORT, "--out", "run")
    assert "{" not in output


def test_runs_go_to_folders_of_their_own(snn_cl, tmp_path):
    for _ in range(2):
        assert snn_cl(*SHORT)[0] == 0
    assert sorted(path.name for path in (tmp_path / "runs").iterdir()) == [
        "small_tiny_split_domain_seed0",
        "small_tiny_split_domain_seed0_1",
    ]


def test_figures_of_a_run_are_drawn_and_named(snn_cl, finished, tmp_path):
    status, output, _ = snn_cl("plot", "accuracy_matrix", "done")
    assert (status, output) == (0, "done/figures/accuracy_matrix.png\n")
    assert (tmp_path / output.strip()).read_bytes().startswith(b"\x89PNG")


def test_a_figure_goes_to_the_folder_asked_for(snn_cl, finished, tmp_path):
    assert snn_cl("plot", "accuracy_matrix", "done", "--out", "here")[0] == 0
    assert [path.name for path in (tmp_path / "here").iterdir()] == ["accuracy_matrix.png"]


def test_without_arguments_there_is_help(snn_cl):
    status, output, errors = snn_cl()
    assert (status, errors) == (0, "")
    assert output.startswith("usage: snn-cl ")
    assert all(command in output for command in main.COMMANDS)


@pytest.mark.parametrize("command", main.COMMANDS)
def test_every_command_has_help(snn_cl, command):
    status, output, errors = snn_cl(command, "--help")
    assert (status, errors) == (0, "")
    assert output.startswith(f"usage: snn-cl {command} ")


def test_list_prints_every_kind(snn_cl):
    status, output, _ = snn_cl("list")
    assert status == 0
    kinds = [line.split(":")[0] for line in output.splitlines()]
    assert kinds == list(main.KINDS)


def test_list_prints_one_kind(snn_cl):
    assert snn_cl("list", "readouts") == (
        0,
        "most_active: Return the output with the most spikes.\n",
        "",
    )


def test_show_prints_the_joined_rule(snn_cl):
    status, output, _ = snn_cl("show", "synapses/hebbian")
    assert status == 0
    assert "eta            = 0.5      learning rate" in output


@pytest.mark.parametrize(
    ("model", "times"),
    [
        ("small", "shown for 150 ms, rest 0 ms, dt 1 ms, teacher 100 Hz"),
        ("diehl_cook", "shown for 350 ms, rest 150 ms, dt 0.5 ms, teacher 100 Hz"),
    ],
)
def test_show_says_the_times_of_a_model(snn_cl, model, times):
    status, output, _ = snn_cl("show", model)
    assert status == 0
    assert output.splitlines()[2] == times


def test_a_run_may_be_told_other_times_than_its_model_has(snn_cl):
    times = ("--dt", "0.5*ms", "--show", "20*ms", "--rest", "3*ms", "--teacher-rate", "60*Hz")
    assert snn_cl(*SHORT, *times, "--out", "run")[0] == 0
    written = json.loads(Path("run/record.json").read_text())["simulator"]
    written.pop("dtype")
    assert written == {"dt": 0.0005, "show_steps": 40, "rest_steps": 6, "teacher_rate": 60}


@pytest.mark.parametrize(
    ("option", "text"),
    [
        (("--show", "0.3"), "show is '0.3'; expected a time such as '350*ms'"),
        (("--dt", "1*mV"), "dt is '1*mV'; expected a time such as '350*ms'"),
        (("--teacher-rate", "5"), "teacher_rate is '5'; expected a rate such as '100*Hz'"),
        (
            ("--rest", "1.5*ms"),
            "rest is 0.0015 s; expected a multiple of dt = 0.001 s, at least 0.0 s",
        ),
    ],
)
def test_a_time_that_is_none_is_one_line(fails, option, text):
    assert fails(*SHORT, *option) == text


def test_check_passes_a_file_without_error(snn_cl):
    expected = (0, "1 file without error\n", "")
    assert snn_cl("check", "synapses/hebbian") == expected


def test_check_prints_the_errors_of_a_file(snn_cl, plugins, tmp_path):
    text = (plugins / "equations" / "synapses" / "hebbian.eq").read_text()
    (tmp_path / "my.eq").write_text(text.replace("dw = eta", "dw = etta"))
    status, output, errors = snn_cl("check", "my.eq")
    assert (status, output) == (1, "")
    assert errors.startswith("my.eq:9:6: 'etta' ")
    assert errors.endswith("did you mean 'eta'?\n")
    assert errors.count("\n") == 1


# --- Ctrl-C


@pytest.fixture
def ctrl_c(monkeypatch):
    """Ctrl-C meets the third block."""
    run, calls = Simulator.run, []

    def interrupted(*arguments, **options):
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return run(*arguments, **options)

    monkeypatch.setattr(Simulator, "run", interrupted)


def test_ctrl_c_says_how_to_go_on(snn_cl, ctrl_c):
    """130 is what shells expect of a program ended by Ctrl-C: a loop over seeds ends with it."""
    status, output, errors = snn_cl(*SHORT, "--evaluate", "always", "--out", "run")
    position = errors.split()[3]
    assert (status, output) == (130, "")
    assert errors == (
        f"snn-cl: stopped after {position} of 20 presentations; go on with: snn-cl resume run\n"
    )


def test_what_ctrl_c_stopped_ends_like_a_whole_run(snn_cl, finished, ctrl_c):
    assert snn_cl(*SHORT, "--seed", "5", "--out", "run")[0] == 130
    status, output, _ = snn_cl("resume", "run", "--json")
    assert status == 0
    whole, found = (json.loads(text.splitlines()[-1]) for text in (finished, output))
    for key in ("accuracy", "accuracy_matrix", "presentations", "seed"):
        assert found[key] == whole[key]


def test_ctrl_c_before_the_run_began_is_one_line(snn_cl, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("snn_cl.training.run.start", interrupted)
    assert snn_cl(*SHORT) == (130, "", "snn-cl: stopped\n")


def test_a_fault_of_ours_shows_its_traceback(snn_cl, monkeypatch):
    def broken(*_, **__):
        raise ZeroDivisionError

    monkeypatch.setattr("snn_cl.training.run.start", broken)
    with pytest.raises(ZeroDivisionError):
        snn_cl(*SHORT)


def test_a_signal_to_end_is_ctrl_c(snn_cl, monkeypatch):
    """What batch systems and `kill` send: a checkpoint is left, and how to go on is said."""
    run, calls = Simulator.run, []

    def ended(*arguments, **options):
        calls.append(1)
        if len(calls) == 3:
            os.kill(os.getpid(), signal.SIGTERM)
        return run(*arguments, **options)

    monkeypatch.setattr(Simulator, "run", ended)
    status, output, errors = snn_cl(*SHORT, "--evaluate", "always", "--out", "run")
    assert (status, output) == (130, "")
    assert errors.endswith(" of 20 presentations; go on with: snn-cl resume run\n")
    assert (Path("run") / "checkpoint.npz").is_file()


# --- what a file holds and a terminal would obey

RED = "\x1b[31m"


def test_an_equation_file_does_not_speak_to_the_terminal(snn_cl, plugins, tmp_path):
    text = (plugins / "equations" / "synapses" / "hebbian.eq").read_text()
    (tmp_path / "my.eq").write_text(text.replace("dw = eta", f"dw = {RED}eta"))
    status, output, errors = snn_cl("check", "my.eq")
    assert status == 1
    assert RED not in output + errors
    assert errors.startswith("my.eq:9:")
    (tmp_path / "my.eq").write_text(text.replace("# learning rate", f"# learning {RED}rate"))
    status, output, errors = snn_cl("show", "my.eq")
    assert RED not in output + errors
    assert "\\x1b[31m" in output + errors


def test_a_record_does_not_speak_to_the_terminal(snn_cl, fails, finished, tmp_path):
    record = Record.open(tmp_path / "done")
    record.header["configuration"]["model"] = f"{RED}model"
    record.write_header()
    (tmp_path / "done" / "checkpoint.npz").unlink()
    line = fails("resume", "done")
    assert line.startswith("done: names '\\x1b[31mmodel', which is none of the models in ")
    assert line.endswith("look at it, then give --trust (trust=True)")


def test_a_folder_does_not_speak_to_the_terminal(fails):
    assert fails("resume", f"a{RED}\nb") == (
        "a\\x1b[31m\\nb: is no run; expected a folder with a record.json"
    )


# --- names and numbers that are too large


@pytest.mark.parametrize("command", [["resume"], ["plot", "all"]])
def test_a_name_that_no_folder_can_have_is_no_run(fails, command):
    name = "x" * 300
    assert fails(*command, name) == f"{name}: is no run; expected a folder with a record.json"


def test_a_name_that_no_folder_can_have_is_one_line_before_the_work(fails, monkeypatch):
    monkeypatch.setattr(Simulator, "__init__", lambda *_, **__: pytest.fail("the work began"))
    name = "x" * 300
    expected = "cannot be written: File name too long; give another --out"
    assert fails(*SHORT, "--out", name) == f"{name}: {expected}"
    probe = ("probe", "synapses/stdp_pair", "--backend", "numpy")
    assert fails(*probe, "--out", name) == f"{name}: {expected}"


def test_a_network_that_memory_does_not_hold_is_one_line(fails, tmp_path, monkeypatch):
    def large(*_, **__):
        np.empty(2**60, np.uint8)

    monkeypatch.setattr("snn_cl.training.run.Simulator", large)
    line = fails(*SHORT)
    assert line.startswith("out of memory (Unable to allocate 1.00 EiB for an array with shape")
    assert line.endswith("; give fewer neurons (--size) or images, or a machine with more memory")
    assert list(tmp_path.iterdir()) == []


# --- resume


def test_python_of_a_record_runs_only_when_trusted(snn_cl, fails, tmp_path, plugins):
    mine = tmp_path / "mine.py"
    text = (plugins / "models" / "small.py").read_text()
    mine.write_text(text.replace("def small", "def mine"))
    arguments = ["--model", "mine.py", "--out", "run"]
    assert snn_cl(*SHORT, *arguments)[0] == 0
    assert "look at it, then give --trust (trust=True)" in fails("resume", "run")
    assert snn_cl("resume", "run", "--trust")[0] == 0


def test_data_that_moved_is_given_to_resume(fails, raw, tmp_path):
    header = RecordHeader(configuration=Configuration(dataset="mnist"), given=())
    Record.create(tmp_path / "run", header)
    assert fails("resume", "run", "--data-root", "gone") == (
        "gone: no such folder; expected the folder that holds MNIST/raw"
    )


def test_the_version_is_told(snn_cl):
    assert snn_cl("--version") == (0, f"snn_cl {__version__}\n", "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_learns_the_commands_and_flags(snn_cl, shell):
    status, output, errors = snn_cl("--completion", shell)
    assert (status, errors) == (0, "")
    assert "probe" in output
    assert "validation" in output


@pytest.mark.parametrize("given", [(), ("csh",), ("bash", "zsh")])
def test_a_shell_that_is_not_known_is_refused(fails, given):
    assert "expected one of bash, zsh, fish; such as: snn-cl --completion bash >" in fails(
        "--completion", *given
    )
