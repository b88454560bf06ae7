"""Write the pages of the site that are made from the project itself: equation files, API, errors.

python docs/generate_pages.py     # docs/_generated/; `make docs` does it
"""

import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import snn_cl
from snn_cl.find import full_name, names
from snn_cl.language.latex import equation_latex, name_latex, statement_latex
from snn_cl.language.rule import Rule, read_rule
from snn_cl.network.model import Model
from snn_cl.plasticity.configuration import ProbeConfiguration
from snn_cl.plasticity.curve import record_curve
from snn_cl.plotting import plot
from snn_cl.plug_in import find_plug_in

DOCS = Path(__file__).resolve().parent
OUT = DOCS / "_generated"
PACKAGES = [
    "backends",
    "checks",
    "language",
    "network",
    "plasticity",
    "records",
    "studies",
    "training",
]
PLUG_INS = ["models", "datasets", "scenarios", "encoders", "readouts", "metrics", "figures"]
# Rules that spikes of two neurons alone move, with what their curve is drawn by.
CURVES = {
    "synapses/calcium_control": ProbeConfiguration(),
    "synapses/graupner_brunel": ProbeConfiguration(start="1", repeats=20),
    "synapses/inhibitory_plasticity": ProbeConfiguration(),
    "synapses/stdp_pair": ProbeConfiguration(),
    "synapses/stdp_triplet": ProbeConfiguration(protocol="frequency"),
    "synapses/stdp_triplet_minimal": ProbeConfiguration(protocol="frequency"),
    "synapses/unified_calcium": ProbeConfiguration(),
}
MODULES = [
    "errors",
    "find",
    "files",
    "stream",
    "course",
    "judgement",
    "inputs",
    "simulator",
    "plotting",
]


def main() -> None:
    """Write all pages anew."""
    shutil.rmtree(OUT, ignore_errors=True)
    users = users_of_files()
    for name in names("equations"):
        page = OUT / "equations" / f"{name}.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(equation_page(name, users.get(name, [])))
    for name, configuration in CURVES.items():
        draw_curve(name, configuration)
    (OUT / "equations.md").write_text(equation_index())
    (OUT / "errors.md").write_text(error_page())
    shutil.copy(DOCS.parent / "CHANGELOG.md", OUT / "changelog.md")
    for name, text in api_pages():
        page = OUT / "api" / f"{name}.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text)


def users_of_files() -> dict[str, list[str]]:
    """Return the shipped models that use each equation file, by the file's name."""
    users: dict[str, list[str]] = {}
    for name in names("models"):
        plug_in = find_plug_in("models", name)
        sizes = {"n_input": 784, "n_output": 2}
        model: Model = plug_in(**{key: n for key, n in sizes.items() if plug_in.needs(key)})
        stacks = [each.neurons for each in model.populations]
        stacks += [each.rule for each in model.projections]
        for file in dict.fromkeys(file for stack in stacks for file in stack):
            users.setdefault(file, []).append(name)
    return users


def equation_page(name: str, users: list[str]) -> str:
    """Return the page of one equation file."""
    rule = read_rule([name])
    file = rule.files[0]
    lines = [f"# {name.partition('/')[2]}", "", file.title, ""]
    lines += [f"* Source: {linked(source)}" for source in file.sources]
    lines += [f"* Stack: {with_links(stack)}" for stack in file.stack]
    models = ", ".join(f"{{py:mod}}`{each} <snn_cl.models.{each}>`" for each in users)
    lines += [f"* Models that use it: {models or 'none that ships'}"]
    lines += ["", *curve(name), *parameter_table(rule), *mathematics(rule)]
    lines += ["## The file", "", "```text", file.text.rstrip(), "```", ""]
    return "\n".join(lines)


def curve(name: str) -> list[str]:
    """Return the plasticity curve of a rule, and the command that draws it."""
    if name not in CURVES:
        return []
    chosen, usual = vars(CURVES[name]), vars(ProbeConfiguration())
    options = "".join(f" --{key} {value}" for key, value in chosen.items() if value != usual[key])
    picture = f"![the change of the weight](../../curves/{Path(name).stem}.svg)"
    return ["## Plasticity curve", "", picture, "", f"`snn-cl probe {name}{options}`", ""]


def draw_curve(name: str, configuration: ProbeConfiguration) -> None:
    """Draw the plasticity curve of a rule for its page."""
    with tempfile.TemporaryDirectory() as folder:
        record = record_curve(name, configuration, Path(folder) / "curve")
        [picture] = plot("plasticity_curve", record.folder, out=folder, format="svg")
        target = OUT / "curves" / f"{Path(name).stem}.svg"
        target.parent.mkdir(exist_ok=True)
        shutil.copy(picture, target)


def with_links(stack: str) -> str:
    """Return a line of the header with each equation file in it as a link to its page."""
    return re.sub(
        r"(neurons|synapses)/(\w+)",
        lambda found: f"[{found[0]}](../{found[1]}/{found[2]}.md)",
        stack,
    )


def linked(source: str) -> str:
    """Return a source with its doi and arXiv number as links."""
    source = re.sub(r"doi:(10\.[^\s,;]+[^\s,;.)])", r"[doi:\1](https://doi.org/\1)", source)
    return re.sub(r"arXiv:(\d{4}\.\d{4,5})", r"[arXiv:\1](https://arxiv.org/abs/\1)", source)


def parameter_table(rule: Rule) -> list[str]:
    """Return the parameters of a rule as a table."""
    if not rule.parameters:
        return []
    rows = [f"| `{p.name}` | `{p.text}` | {p.meaning} |" for p in rule.parameters]
    return ["## Parameters", "", "| name | value | meaning |", "|---|---|---|", *rows, ""]


def mathematics(rule: Rule) -> list[str]:
    """Return the equations and statements of a rule, rendered."""
    lines = []
    plain = [name_latex(each.name) for each in rule.equations if each.kind == "variable"]
    written = [equation_latex(each) for each in rule.equations if each.kind != "variable"]
    if plain:
        lines += ["Variables that events change: " + ", ".join(f"${each}$" for each in plain), ""]
    lines += displayed(written)
    for section, argument, body in rule.statements:
        own = [each for each in body if each.line.place.line]
        if own:
            lines += [f"`[{f'{section} {argument}'.strip()}]`", ""]
            lines += displayed([statement_latex(each) for each in own])
    return ["## Mathematics", "", *lines] if lines else []


def displayed(formulas: list[str]) -> list[str]:
    """Return formulas one below the other, each aligned at its sign."""
    if not formulas:
        return []
    aligned = [re.sub(r" (=|\\leftarrow) ", r" &\1 ", each, count=1) for each in formulas]
    return ["$$", r"\begin{aligned}", " \\\\\n".join(aligned), r"\end{aligned}", "$$", ""]


def equation_index() -> str:
    """Return the page that lists all equation files."""
    lines = ["# All equation files", ""]
    for kind in ("neurons", "synapses"):
        here = [name for name in names("equations") if name.startswith(kind)]
        lines += [f"## {kind.capitalize()}", "", "```{toctree}", ":maxdepth: 1", ""]
        lines += [f"equations/{name}" for name in here] + ["```", ""]
    return "\n".join(lines)


def error_page() -> str:
    """Return the catalogue of errors."""
    messages = DOCS.parent / "tests" / "equations" / "messages.txt"
    head = "# Errors of equation files\n\nEach line is what is said of one file with one mistake."
    return f"{head}\n\n```text\n{messages.read_text().rstrip()}\n```\n"


def api_pages() -> Iterator[tuple[str, str]]:
    """Yield name and text of each page of the API."""
    titles = ["index"]
    for package in PACKAGES:
        folder = DOCS.parent / "snn_cl" / package
        found = sorted(path.stem for path in folder.glob("*.py") if not path.stem.startswith("_"))
        yield package, api_page(package, [f"snn_cl.{package}.{stem}" for stem in found])
        titles.append(package)
    yield "top", api_page("top of the package", [f"snn_cl.{name}" for name in MODULES])
    for kind in PLUG_INS:
        shipped = [f"snn_cl.{kind}.{name}" for name in names(kind) if full_name(kind, name) == name]
        yield kind, api_page(kind, shipped)
    pages = "\n".join(["top", *PACKAGES, *PLUG_INS])
    public = ", ".join(f"`{name}`" for name in snn_cl.__all__)
    yield "index", f"# API\n\nPublic names: {public}.\n\n```{{toctree}}\n{pages}\n```\n"


def api_page(title: str, modules: list[str]) -> str:
    """Return the page of some modules, from their docstrings."""
    blocks = [
        f"## {module}\n\n```{{eval-rst}}\n.. automodule:: {module}\n   :members:\n```\n"
        for module in modules
    ]
    return f"# {title}\n\n" + "\n".join(blocks)


if __name__ == "__main__":
    main()
