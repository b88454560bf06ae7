"""The wheel holds everything, and works away from the project's folder."""

import configparser
import os
import subprocess
import sys
import zipfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGED = ("snn_cl", "equations", "models")


def setup_cfg() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(ROOT / "setup.cfg")
    return parser


def packages_on_disk() -> set[str]:
    found = set()
    for top in PACKAGED:
        for path in (ROOT / top).rglob("*.py"):
            parts = path.parent.relative_to(ROOT).parts
            found.add(".".join(parts if top == "snn_cl" else ("snn_cl", *parts)))
    return found


def can_build_wheels() -> bool:
    try:
        return tuple(map(int, version("setuptools").split(".")[:2])) >= (70, 1)
    except PackageNotFoundError:
        return False


def pip(*arguments) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel, built from a copy: setuptools ships what an earlier build left in build/."""
    if not can_build_wheels():
        pytest.skip("building a wheel needs setuptools 70.1 or newer (the extra 'test')")
    folder = tmp_path_factory.mktemp("wheel")
    for name in (*PACKAGED, "setup.cfg", "pyproject.toml", "README.md"):
        if (ROOT / name).is_dir():
            for path in (ROOT / name).rglob("*"):
                if path.is_file() and "__pycache__" not in path.parts:
                    copy(path, folder / "source" / path.relative_to(ROOT))
        else:
            copy(ROOT / name, folder / "source" / name)
    pip("wheel", folder / "source", "--no-deps", "--no-build-isolation", "-w", folder)
    return next(folder.glob("*.whl"))


def copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(source.read_bytes())


@pytest.fixture(scope="module")
def contents(wheel) -> set[str]:
    with zipfile.ZipFile(wheel) as file:
        return set(file.namelist())


def test_every_package_on_disk_is_listed():
    assert set(setup_cfg()["options"]["packages"].split()) == packages_on_disk()


def test_the_version_is_that_of_the_package():
    assert setup_cfg()["metadata"]["version"] == "attr: snn_cl.__version__"


@pytest.mark.slow
def test_the_wheel_holds_every_module(contents):
    expected = {
        "/".join((() if top == "snn_cl" else ("snn_cl",)) + path.relative_to(ROOT).parts)
        for top in PACKAGED
        for path in (ROOT / top).rglob("*.py")
    }
    assert expected <= contents


@pytest.mark.slow
@pytest.mark.parametrize("pattern", ["equations/**/*.eq", "snn_cl/**/*.h", "snn_cl/**/*.cpp"])
def test_the_wheel_holds_every_text_that_is_read_at_run_time(contents, pattern):
    paths = [path.relative_to(ROOT).as_posix() for path in ROOT.glob(pattern)]
    assert paths
    expected = {path if path.startswith("snn_cl/") else f"snn_cl/{path}" for path in paths}
    assert expected <= contents


@pytest.mark.slow
def test_the_wheel_puts_nothing_beside_the_package(contents):
    assert {path.split("/")[0].split("-")[0] for path in contents} == {"snn_cl"}


@pytest.mark.slow
def test_the_wheel_has_the_command(wheel):
    with zipfile.ZipFile(wheel) as file:
        name = next(name for name in file.namelist() if name.endswith("entry_points.txt"))
        assert "snn-cl = snn_cl.command_line.main:main" in file.read(name).decode()


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """Return a function that runs Python with the installed wheel, from an empty folder."""
    target = tmp_path_factory.mktemp("site")
    pip("install", "--no-deps", "--no-index", "--target", target, wheel)

    def run(code: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=tmp_path_factory.mktemp("elsewhere"),
            env=os.environ | {"PYTHONPATH": str(target), "SNN_CL_PATH": ""},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    run.target = target
    return run


@pytest.mark.slow
def test_the_installed_package_is_not_the_checkout(installed):
    found = installed("import snn_cl; print(snn_cl.__file__)").strip()
    assert found == str(installed.target / "snn_cl" / "__init__.py")


@pytest.mark.slow
def test_the_installed_command_lists_what_there_is(installed):
    output = installed(
        "import sys; sys.argv = ['snn-cl', 'list']; "
        "from snn_cl.command_line.main import main; main()"
    )
    models = next(line for line in output.splitlines() if line.startswith("models: "))
    assert "tacos" in models
    assert "synapses/metaplasticity" in output


@pytest.mark.slow
def test_the_installed_command_runs_a_model(installed):
    command = "snn-cl run --backend numpy --n-train 5 --n-test 5 --evaluate end --out run"
    output = installed(
        f"import sys; sys.argv = '{command}'.split(); "
        "from snn_cl.command_line.main import main; main()"
    )
    assert output.startswith("run: accuracy [%] on each experience")
