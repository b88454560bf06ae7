"""The walk-through of the README works as printed."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECTION = re.compile(r"## A mechanism of your own.*?\n(.*?)\n## ", re.DOTALL)
BLOCK = re.compile(r"^```\n(.*?)^```", re.DOTALL | re.MULTILINE)


def test_every_picture_of_the_gallery_is_there_with_the_command_that_draws_it():
    text = (ROOT / "README.md").read_text()
    shown = re.findall(r'src="(docs/gallery/(\w+)\.png)"', text)
    assert sorted(path for path, _ in shown) == sorted(
        str(path.relative_to(ROOT)) for path in (ROOT / "docs" / "gallery").iterdir()
    )
    for path, name in shown:
        script = re.findall(r"`python (experiments/\S+\.py)", text[: text.index(path)])[-1]
        assert (ROOT / script).is_file()
        assert f"runs/{name}" in (ROOT / script).read_text()


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
    command = tmp_path / "bin" / "snn-cl"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m snn_cl "$@"\n')
    command.chmod(0o755)
    script = re.sub(r"^\$ ", "", commands, flags=re.MULTILINE)
    environment = os.environ | {
        "PATH": f"{command.parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        ["bash", "-e", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("1 file without error\n")
    assert (tmp_path / "runs" / "tired" / "figures" / "state_traces.png").stat().st_size > 10_000
