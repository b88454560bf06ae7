"""Imports point down only (section 3 of the design)."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# From the bottom up. A module may import what stands in lower rows, and what its own package holds.
ROWS = (
    "errors",
    "plug_in_name files stream_checks",
    "find",
    "folder_lock stream language",
    "plug_in course network fields",
    "datasets scenarios encoders readouts metrics judgement configuration",
    "records",
    "backends inputs checks models picture_style",
    "simulator figures",
    "training plasticity plotting",
    "studies",
    "command_line",
)
LAYERS = {unit: number for number, row in enumerate(ROWS) for unit in row.split()}
# Brian2 takes a second to import, so everything else does without.
WITH_BRIAN2 = ("backends",)
WITH_MATPLOTLIB = ("figures", "picture_style", "plotting")


def test_every_module_has_a_layer():
    unknown = {unit for unit, _ in source_files(ROOT)} - set(LAYERS)
    assert not unknown, (
        f"give {sorted(unknown)} a layer in tests/packaging/test_layers.py and the design"
    )


def test_imports_point_down():
    assert wrong_imports(ROOT) == []


def test_what_generates_no_code_never_imports_brian2():
    assert brian2_imports(ROOT) == []


def test_what_generates_no_code_does_not_load_brian2_by_a_detour():
    others = [pair for pair in source_files(ROOT) if pair[0] not in WITH_BRIAN2]
    figures = [dotted(path) for unit, path in others if unit in WITH_MATPLOTLIB]
    modules = [dotted(path) for unit, path in others if unit not in WITH_MATPLOTLIB]
    code = (
        "import importlib, sys\n"
        f"for name in {modules + figures}:\n"
        "    importlib.import_module(name)\n"
        f"    slow = ['brian2', 'sympy'] + ['matplotlib'] * (name not in {figures})\n"
        "    for library in slow:\n"
        "        if library in sys.modules:\n"
        "            sys.exit(f'importing {name} loads {library}')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_figures_never_run_anything():
    found = [
        (path.name, imported)
        for unit, path in source_files(ROOT)
        for imported in imports(path)
        if unit == "figures" and imported.split(".")[-1] in ("simulator", "run")
    ]
    assert found == []


def test_only_what_generates_code_chooses_a_brian2_device():
    choosers = {unit for unit, path in source_files(ROOT) if "set_device" in identifiers(path)}
    assert choosers <= {"backends"}


# --- the rules catch what they are for


@pytest.fixture
def toy(tmp_path):
    """Write a module of a toy project and return the project's folder."""

    def write(path: str, text: str) -> Path:
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return tmp_path

    return write


@pytest.mark.parametrize(
    ("path", "text", "target"),
    [
        ("snn_cl/stream.py", "from snn_cl.simulator import Simulator", "simulator"),
        ("snn_cl/stream.py", "import snn_cl.records.record", "records"),
        ("snn_cl/stream.py", "from snn_cl import records", "records"),
        ("snn_cl/stream.py", "from .records.record import read", "records"),
        ("snn_cl/stream.py", "from . import records", "records"),
        ("snn_cl/stream.py", "def f():\n    from snn_cl.studies import spread", "studies"),
        ("snn_cl/stream.py", "from snn_cl.folder_lock import hold", "folder_lock"),
        ("snn_cl/stream.py", "from snn_cl import Model", "Model"),
        ("snn_cl/metrics/x.py", "from ..figures.y import y", "figures"),
        ("snn_cl/metrics/x.py", "from snn_cl.readouts.y import y", "readouts"),
        ("models/x.py", "from snn_cl.simulator import Simulator", "simulator"),
        ("models/x.py", "from snn_cl.backends.codegen import build", "backends"),
    ],
)
def test_a_wrong_import_is_caught(toy, path, text, target):
    assert wrong_imports(toy(path, text)) == [f"{path} imports {target}"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("snn_cl/stream.py", "import numpy as np\nfrom snn_cl.errors import StreamError"),
        ("snn_cl/command_line/main.py", "from snn_cl import __version__, training"),
        ("snn_cl/metrics/x.py", "from snn_cl.metrics.y import y\nfrom .z import z"),
        ("models/x.py", "from snn_cl.network.model import Model\nfrom snn_cl.models.y import y"),
    ],
)
def test_a_right_import_passes(toy, path, text):
    assert wrong_imports(toy(path, text)) == []


@pytest.mark.parametrize("text", ["import brian2", "from brian2.units import ms"])
def test_brian2_is_caught(toy, text):
    assert brian2_imports(toy("snn_cl/figures/x.py", text)) == ["snn_cl/figures/x.py"]


# --- how imports are read


def source_files(root: Path) -> Iterator[tuple[str, Path]]:
    """Yield the top-level module and the path of every Python file of the package.

    The package's own `__init__.py` collects the public names and `__main__.py` calls the command
    line; both stand above all.
    """
    for path in sorted((root / "snn_cl").rglob("*.py")):
        parts = path.relative_to(root / "snn_cl").parts
        if parts not in (("__init__.py",), ("__main__.py",)):
            yield parts[0].removesuffix(".py"), path
    for path in sorted((root / "models").rglob("*.py")):
        yield "models", path


def wrong_imports(root: Path) -> list[str]:
    """Return 'file imports module' for every import that does not point down."""
    wrong = []
    for unit, path in source_files(root):
        for name in imports(path, package=dotted(path, root).rpartition(".")[0]):
            target = name.removeprefix("snn_cl.").split(".")[0]
            ours = name.startswith("snn_cl.") and target not in (unit, "__version__")
            if ours and LAYERS.get(target, 99) >= LAYERS.get(unit, 100):
                wrong.append(f"{path.relative_to(root).as_posix()} imports {target}")
    return wrong


def brian2_imports(root: Path) -> list[str]:
    """Return the files that import brian2 though their layer must not."""
    return [
        path.relative_to(root).as_posix()
        for unit, path in source_files(root)
        if unit not in WITH_BRIAN2 and "brian2" in {name.split(".")[0] for name in imports(path)}
    ]


def imports(path: Path, package: str = "snn_cl") -> list[str]:
    """Return the dotted names that a file imports, those inside functions included."""
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(node, package)
            names = [alias.name for alias in node.names]
            found += [f"snn_cl.{name}" for name in names] if base == "snn_cl" else [base]
    return found


def _absolute(node: ast.ImportFrom, package: str) -> str:
    if not node.level:
        return node.module
    parts = package.split(".")
    start = parts[: len(parts) - node.level + 1]
    return ".".join(start + ([node.module] if node.module else []))


def identifiers(path: Path) -> set[str]:
    """Return the names that a file's code mentions; comments and docstrings do not count."""
    nodes = list(ast.walk(ast.parse(path.read_text())))
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    names |= {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    return names | {node.name for node in nodes if isinstance(node, ast.alias)}


def dotted(path: Path, root: Path = ROOT) -> str:
    """Return the module name of a file; `models/` is installed as `snn_cl.models`."""
    parts = path.relative_to(root).with_suffix("").parts
    parts = parts if parts[0] == "snn_cl" else ("snn_cl", *parts)
    return ".".join(parts)
