"""Whatever a user can mend is said in one line on the standard error, with exit status 1."""

import contextlib
import errno
import io
import re
import signal
import sys
import typing
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, TextIO

import tyro

from snn_cl.errors import INTERRUPTED, NotFoundError, RunError, SnnClError, printable

_CHECK = "check the path, its permissions and the space that is left"
_LESS = "give fewer neurons (--size) or images, or a machine with more memory"


def run_script(main: Callable[[Any], None], options: type) -> None:
    """Run a script with what its command line says.

    Parameters
    ----------
    main : callable
        Takes the options; the text at the top of its module is the help.
    options : type
        Dataclass whose fields are the script's options. If there is an `out`, it gets a place to
        be in before the work begins, so that nothing is lost at its end.

    Raises
    ------
    SystemExit
        With status 1 for what a user can mend, a file that cannot be written included.
    """
    program = Path(sys.argv[0]).name
    with one_line_errors(program):
        text = sys.modules[main.__module__].__doc__
        check_given_once(sys.argv[1:], options)
        chosen = parsed(lambda: tyro.cli(options, description=text), program)
        try:
            if hasattr(chosen, "out"):
                chosen.out.parent.mkdir(parents=True, exist_ok=True)
            main(chosen)
        except OSError as error:
            place = error.filename or (error.errno == errno.ENOSPC and getattr(chosen, "out", ""))
            if not place:
                raise
            raise RunError(f"{place}: {error.strerror}; {_CHECK}") from error


@contextlib.contextmanager
def one_line_errors(program: str) -> Iterator[None]:
    """Turn what a user can mend, Ctrl-C and warnings inside a `with` block into one line each.

    A signal to end (SIGTERM) is Ctrl-C: a run leaves its checkpoint.

    Parameters
    ----------
    program : str
        What a line begins with.

    Raises
    ------
    SystemExit
        With status 1, or 130 after Ctrl-C.
    """
    # Brian2 puts its own handler before the one it finds, which must be one that can be called.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    warnings.showwarning = lambda message, *_, **__: _say(program, f"warning: {message}")
    try:
        yield
    except SnnClError as error:
        _say(program, error)
        raise SystemExit(1) from None
    except MemoryError as error:
        what = " ".join(str(error).split()) or "Python got none"
        _say(program, f"out of memory ({what}); {_LESS}")
        raise SystemExit(1) from None
    except KeyboardInterrupt as stop:
        _say(program, str(stop) or "stopped")
        raise SystemExit(INTERRUPTED) from None
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(1) from None
    except OSError as error:
        if error.filename is None:  # not about a file, so none of the user's
            raise
        _say(program, f"{error.filename}: {error.strerror}; {_CHECK}")
        raise SystemExit(1) from None


def _say(program: str, what: object) -> None:
    print(printable(f"{program}: {what}"), file=sys.stderr)


def say_lines(text: object, file: TextIO | None = None) -> None:
    """Print a text of several lines, in which what a file holds cannot speak to the terminal.

    Parameters
    ----------
    text : object
    file : text stream, optional
        Standard output if not given.
    """
    print(printable(str(text), keep="\n\t"), file=file)


def check_given_once(arguments: Sequence[str], *options: type) -> None:
    """Refuse a list that is given twice: a parser would forget what it was first given.

    Parameters
    ----------
    arguments : sequence of str
    *options : type
        Dataclasses whose fields are the options that there are.

    Raises
    ------
    NotFoundError
        If one is. Of an option that is no list the last one counts, as shells have it.
    """
    every = [each for one in options for each in fields(one)]
    lists = {f"--{each.name}" for each in every if typing.get_origin(each.type) is tuple}
    given = [text.partition("=")[0].replace("-", "_") for text in arguments if text[:2] == "--"]
    for option in sorted(lists):
        if given.count(option.replace("-", "_")) > 1:
            name = option.replace("_", "-")
            raise NotFoundError(f"{name} comes twice; give it once, with all its values behind it")


def parsed(parse: Callable[[], Any], program: str, command: str = "") -> Any:
    """Return what a parser of tyro returns; say its complaint in one line.

    Parameters
    ----------
    parse : callable
    program, command : str
        For the line: what was called, and whose help to look at.

    Returns
    -------
    object

    Raises
    ------
    NotFoundError
        If the arguments are none that the parser knows.
    """
    errors = io.StringIO()
    try:
        with contextlib.redirect_stderr(errors):
            return parse()
    except SystemExit as stop:
        if stop.code:
            start, remedy = f"{command}: " * bool(command), f"{program} {command}".rstrip()
            line = f"{start}{_one_line(errors.getvalue())}; see '{remedy} --help'"
            raise NotFoundError(line) from None
        raise


def _one_line(text: str) -> str:
    # The parser draws a box of several lines; what is said in it fits one.
    words = " ".join(re.sub(r"[\u2500-\u257f]", " ", text).split())
    words = re.sub(r"(Argument helptext|For full helptext).*", "", words).strip()
    for pattern, clear in _CLEARER:
        found = re.search(pattern, words)
        if found:
            return clear.format(*found.groups(""))
    return words


# What tyro says, and how we say it.
_CLEARER = (
    (
        # tyro may mean the same option of another command, which is of no help
        r"Unrecognized .*?options: (-[\w-]+)(?![\w-]).*Perhaps you meant: (?!\1(?![\w-]))(-[\w-]+)",
        "no option '{0}'; did you mean '{1}'?",
    ),
    (r"Unrecognized .*?options: (-[\w-]+)", "no option '{0}'"),
    (r"Unrecognized .*?options: (\S+?)(?:,| |$)", "unexpected argument '{0}'"),
    (
        r"Error parsing (\S+): invalid literal for int\(\) with base 10: '(.*?)'",
        "{0} is '{1}'; expected a whole number",
    ),
    (
        r"Error parsing (\S+): no type matching .*INT.* from \['(.*?)'\]",
        "{0} is '{1}'; expected a whole number",
    ),
    (r"Error parsing (\S+): (.*)", "{0}: {1}"),
    (r"Missing value for argument '(\S+?)'", "{0}: a value is missing"),
    (r"Missing from snn-cl \S+: \S+ (.*?)\.? \(required\)", "an argument is missing: {0}"),
)
