"""Compiled programs: when one is made anew, and what is left when making or running it fails."""

import json
import os
import shutil
import subprocess
import threading
import time

import numpy as np
import pytest

from snn_cl import generate, rule
from snn_cl.compiler import compile_project, first_error
from snn_cl.errors import RunError
from snn_cl.find import find_function
from snn_cl.layout import layout
from snn_cl.model import with_parameter, with_rule
from snn_cl.program import Block, Program, cached_program
from snn_cl.program_key import program_key, shaping_sources
from snn_cl.simulator import Simulator
from snn_cl.state import initial_state


@pytest.fixture
def small(plugins):
    return find_function("models", "small")(16, 2)


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """An empty cache; return the folder of its programs."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "snn_cl" / "programs"


def key_of(model, *changed) -> str:
    return program_key(layout(model), *(changed or ("dense", 150, 0, 0.001)))


# --- what makes another program


def test_the_same_model_has_the_same_key(small):
    assert key_of(small) == key_of(find_function("models", "small")(16, 2))


def test_the_value_of_a_parameter_needs_no_new_program(small):
    assert key_of(with_parameter(small, "output", "tau_m", "20*ms")) == key_of(small)


def test_another_equation_needs_a_new_program(small, plugins, tmp_path):
    text = (plugins / "equations" / "synapses" / "hebbian.eq").read_text()
    keys = set()
    for factor in ("0.2", "0.3"):
        mine = tmp_path / "mine.eq"
        mine.write_text(text.replace("trace_pre - 0.2", f"trace_pre - {factor}"))
        stack = ["synapses/transmission", str(mine)]
        keys.add(key_of(with_rule(small, "input_output", stack)))
    assert len(keys) == 2


def test_another_size_needs_a_new_program(small):
    assert key_of(find_function("models", "small")(17, 2)) != key_of(small)


def test_what_snn_cl_adds_to_a_rule_needs_a_new_program(small, monkeypatch):
    before = key_of(small)
    monkeypatch.setattr(rule, "BOUNDED_UPDATE", "clip(w + plastic*dw, w_min, 2*w_max)")
    assert key_of(small) != before


def test_a_comment_needs_no_new_program(small, plugins, tmp_path):
    text = (plugins / "equations" / "synapses" / "hebbian.eq").read_text()
    keys = set()
    for comment in ("", "# Once more.\n"):
        mine = tmp_path / "mine.eq"
        mine.write_text(text + comment)
        keys.add(key_of(with_rule(small, "input_output", ["synapses/transmission", str(mine)])))
    assert len(keys) == 1


@pytest.mark.parametrize("module", ["rule", "layout", "time_steps", "code_names", "build"])
def test_every_module_that_shapes_a_program_is_hashed(module):
    assert f"{module}.py" in {path.name for path in shaping_sources()}


@pytest.mark.parametrize(
    "changed",
    [
        ("brian2", 150, 0, 0.001),
        ("dense", 10, 0, 0.001),
        ("dense", 150, 50, 0.001),
        ("dense", 150, 0, 0.0005),
    ],
)
def test_another_backend_or_time_needs_a_new_program(small, changed):
    assert key_of(small, *changed) != key_of(small)


# --- making one


def make_fake(folder, script="exit 0"):
    (folder / "main").write_text(f"#!/bin/sh\n{script}\n")
    (folder / "main").chmod(0o755)
    return {"state": [], "parameters": []}


@pytest.fixture
def any_compiler(monkeypatch):
    monkeypatch.setattr("snn_cl.program.check_compiler", lambda: None)


def test_a_program_is_made_once(small, cache, any_compiler):
    made = []

    def make(folder):
        made.append(folder)
        return make_fake(folder)

    first, second = (cached_program("key", layout(small), make) for _ in range(2))
    assert len(made) == 1
    assert first.folder == second.folder == cache / "key"
    assert [path.name for path in cache.iterdir()] == ["key"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, RunError])
def test_a_build_that_stops_half_way_leaves_nothing(small, cache, any_compiler, error):
    def make(folder):
        make_fake(folder)
        raise error

    with pytest.raises(error):
        cached_program("key", layout(small), make)
    assert list(cache.iterdir()) == []


@pytest.mark.parametrize("lost", ["main", "manifest.json"])
def test_a_program_that_lost_a_file_is_made_anew(small, cache, any_compiler, lost):
    cached_program("key", layout(small), make_fake)
    (cache / "key" / lost).unlink()
    program = cached_program("key", layout(small), make_fake)
    assert (program.folder / lost).is_file()


def test_two_builds_at_once_do_no_harm(small, cache, any_compiler):
    together = threading.Barrier(2, timeout=60)
    found = []

    def make(folder):
        together.wait()
        return make_fake(folder)

    def build():
        found.append(cached_program("key", layout(small), make))

    threads = [threading.Thread(target=build) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [program.folder for program in found] == [cache / "key"] * 2
    assert [path.name for path in cache.iterdir()] == ["key"]
    assert json.loads((cache / "key" / "manifest.json").read_text())["state"] == []


def test_what_a_killed_build_left_goes_after_a_day(small, cache, any_compiler):
    for name, age in (("building_old", 100_000), ("building_new", 100)):
        (cache / name).mkdir(parents=True)
        os.utime(cache / name, (time.time() - age,) * 2)
    cached_program("key", layout(small), make_fake)
    assert sorted(path.name for path in cache.iterdir()) == ["building_new", "key"]


def test_without_a_compiler_the_message_names_the_backend_that_needs_none(
    small, cache, monkeypatch, tmp_path
):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RunError) as caught:
        Simulator(small)
    assert str(caught.value) == (
        "no C++ compiler: 'g++' is not on the path; install it, "
        "or run with --backend numpy, which needs none"
    )


def test_a_cache_that_cannot_be_written_is_one_line(small, tmp_path, monkeypatch, any_compiler):
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with pytest.raises(RunError) as caught:
        cached_program("key", layout(small), make_fake)
    assert str(caught.value) == (
        f"{tmp_path}/file/snn_cl/programs: cannot keep compiled models here: Not a directory; "
        "free some space, or set XDG_CACHE_HOME to a folder that can be written"
    )


def test_a_disk_that_fills_up_while_building_is_one_line(small, cache, any_compiler):
    def make(folder):
        raise OSError(28, "No space left on device")

    with pytest.raises(RunError) as caught:
        cached_program("key", layout(small), make)
    assert str(caught.value) == (
        f"{cache}: cannot keep compiled models here: No space left on device; "
        "free some space, or set XDG_CACHE_HOME to a folder that can be written"
    )
    assert list(cache.iterdir()) == []


# --- compiling


def test_the_first_error_of_the_compiler_is_told():
    text = (
        "In file included from main.cpp:3:\n"
        "main.cpp:7:1: warning: unused\n"
        "main.cpp:9:3: error: 'foo' was not\n"
        "main.cpp:10:3: error: expected ';'\n"
        "make: *** [makefile:3: main] Error 1\n"
    )
    assert first_error(text) == "main.cpp:9:3: error: 'foo' was not"


def test_the_last_line_is_told_where_there_is_no_error():
    assert first_error("a\nmake: *** no rule\n\n") == "make: *** no rule"


def test_a_silent_make_is_told():
    assert first_error("") == "make says nothing"


@pytest.mark.skipif(not shutil.which("make"), reason="there is no make")
def test_a_compile_error_is_one_line_and_prints_nothing(tmp_path, capfd):
    (tmp_path / "makefile").write_text(
        "all:\n\t@echo noise\n\t@echo \"x.cpp:1:2: error: no  'y'\" >&2; false\n"
    )
    with pytest.raises(RunError) as caught:
        compile_project(tmp_path)
    assert str(caught.value) == (
        "the model's C++ program does not compile: x.cpp:1:2: error: no 'y'; "
        "run with --backend numpy, which needs no compiler"
    )
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(not shutil.which("make"), reason="there is no make")
def test_a_compiler_that_is_too_old_is_told_so(tmp_path):
    (tmp_path / "makefile").write_text(
        "all:\n\t@echo \"g++: error: unrecognized command line option '-std=c++11'\" >&2; false\n"
    )
    with pytest.raises(RunError) as caught:
        compile_project(tmp_path)
    assert str(caught.value) == (
        "the model's C++ program does not compile: g++: error: unrecognized command line option "
        "'-std=c++11'; update the compiler, or run with --backend numpy, which needs no compiler"
    )


@pytest.mark.compiler
def test_a_model_that_does_not_compile_is_one_line_and_leaves_nothing(
    small, cache, monkeypatch, capfd
):
    monkeypatch.setattr(generate, "main_loop", lambda *_: "no_such_function();")
    with pytest.raises(RunError) as caught:
        Simulator(small)
    text = str(caught.value)
    assert text.startswith("the model's C++ program does not compile: ")
    assert "error: 'no_such_function' was not declared" in text.replace("‘", "'").replace("’", "'")
    assert "\n" not in text
    assert capfd.readouterr() == ("", "")
    assert list(cache.iterdir()) == []


# --- running


def block_of(model) -> Block:
    known = layout(model)
    return Block(
        seed=0,
        first=0,
        stimulus=np.zeros((1, 16)),
        teacher=np.zeros((1, 2)),
        modulator=np.zeros(1),
        parameters={},
        state=initial_state(known, 0),
        recorded=[],
        n_spikes=0,
    )


def fake_program(model, folder, script) -> Program:
    (folder / "manifest.json").write_text(json.dumps(make_fake(folder, script)))
    return Program(folder, layout(model))


def test_a_program_that_fails_is_one_line(small, tmp_path):
    program = fake_program(small, tmp_path, "printf 'out of\\n memory\\n' >&2; exit 3")
    with pytest.raises(RunError) as caught:
        program.run(block_of(small))
    assert str(caught.value) == "the compiled model failed (status 3): out of memory"


def test_a_program_that_fails_in_silence_is_told(small, tmp_path):
    with pytest.raises(RunError) as caught:
        fake_program(small, tmp_path, "exit 1").run(block_of(small))
    assert str(caught.value) == "the compiled model failed (status 1): no message"


def test_a_program_that_cannot_be_started_is_one_line(small, tmp_path):
    program = fake_program(small, tmp_path, "")
    (tmp_path / "main").unlink()
    with pytest.raises(RunError) as caught:
        program.run(block_of(small))
    assert str(caught.value) == (
        f"{tmp_path}/main: the compiled model cannot be started: No such file or directory; "
        "remove its folder, it is compiled anew then"
    )


def test_a_temporary_folder_that_cannot_be_written_is_one_line(small, tmp_path, monkeypatch):
    program = fake_program(small, tmp_path, "")
    (tmp_path / "file").write_text("x")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "file"))
    with pytest.raises(RunError) as caught:
        program.run(block_of(small))
    assert str(caught.value) == (
        f"{tmp_path}/file: cannot hold the files of a block: Not a directory; "
        "free some space or set TMPDIR"
    )


def test_ctrl_c_ends_the_program(small, tmp_path, monkeypatch):
    program = fake_program(small, tmp_path, "sleep 60")
    started = []

    class Interrupted(subprocess.Popen):
        def communicate(self, *_, **__):
            started.append(self)
            raise KeyboardInterrupt

    monkeypatch.setattr(subprocess, "Popen", Interrupted)
    with pytest.raises(KeyboardInterrupt):
        program.run(block_of(small))
    assert started[0].returncode == -9
