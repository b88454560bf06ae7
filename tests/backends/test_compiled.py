"""Compiled programs: when one is made anew, and what is left when making or running it fails."""

import os
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from snn_cl.backends import codegen, compiler
from snn_cl.backends.base import PresentationBlock
from snn_cl.backends.cache import cached_program
from snn_cl.backends.cache_key import program_key, shaping_sources
from snn_cl.backends.compiled import Program
from snn_cl.backends.compiler import compile_project, first_error
from snn_cl.errors import RunError
from snn_cl.find import find_function
from snn_cl.language import rule
from snn_cl.network.edits import with_parameter, with_rule
from snn_cl.network.resolved import resolve
from snn_cl.network.state import initial_state
from snn_cl.simulator import Simulator


@pytest.fixture
def small(plugins):
    return find_function("models", "small")(16, 2)


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """An empty cache; return the folder of its programs."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "snn_cl" / "programs"


def key_of(model, backend="dense", **times) -> str:
    return program_key(resolve(replace(model, timing=model.timing.changed(**times))), backend)


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


@pytest.mark.parametrize(
    "module", ["rule", "resolved", "time_steps", "code_names", "brian2_objects"]
)
def test_every_module_that_shapes_a_program_is_hashed(module):
    assert f"{module}.py" in {path.name for path in shaping_sources()}


@pytest.mark.parametrize(
    "changed", [{"backend": "brian2"}, {"show": 0.01}, {"rest": 0.05}, {"dt": 0.0005}]
)
def test_another_backend_or_time_needs_a_new_program(small, changed):
    assert key_of(small, **changed) != key_of(small)


def test_another_compiler_needs_a_new_program(small, tmp_path, monkeypatch):
    keys = {key_of(small)}
    for name, said in (("one", "1.0"), ("two", "1.0"), ("one", "1.1")):
        compiler = tmp_path / said / name
        compiler.parent.mkdir(exist_ok=True)
        compiler.write_text(f"#!/bin/sh\necho {said}\n")
        compiler.chmod(0o755)
        monkeypatch.setenv("CXX", str(compiler))
        keys.add(key_of(small))
    assert len(keys) == 4


# --- making one


def make_fake(folder, script="exit 0"):
    (folder / "main").write_text(f"#!/bin/sh\n{script}\n")
    (folder / "main").chmod(0o755)
    return {"state": [], "parameters": []}


@pytest.fixture
def any_compiler(monkeypatch):
    monkeypatch.setattr("snn_cl.backends.cache.check_compiler", lambda: None)


def test_a_program_is_made_once(small, cache, any_compiler):
    made = []

    def make(folder):
        made.append(folder)
        return make_fake(folder)

    first, second = (cached_program("key", resolve(small), make) for _ in range(2))
    assert len(made) == 1
    assert first.folder == second.folder == cache / "key"
    assert [path.name for path in cache.iterdir()] == ["key"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, RunError])
def test_a_build_that_stops_half_way_leaves_nothing(small, cache, any_compiler, error):
    def make(folder):
        make_fake(folder)
        raise error

    with pytest.raises(error):
        cached_program("key", resolve(small), make)
    assert list(cache.iterdir()) == []


@pytest.mark.parametrize("lost", ["main", "manifest.json"])
def test_a_program_that_lost_a_file_is_made_anew(small, cache, any_compiler, lost):
    cached_program("key", resolve(small), make_fake)
    (cache / "key" / lost).unlink()
    program = cached_program("key", resolve(small), make_fake)
    assert (program.folder / lost).is_file()


def test_two_builds_at_once_do_no_harm(small, cache, any_compiler):
    together = threading.Barrier(2, timeout=60)
    found = []

    def make(folder):
        together.wait()
        return make_fake(folder)

    def build():
        found.append(cached_program("key", resolve(small), make))

    threads = [threading.Thread(target=build) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [program.folder for program in found] == [cache / "key"] * 2
    assert [path.name for path in cache.iterdir()] == ["key"]
    assert found[0].manifest["state"] == []


@pytest.fixture
def killed():
    """Return a function that makes a folder as a process that was killed leaves it."""

    def killed(prefix: str, parent: Path, alive: bool = False):
        code = (
            "import sys, time\n"
            "from pathlib import Path\n"
            "from snn_cl.backends.child_processes import passing_folder\n"
            f"with passing_folder({prefix!r}, Path({str(parent)!r})) as folder:\n"
            "    print(folder, flush=True)\n"
            "    time.sleep(60)\n"
        )
        process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        folder = Path(process.stdout.readline().strip())
        if alive:
            return folder, process
        process.kill()
        process.communicate()
        assert folder.is_dir()
        return folder

    return killed


def test_what_a_killed_build_left_goes_and_a_build_under_way_stays(
    small, cache, any_compiler, killed
):
    cache.mkdir(parents=True)
    dead = killed("building_", cache)
    other, process = killed("building_", cache, alive=True)
    cached_program("key", resolve(small), make_fake)
    process.kill()
    process.communicate()
    assert not dead.exists()
    assert sorted(path.name for path in cache.iterdir()) == sorted([other.name, "key"])


def test_the_files_of_a_killed_block_go_with_the_next(small, tmp_path, monkeypatch, killed):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    dead = killed("snn_cl_job_", tmp_path / "tmp")
    with pytest.raises(RunError):
        fake_program(small, tmp_path, "exit 1").run(block_of(small))
    assert not dead.exists()


def test_a_folder_of_the_users_that_looks_like_ours_stays(small, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    for name in ("snn_cl_mine", "snn_cl_job_link"):
        (tmp_path / "tmp" / name).mkdir(parents=True)
    (tmp_path / "tmp" / "snn_cl_job_link").rmdir()
    (tmp_path / "tmp" / "snn_cl_job_link").symlink_to(tmp_path / "tmp" / "snn_cl_mine")
    with pytest.raises(RunError):
        fake_program(small, tmp_path, "exit 1").run(block_of(small))
    assert (tmp_path / "tmp" / "snn_cl_mine").is_dir()


# --- a program that is not as it was built


def spoil_truncate(folder):
    (folder / "main").write_bytes((folder / "main").read_bytes()[:-4])


def spoil_byte(folder):
    content = bytearray((folder / "main").read_bytes())
    content[-3] ^= 1
    (folder / "main").write_bytes(content)


def spoil_static(folder):
    (folder / "static_arrays" / "sources.dat").write_bytes(b"other")


def spoil_manifest(folder):
    path = folder / "manifest.json"
    path.write_text(path.read_text().replace('"parameters": []', '"parameters": [1]'))


def spoil_json(folder):
    (folder / "manifest.json").write_text('{"sha256": ')


def spoil_list(folder):
    (folder / "manifest.json").write_text("[]")


def spoil_bytes(folder):
    (folder / "manifest.json").write_bytes(b"\xff\xfe")


def spoil_depth(folder):
    (folder / "manifest.json").write_text("[" * 100_000)


def spoil_group(folder):
    (folder / "main").chmod(0o775)


def spoil_others(folder):
    folder.chmod(0o777)


def spoil_link(folder):
    (folder / "main").rename(folder.parent / "elsewhere")
    (folder / "main").symlink_to(folder.parent / "elsewhere")


@pytest.mark.parametrize(
    "spoil",
    [
        *(spoil_truncate, spoil_byte, spoil_static, spoil_manifest, spoil_json, spoil_list),
        *(spoil_bytes, spoil_depth, spoil_group, spoil_others, spoil_link),
    ],
)
def test_a_program_that_is_not_as_it_was_built_is_made_anew(small, cache, any_compiler, spoil):
    made = []

    def make(folder):
        made.append(folder)
        (folder / "static_arrays").mkdir()
        (folder / "static_arrays" / "sources.dat").write_bytes(b"0123")
        return make_fake(folder)

    cached_program("key", resolve(small), make)
    spoil(cache / "key")
    program = cached_program("key", resolve(small), make)
    assert len(made) == 2
    assert (program.folder / "main").read_text() == "#!/bin/sh\nexit 0\n"
    assert program.manifest["parameters"] == []
    assert not (program.folder / "main").is_symlink()
    assert (program.folder / "main").stat().st_mode & 0o022 == 0


def test_a_cache_of_another_user_is_refused(small, cache, any_compiler, monkeypatch):
    cached_program("key", resolve(small), make_fake)
    monkeypatch.setattr("os.geteuid", lambda: os.getuid() + 1)
    with pytest.raises(RunError) as caught:
        cached_program("key", resolve(small), make_fake)
    assert str(caught.value) == (
        f"{cache}: belongs to another user, whose programs are not run; "
        "set XDG_CACHE_HOME to a folder of your own"
    )


def test_a_cache_that_others_can_write_into_is_closed(small, cache, any_compiler):
    cached_program("key", resolve(small), make_fake)
    cache.chmod(0o777)
    cached_program("key", resolve(small), make_fake)
    assert cache.stat().st_mode & 0o022 == 0


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


def test_a_compiler_that_is_not_there_is_named(small, cache, monkeypatch):
    monkeypatch.setenv("CXX", "nothing-here -O2")
    with pytest.raises(RunError) as caught:
        Simulator(small)
    assert str(caught.value) == (
        "no C++ compiler: 'nothing-here' is not on the path; set CXX to a compiler that is there, "
        "or run with --backend numpy, which needs none"
    )


@pytest.mark.compiler
@pytest.mark.parametrize("outer", [{}, {"MAKELEVEL": "1", "MAKEFLAGS": "n"}])
def test_a_compiler_that_fails_is_named_also_within_a_make(small, cache, monkeypatch, outer):
    for name in ("MAKELEVEL", "MAKEFLAGS"):
        monkeypatch.delenv(name, raising=False)
    for name, value in (outer | {"CXX": "false"}).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(RunError) as caught:
        Simulator(small)
    assert str(caught.value).startswith("the model's C++ program does not compile: make: ***")
    assert str(caught.value).endswith(
        "; CXX is 'false', try another, or run with --backend numpy, which needs no compiler"
    )


def test_a_cache_that_cannot_be_written_is_one_line(small, tmp_path, monkeypatch, any_compiler):
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with pytest.raises(RunError) as caught:
        cached_program("key", resolve(small), make_fake)
    assert str(caught.value) == (
        f"{tmp_path}/file/snn_cl/programs: cannot keep compiled models here: Not a directory; "
        "a file is where a folder must be; set XDG_CACHE_HOME to a folder that can be written"
    )


def test_a_disk_that_fills_up_while_building_is_one_line(small, cache, any_compiler):
    def make(folder):
        raise OSError(28, "No space left on device")

    with pytest.raises(RunError) as caught:
        cached_program("key", resolve(small), make)
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


@pytest.mark.compiler
def test_sources_of_stock_brian2_read_their_common_headers_once(tmp_path, monkeypatch):
    (tmp_path / "one.cpp").write_text("#include <vector>\nint main() { return sin(0); }\n")
    (tmp_path / "makefile").write_text(
        "OBJS = one.o\nCXXFLAGS = -c -H\nall: $(OBJS) make.deps\n"
        "%.o : %.cpp\n\t$(CXX) $(CXXFLAGS) $< -o $@ 2> headers.txt\n"
        "make.deps: one.cpp\n\tfalse\n"
    )
    monkeypatch.setattr(compiler, "_IN_EVERY_SOURCE", ("<cmath>", "<vector>"))
    compiler.share_headers(tmp_path)
    compile_project(tmp_path)
    assert (tmp_path / "headers.txt").read_text().splitlines()[0] == "! ./every_source.h.gch"


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
    monkeypatch.setattr(codegen, "main_loop", lambda *_: "no_such_function();")
    with pytest.raises(RunError) as caught:
        Simulator(small)
    text = str(caught.value)
    assert text.startswith("the model's C++ program does not compile: ")
    assert "error: 'no_such_function' was not declared" in text.replace("‘", "'").replace("’", "'")
    assert "\n" not in text
    assert capfd.readouterr() == ("", "")
    assert list(cache.iterdir()) == []


# --- running


def block_of(model) -> PresentationBlock:
    known = resolve(model)
    return PresentationBlock(
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
    return Program(folder, resolve(model), make_fake(folder, script))


def test_a_program_that_fails_is_one_line(small, tmp_path):
    program = fake_program(small, tmp_path, "printf 'out of\\n memory\\n' >&2; exit 3")
    with pytest.raises(RunError) as caught:
        program.run(block_of(small))
    assert str(caught.value) == "the compiled model failed (status 3): out of memory"


def test_a_program_that_fails_in_silence_is_told(small, tmp_path):
    with pytest.raises(RunError) as caught:
        fake_program(small, tmp_path, "exit 1").run(block_of(small))
    assert str(caught.value) == "the compiled model failed (status 1): no message"


@pytest.mark.parametrize(
    "script",
    [
        "kill -9 $$",
        "echo 'terminate called after throwing an instance of std::bad_alloc' >&2; kill -6 $$",
    ],
)
def test_a_program_without_memory_is_one_line(small, tmp_path, script):
    with pytest.raises(RunError) as caught:
        fake_program(small, tmp_path, script).run(block_of(small))
    assert str(caught.value) == (
        "the compiled model ran out of memory, or was killed; give fewer neurons (--size) or fewer "
        "presentations at a time (--block), or a machine with more memory"
    )


def test_a_compiler_does_not_outlive_the_process_that_started_it(tmp_path):
    """make waits for a shell, that for a sleep; all go when their starter is killed."""
    (tmp_path / "makefile").write_text("all:\n\tsleep 300 & echo $$! > pid; wait\n")
    code = (
        "from pathlib import Path\n"
        "from snn_cl.backends.compiler import compile_project\n"
        f"compile_project(Path({str(tmp_path)!r}))\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code])
    started = wait_for(lambda: (tmp_path / "pid").is_file() and (tmp_path / "pid").read_text())
    assert Path(f"/proc/{int(started)}").exists()
    process.kill()
    process.wait()
    assert wait_for(lambda: not is_running(int(started)))


def is_running(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_for(happened, seconds: float = 30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = happened()
        if found:
            return found
        time.sleep(0.02)
    return None


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
        "a file is where a folder must be; set TMPDIR to another folder"
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
