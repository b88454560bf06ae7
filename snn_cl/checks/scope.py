"""What a name means in an equation file: which names there are, and their units."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from snn_cl.checks.declared import Known, Lines, read_lines
from snn_cl.find import folders
from snn_cl.language.dimension import DIMENSIONLESS, Dimension
from snn_cl.language.equation_file import EquationFile
from snn_cl.language.unit_table import units

SECOND = units()["second"].dimension
# What a mechanism may use though it does not declare it: the weight has the unit of the file
# that declares it, which is one of these.
WEIGHT = ("w", "w_min", "w_max", "dw")
_WEIGHT_UNITS = (DIMENSIONLESS, *(units()[name].dimension for name in ("siemens", "amp", "volt")))
_GIVEN = {"t": SECOND, "dt": SECOND} | dict.fromkeys(
    ("t_in_timesteps", "pi", "e", "inf", "i", "N"), DIMENSIONLESS
)
_GIVEN_TO_SYNAPSES = ("j", "N_pre", "N_post", "plastic")
_GIVEN_TO_NEURONS = ("learning",)
_GIVEN_WITH_REFRACTORY = {"not_refractory": DIMENSIONLESS, "lastspike": SECOND}


@dataclass(frozen=True)
class Neurons:
    """The neurons on one side of a synapse.

    Attributes
    ----------
    side : str
        'pre' or 'post'.
    named : tuple of EquationFile
        The files of a given population, or those that the Stack line names.
    others : tuple of EquationFile
        All other neuron files that are known; none if the population is given.
    """

    side: str
    named: tuple[EquationFile, ...]
    others: tuple[EquationFile, ...] = ()

    def known(self) -> dict[str, Known]:
        """Return the neurons' variables and parameters; the named files go first."""
        found = {}
        for file in self.others:
            for name, known in _known_of(file).items():
                options = found[name].options if name in found else ()
                options = tuple(dict.fromkeys(options + known.options))
                found[name] = Known(known.role, options, known.unit)
        for file in self.named:
            found |= _known_of(file)
        return found

    def ports(self, named_only: bool = False) -> list[str]:
        """Return what a synapse may add to.

        Parameters
        ----------
        named_only : bool
            Whether to look at `named` alone.

        Returns
        -------
        list of str
        """
        files = self.named if named_only else self.named + self.others
        return sorted({line.text for file in files for line in file.lines("ports")})

    @property
    def given(self) -> bool:
        """Whether the population is given, so that no other neurons will do."""
        return bool(self.named) and not self.others

    @property
    def title(self) -> str:
        """What a message calls these neurons."""
        return " + ".join(short_name(file) for file in self.named)


def _known_of(file: EquationFile) -> dict[str, Known]:
    extra = _GIVEN_WITH_REFRACTORY if file.lines("refractory") else {}
    found = {name: Known("given", (dimension,)) for name, dimension in extra.items()}
    return found | read_lines(file).known()


def short_name(file: EquationFile) -> str:
    """Return 'neurons/lif' for the shipped file, else the path.

    Parameters
    ----------
    file : EquationFile

    Returns
    -------
    str
    """
    name = f"{file.path.parent.name}/{file.path.stem}"
    found = any((folder / f"{name}.eq").is_file() for folder in folders("equations"))
    return name if found else str(file.path)


@dataclass
class Scope:
    """The names that a file or a stack may use.

    Attributes
    ----------
    kind : str
        'neurons' or 'synapses'.
    known : dict of str to Known
        Names without suffix.
    sides : dict of str to Neurons
        By 'pre' and 'post'; empty for neurons.
    own : frozenset of str
        The names that the stack declares.
    """

    kind: str
    known: dict[str, Known]
    sides: dict[str, Neurons] = field(default_factory=dict)
    own: frozenset[str] = frozenset()

    def __post_init__(self):
        for side, neurons in self.sides.items():
            for name, known in neurons.known().items():
                self.known.setdefault(f"{name}_{side}", known)

    def side_of(self, name: str) -> tuple[str, Neurons] | None:
        """Return 'I' and the target for 'I_post'; None if it is a name of this file.

        Parameters
        ----------
        name : str

        Returns
        -------
        None or (str, Neurons)
        """
        base, _, side = name.rpartition("_")
        if name in self.own:
            return None
        return (base, self.sides[side]) if base and side in self.sides else None

    def variants(self, used: Iterable[str]) -> Iterator[dict[str, Dimension]]:
        """Yield every assignment of units to names; none if a unit is not known.

        Parameters
        ----------
        used : iterable of str
            Known names.

        Yields
        ------
        dict of str to Dimension
        """
        used = list(dict.fromkeys(used))
        tied = {name: self._tie(name) for name in used}
        options = {tie: self.known[name].options for name, tie in tied.items()}
        for choice in itertools.product(*options.values()):
            chosen = dict(zip(options, choice, strict=True))
            yield {name: chosen[tied[name]] for name in used}

    def _tie(self, name: str) -> str:
        """Return one key for names that have one unit, whichever it is."""
        return "w" if self.known[name].role == "weight" else name


def make_scope(lines: Iterable[Lines], whole: bool, sides: dict[str, Neurons]) -> Scope:
    """Collect the names that files joined to a stack may use.

    Parameters
    ----------
    lines : iterable of Lines
        The stack.
    whole : bool
        Whether nothing else will be joined to the stack.
    sides : dict of str to Neurons

    Returns
    -------
    Scope
    """
    lines = list(lines)
    kind = lines[-1].file.kind
    given = dict(_GIVEN)
    if kind == "synapses":
        given |= dict.fromkeys(_GIVEN_TO_SYNAPSES, DIMENSIONLESS)
    else:
        given |= dict.fromkeys(_GIVEN_TO_NEURONS, DIMENSIONLESS)
        if not whole or any(part.file.lines("refractory") for part in lines):
            given |= _GIVEN_WITH_REFRACTORY
    known = {name: Known("given", (dimension,)) for name, dimension in given.items()}
    own = {}
    for part in lines:
        own |= {name: k for name, k in part.known().items() if name not in {**given, **units()}}
    known |= own
    if kind == "synapses":
        weight = known.get("w", Known("weight", _WEIGHT_UNITS))
        if not whole:
            for name in ("w", "w_min", "w_max"):
                known.setdefault(name, Known("weight", weight.options))
        known["dw"] = Known("weight", weight.options)
    summed = {e.name for part in lines for e in part.equations if "summed" in e.flags}
    return Scope(kind, known, sides, frozenset(own) - summed)
