"""From a place in generated code back to the line of an equation file that it was made from."""

import re
from pathlib import Path

from snn_cl.backends.code_names import code_name
from snn_cl.language.source_location import Place
from snn_cl.network.resolved import Part, ResolvedModel

_ERROR = re.compile(r"(?P<file>[^\s:]+\.\w+):(?P<line>\d+):")
_SOURCE = re.compile(r"// ---- (?P<path>\S+) ----")  # where a source begins in a joined one
_PIECE = re.compile(r"(?:neurons|synapses)(?P<number>\d{3,})_(?P<piece>\w+?)_codeobject")
# What generated code puts before a name: of a new value, or of an array.
_PREFIX = re.compile(r"^_+(?:(?:ptr_|dynamic_)*array_(?:neurons|synapses)\d+_)?")
_SECTIONS = {
    "stateupdater": "equations",
    "subexpression_update": "equations",
    "spike_thresholder": "threshold",
    "spike_resetter": "reset",
    "pre": "on_pre",
    "post": "on_post",
}


def place_of(error: str, folder: Path, resolved: ResolvedModel) -> Place | None:
    """Return the line of an equation file that the compiler stumbled over.

    Parameters
    ----------
    error : str
        What the compiler says, 'FILE:LINE:COLUMN: error: ...'.
    folder : Path
        Of the generated sources.
    resolved : ResolvedModel

    Returns
    -------
    Place or None
        None if no equation file has to do with it.
    """
    match = _ERROR.search(error)
    path = folder / match["file"] if match else None
    if path is None or not path.is_file():
        return None
    lines = path.read_text(errors="replace").splitlines()[: int(match["line"])]
    begun = [found["path"] for found in map(_SOURCE.match, lines) if found]
    piece = _PIECE.search(begun[-1] if begun else match["file"])
    if piece is None or not lines:
        return None
    part = list(resolved.parts.values())[int(piece["number"])]
    return _in_section(part, piece["piece"], lines[-1])


def _in_section(part: Part, piece: str, line: str) -> Place | None:
    """Return the place of what a line assigns, else of the first line of its section."""
    section = _SECTIONS.get(piece, re.sub(r"_\d+$", "", piece))
    if section in part.rule.single:
        return part.rule.single[section].place
    if section == "equations" or section.startswith("summed_variable"):
        found = {e.name: e.line.place for e in part.rule.equations if e.kind != "variable"}
    else:
        found = {}
        for name, _, body in part.rule.statements:
            if name == section:
                found |= {s.name: s.line.place for s in body if s.line.place.line}
    written = {_PREFIX.sub("", word) for word in re.findall(r"\w+", line.partition("=")[0])}
    named = [place for name, place in found.items() if written & {name, *_forms(name)}]
    return next(iter(named or found.values()), None)


def _forms(name: str) -> set[str]:
    base, _, side = name.rpartition("_")
    return {code_name(name)} | ({f"{code_name(base)}_{side}"} if side in ("pre", "post") else set())
