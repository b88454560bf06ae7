"""The command `snn-cl`: reads arguments and calls one library function each."""

import contextlib
import functools
import json as json_format
import sys
from pathlib import Path
from typing import Annotated

import tyro

from snn_cl import __version__
from snn_cl.command_line.scripts import check_given_once, one_line_errors, parsed, say_lines
from snn_cl.configuration import Configuration
from snn_cl.errors import NotFoundError, did_you_mean
from snn_cl.plasticity.configuration import ProbeConfiguration
from snn_cl.plug_in_name import KINDS

SHELLS = ("bash", "zsh", "fish")


def run(
    configuration: Annotated[Configuration, tyro.conf.arg(name="")],
    out: Path | None = None,
    json: bool = False,
) -> None:
    """Train a model along a stream and evaluate it on every experience.

    Parameters
    ----------
    configuration : Configuration
    out : Path, optional
        Folder of the record; a new one under runs/ if not given.
    json : bool
        Print the results as one JSON object, the last line of standard output.
    """
    from snn_cl.command_line.progress_bars import ProgressBars
    from snn_cl.training.run import start

    with ProgressBars() as progress:
        _finish(start(configuration, out, progress), json)


def resume(
    run: tyro.conf.Positional[Path], data_root: str = "", trust: bool = False, json: bool = False
) -> None:
    """Go on with an interrupted run from its last checkpoint.

    Parameters
    ----------
    run : Path
        Folder of the record.
    data_root : str
        Folder of the data, if it has moved since then.
    trust : bool
        Let Python files run that the record names by their paths; look at them first.
    json : bool
        Print the results as one JSON object, the last line of standard output.
    """
    from snn_cl.command_line.progress_bars import ProgressBars
    from snn_cl.training.run import resume as take_up

    with ProgressBars() as progress:
        _finish(take_up(run, progress, data_root=data_root, trust=trust), json)


def check(files: tyro.conf.Positional[tuple[str, ...]]) -> None:
    """Check equation files: names, units, ports, sections.

    Parameters
    ----------
    files : tuple of str
        Paths or names of equation files.
    """
    from snn_cl.checks import check_file, file_warnings

    if not files:
        raise NotFoundError("check: name at least one equation file, such as my.eq")
    errors = [error for name in files for error in check_file(name, also=files)]
    for error in errors:
        say_lines(error, sys.stderr)
    for warning in (warning for name in files for warning in file_warnings(name)):
        say_lines(warning, sys.stderr)
    if errors:
        raise SystemExit(1)
    print(f"{len(files)} {'file' if len(files) == 1 else 'files'} without error")


def show(name: tyro.conf.Positional[str], latex: bool = False) -> None:
    """Show an equation file or a model: title, source, parameters, the joined rules.

    Parameters
    ----------
    name : str
        Name or path of a model, an equation file or another plug-in.
    latex : bool
        Print tables for a paper instead: of a model its populations, connectivity, neurons,
        synapses and plasticity, input and measurements.
    """
    from snn_cl.command_line.describe import describe, describe_in_latex

    say_lines(describe_in_latex(name) if latex else describe(name))


def list_(kind: tyro.conf.Positional[str] = "") -> None:
    """List what there is, by kind.

    Parameters
    ----------
    kind : str
        models, equations, datasets, scenarios, encoders, readouts, metrics or figures.
    """
    from snn_cl.command_line.describe import listing

    say_lines(listing([kind] if kind else KINDS))


def plot(
    figure: tyro.conf.Positional[str],
    runs: tyro.conf.Positional[tuple[Path, ...]],
    out: Path | None = None,
    format: str = "png",
) -> None:
    """Draw a figure of one or more runs.

    Parameters
    ----------
    figure : str
        Name of the figure, or 'all'.
    runs : tuple of Path
        Folders of records.
    out : Path, optional
        Folder of the picture; figures/ in the first run if not given.
    format : str
        png, svg or pdf.
    """
    from snn_cl.plotting import plot as draw

    for path in draw(figure, runs, out, format):
        say_lines(path)


def probe(
    rule: tyro.conf.Positional[str],
    configuration: Annotated[ProbeConfiguration, tyro.conf.arg(name="")],
    out: Path | None = None,
) -> None:
    """Draw the plasticity curve of a synapse rule: what spikes at given times do to a weight.

    Parameters
    ----------
    rule : str
        Name or path of the rule's equation file.
    configuration : ProbeConfiguration
    out : Path, optional
        Folder of the curve and its picture; a new one under runs/ if not given.
    """
    from snn_cl.plasticity.curve import record_curve
    from snn_cl.plotting import plot as draw

    record = record_curve(rule, configuration, out)
    say_lines(draw("plasticity_curve", [record.folder])[0])


def new(kind: tyro.conf.Positional[str], name: tyro.conf.Positional[str]) -> None:
    """Write a commented equation file to begin with.

    Parameters
    ----------
    kind : str
        synapse or neuron.
    name : str
        Of the new file, such as my_rule; a file that is there is not overwritten.
    """
    from snn_cl.command_line.skeletons import write_skeleton

    path = write_skeleton(kind, name)
    say_lines(f"{path}: change it, then run 'snn-cl check {path}'")


COMMANDS = {
    "run": run,
    "resume": resume,
    "check": check,
    "show": show,
    "list": list_,
    "plot": plot,
    "probe": probe,
    "new": new,
}


def main() -> None:
    """Run the command line; exit 1 with one line for whatever a user can mend."""
    with one_line_errors("snn-cl"):
        _call(sys.argv[1:])


def _call(arguments: list[str]) -> None:
    if not arguments:
        arguments = ["--help"]
    if arguments[0] == "--version":
        print(f"snn_cl {__version__}")
    elif arguments[0] == "--completion":
        _print_completion(arguments[1:])
    else:
        _call_command(arguments)


def _call_command(arguments: list[str]) -> None:
    if arguments[0].startswith("-") and arguments[0] not in ("-h", "--help"):
        raise NotFoundError(f"'{arguments[0]}' comes before the command; write it after 'run'")
    if not arguments[0].startswith("-") and arguments[0] not in COMMANDS:
        raise NotFoundError(f"no command '{arguments[0]}'{did_you_mean(arguments[0], COMMANDS)}")
    check_given_once(arguments, Configuration, ProbeConfiguration)
    command = arguments[0] if arguments[0] in COMMANDS else ""
    parsed(lambda: _command(arguments), "snn-cl", command)()


def _print_completion(shells: list[str]) -> None:
    """Print what makes a shell complete commands and flags."""
    if len(shells) != 1 or shells[0] not in SHELLS:
        raise NotFoundError(
            f"--completion {' '.join(shells)}: expected one of {', '.join(SHELLS)}; "
            "such as: snn-cl --completion bash > ~/.local/share/bash-completion/completions/snn-cl"
        )
    with contextlib.suppress(SystemExit):
        _command(["--tyro-print-completion", shells[0]])


def _command(arguments: list[str]):
    calls = []
    commands = {name: _deferred(function, calls) for name, function in COMMANDS.items()}
    tyro.extras.subcommand_cli_from_dict(
        commands,
        prog="snn-cl",
        description="Spiking networks that keep learning: simulate, judge and draw. "
        "--version tells the version, --completion bash (zsh, fish) what a shell completes.",
        args=arguments,
    )
    return calls[0]


def _deferred(function, calls):
    @functools.wraps(function)
    def note(*args, **kwargs):
        calls.append(functools.partial(function, *args, **kwargs))

    return note


def _finish(started, json: bool) -> None:
    from snn_cl.command_line.describe import accuracy_table
    from snn_cl.records.checkpoint import read_progress
    from snn_cl.training.run import finish

    try:
        summary = finish(started)
    except KeyboardInterrupt:
        raise KeyboardInterrupt(
            f"stopped after {read_progress(started.record.folder)['position']} of "
            f"{len(started.stream)} presentations; go on with: "
            f"snn-cl resume {started.record.folder}"
        ) from None
    say_lines(accuracy_table(started.record))
    if json:
        print(json_format.dumps(summary))
