"""README and pages: what they print works as printed, and what they link to is there."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from drawn import coloured_pixels

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
PYTHON = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)
SECTION = re.compile(r"## A mechanism of your own.*?\n(.*?)\n## ", re.DOTALL)
BLOCK = re.compile(r"^```\n(.*?)^```", re.DOTALL | re.MULTILINE)


def test_every_picture_of_the_gallery_is_there_with_the_command_that_draws_it():
    shown = []
    for page in ("models", "results"):
        text = (ROOT / "docs" / f"{page}.md").read_text()
        for path, name in re.findall(r'src="(gallery/(\w+)\.png)"', text):
            script = re.findall(r"`python (experiments/\S+\.py)", text[: text.index(path)])[-1]
            assert f"runs/{name}" in (ROOT / script).read_text()
            shown.append(f"{name}.png")
    assert sorted(shown) == sorted(path.name for path in (ROOT / "docs" / "gallery").iterdir())


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_link_and_script_of_a_page_leads_to_a_file(page):
    text = page.read_text()
    links = [link for link in re.findall(r"\]\(([^)]+)", text) if not link.startswith("http")]
    links += re.findall(r'src="([^"]+)"', text)
    assert [link for link in links if not leads_somewhere(link, page)] == []
    scripts = re.findall(r"\b(?:experiments|tests)/[\w/]+\.\w+", text)
    assert [each for each in scripts if not (ROOT / each).is_file()] == []


def leads_somewhere(link: str, page: Path) -> bool:
    path, _, heading = link.partition("#")
    target = page.parent / path if path else page
    return target.is_file() and (not heading or heading in anchors(target.read_text()))


def anchors(text: str) -> list[str]:
    """Return what links call the headings of a page, as GitHub and MyST make it of them."""
    headings = re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S), re.M)
    return [re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings]


def test_a_link_to_a_heading_leads_to_one_that_is_there(tmp_path):
    (tmp_path / "page.md").write_text("# One\n```\n# no heading\n```\n## `check` and run, twice\n")
    page = tmp_path / "other.md"
    assert leads_somewhere("page.md#check-and-run-twice", page)
    assert not leads_somewhere("page.md#no-heading", page)
    assert not leads_somewhere("nothing.md", page)


def test_the_readme_is_read_in_one_go():
    assert len((ROOT / "README.md").read_text().splitlines()) <= 200


@pytest.mark.compiler
def test_the_examples_in_python_run_as_printed(tmp_path):
    text = (ROOT / "docs" / "python.md").read_text() + (ROOT / "docs" / "record.md").read_text()
    blocks = [block for block in PYTHON.findall(text) if "def " not in block]
    assert len(blocks) == 4
    for block in blocks:
        done = run_in(tmp_path, [sys.executable, "-c", block])
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "runs" / "first" / "figures" / "accuracy_matrix.png").is_file()


@pytest.mark.compiler
@pytest.mark.slow
def test_the_python_of_the_readme_runs_as_printed(tmp_path):
    [block] = PYTHON.findall((ROOT / "README.md").read_text())
    done = run_in(tmp_path, [sys.executable, "-c", block])
    assert done.returncode == 0, done.stderr
    matrix, pictures = done.stdout.splitlines()
    assert [len(row) for row in json.loads(matrix)] == [5] * 5
    assert "weight_histogram.png" in pictures


@pytest.mark.compiler
@pytest.mark.slow
def test_the_curves_are_drawn_as_printed(tmp_path):
    text = (ROOT / "docs" / "python.md").read_text()
    [commands] = re.findall(r"^```\n(snn-cl probe .*?)^```", text, re.DOTALL | re.MULTILINE)
    # Hundreds of synapses that draw random numbers at each step of a minute take three.
    cheap = [line for line in commands.splitlines() if "--repeats" not in line]
    assert len(cheap) == len(commands.splitlines()) - 1
    run_commands("\n".join(cheap), tmp_path)
    assert sorted(path.name for path in (tmp_path / "runs").iterdir()) == [
        "calcium_control_frequency",
        "calcium_control_pairing",
        "calcium_control_stdp",
        "stdp_pair_stdp",
    ]


@pytest.mark.slow
def test_the_plug_ins_work_as_printed(tmp_path):
    text = (ROOT / "docs" / "streams-and-metrics.md").read_text()
    for path, block in re.findall(r"^`(\w+/\w+\.py)`:\n\n```python\n(.*?)^```", text, re.M | re.S):
        write(tmp_path / "mine" / path, block)
    [figure] = [
        each for each in PYTHON.findall((ROOT / "docs" / "record.md").read_text()) if "def" in each
    ]
    write(tmp_path / "mine" / "figures" / "silent_answers.py", figure)
    code = (
        "from snn_cl import Configuration, finish, plot, start\n"
        "from snn_cl.find import find_function\n"
        "import numpy as np\n"
        "chosen = dict(n_train=10, n_test=10, backend='numpy', encoder='binary_rate')\n"
        "summary = finish(start(Configuration(**chosen), 'runs/mine'))\n"
        "assert summary['worst_experience'] == min(summary['accuracy_matrix'][-1]), summary\n"
        "counts = np.array([[1, 1, 0], [0, 0, 0]])\n"
        "assert find_function('readouts', 'last_of_ties')(counts).tolist() == [1, -1]\n"
        "[path] = plot('silent_answers', ['runs/mine'])\n"
        "assert path.name == 'silent_answers.png'\n"
    )
    done = run_in(tmp_path, [sys.executable, "-c", code], SNN_CL_PATH=str(tmp_path / "mine"))
    assert done.returncode == 0, done.stderr


def test_a_picture_of_the_gallery_is_narrow_and_has_few_colours(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    import make_gallery
    from PIL import Image

    Image.effect_mandelbrot((1600, 800), (-3, -2.5, 2, 2.5), 100).save(tmp_path / "large.png")
    make_gallery.shrink(tmp_path / "large.png", tmp_path / "small.png")
    with Image.open(tmp_path / "small.png") as small:
        assert small.size == (640, 320)
        assert 1 < len(small.getcolors()) <= 128


@pytest.mark.compiler
def test_a_mechanism_of_your_own_goes_from_idea_to_picture(tmp_path):
    section = SECTION.search((ROOT / "README.md").read_text())[1]
    equations, commands = BLOCK.findall(section)
    file = tmp_path / "mine" / "equations" / "synapses" / "tired.eq"
    assert "`mine/equations/synapses/tired.eq`" in section
    file.parent.mkdir(parents=True)
    file.write_text(equations)
    done = run_commands(re.sub(r"^\$ ", "", commands, flags=re.MULTILINE), tmp_path)
    assert done.stdout.startswith("1 file without error\n")
    assert coloured_pixels(tmp_path / "runs" / "tired" / "figures" / "state_traces.png") > 100


def run_commands(script: str, folder: Path) -> subprocess.CompletedProcess:
    """Run lines of a shell that may call snn-cl; each has to succeed."""
    command = folder / "bin" / "snn-cl"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m snn_cl "$@"\n')
    command.chmod(0o755)
    path = f"{command.parent}:{os.environ['PATH']}"
    done = run_in(folder, ["bash", "-e", "-c", script], PATH=path)
    assert done.returncode == 0, done.stderr
    return done


def run_in(folder: Path, command: list[str], **variables: str) -> subprocess.CompletedProcess:
    environment = os.environ | {"PYTHONPATH": str(ROOT)} | variables
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
