"""Shrink the pictures that experiments have drawn to those of the README's gallery.

    python docs/make_gallery.py     # where the experiments ran, which write to runs/ there

Each is 640 pixels wide with 128 colours, some 30 kB, and keeps the name of its experiment.
"""

from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from snn_cl.command_line.scripts import run_script

PICTURES = {  # by the name of their experiment
    **{
        name: f"{name}/{name}.png"
        for name in (
            "calcium_control",
            "unified_calcium",
            "graupner_brunel",
            "memory_lifetime",
            "optimal_recall",
            "tagging",
            "orchestrated",
            "sailnet",
            "voltage_stdp",
            "diehl_cook_mnist",
        )
    },
    "competitive": "competitive/mnist_all_test/recruitment.png",
}
WIDTH, COLOURS = 640, 128


@dataclass(frozen=True)
class Options:
    """Options of the script.

    Attributes
    ----------
    runs : Path
        Folder of the experiments' own folders.
    experiments : tuple of str
    out : Path
    """

    runs: Path = Path("runs")
    experiments: tuple[str, ...] = tuple(PICTURES)
    out: Path = Path(__file__).resolve().parent / "gallery"


def main(options: Options) -> None:
    """Shrink every picture."""
    options.out.mkdir(parents=True, exist_ok=True)
    for name in options.experiments:
        shrink(options.runs / PICTURES[name], options.out / f"{name}.png")


def shrink(source: Path, target: Path) -> None:
    """Write a picture anew, narrower and with few colours.

    Parameters
    ----------
    source, target : Path
    """
    with Image.open(source) as picture:
        height = round(picture.height * WIDTH / picture.width)
        small = picture.convert("RGB").resize((WIDTH, height), Image.Resampling.LANCZOS)
    # of the ways to choose them, the one that keeps hues apart that fill few pixels: lines
    small.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE).save(target, optimize=True)


if __name__ == "__main__":
    run_script(main, Options)
