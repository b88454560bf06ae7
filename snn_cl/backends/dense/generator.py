"""C++ for single expressions: float stays float, and loops say whether they are independent."""

import ast
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from brian2.codegen.generators.cpp_generator import CPPCodeGenerator
from brian2.core.preferences import prefs
from brian2.core.variables import ArrayVariable, AuxiliaryVariable, Constant
from brian2.parsing.rendering import CPPNodeRenderer
from brian2.utils.stringtools import get_identifiers, word_substitute

from snn_cl.backends.dense.analysis.deferred_steps import is_steady
from snn_cl.backends.dense.analysis.independence import MOVING_INDEX, find_conflict
from snn_cl.backends.dense.analysis.no_learning import spares, without_learning
from snn_cl.backends.dense.analysis.poisson_threshold import Draw, find_draw, scalar_expressions
from snn_cl.backends.dense.analysis.zero_gate import ZeroGate, find_gate, keeps_within
from snn_cl.backends.functions import FLOAT_DRAWS

OF_SYNAPSES = ("dense_on_pre", "dense_on_post", "dense_stateupdate")


class DenseRenderer(CPPNodeRenderer):
    """Render an expression as Brian2 does, but powers."""

    def render_BinOp(self, node: ast.BinOp) -> str:
        """Keep powers in the type of their base; small ones become a few multiplications."""
        if not isinstance(node.op, ast.Pow):
            return super().render_BinOp(node)
        return f"_dense_power({self.render_node(node.left)}, {self.render_node(node.right)})"


class FloatRenderer(DenseRenderer):
    """Render an expression of float variables so that nothing in it is promoted to double.

    Parameters
    ----------
    constants : set of str
        Names that generated code declares as constants of type double.
    """

    def __init__(self, constants: set[str], **options: Any) -> None:
        super().__init__(**options)
        self.constants = constants

    def render_Constant(self, node: ast.Constant) -> str:
        """Give numbers with a point their suffix; integers have no such choice."""
        text = super().render_Constant(node)
        return text + "f" if isinstance(node.value, float | np.floating) else text

    def render_Name(self, node: ast.Name) -> str:
        """Convert constants where they are used: those used together with time stay double."""
        text = super().render_Name(node)
        return f"float({text})" if node.id in self.constants else text


class DenseGenerator(CPPCodeGenerator):
    """Brian2's C++ generator with float expressions and a check for independent iterations."""

    #: Brian2 repeats its helper templates in every source; the device writes them once, see `unit`
    universal_support_code = ""

    #: what becomes a float may round the step and draws; not so conditions, a spike may hang on it
    _rounds = False

    def translate(self, code: dict[str, str], dtype: type) -> Any:
        """Translate code; where a time takes part, constants are joined in double precision."""
        self._float = prefs.core.default_float_dtype
        if any(self._reads_time(text) for text in code.values()):
            prefs.core.default_float_dtype = np.float64
        try:
            return super().translate(code, dtype)
        finally:
            prefs.core.default_float_dtype = self._float

    def translate_statement(self, statement: Any) -> str:
        """Translate one statement; the time step and draws are floats in what becomes a float."""
        self._rounds = statement.dtype == np.float32
        text = super().translate_statement(statement)
        self._rounds = False
        return text

    def translate_expression(self, expr: str) -> str:
        """Translate one expression; as Brian2 does where a double such as `t` takes part."""
        if prefs.core.default_float_dtype != np.float32 or self._reads_double(expr):
            expr = word_substitute(expr, self.func_name_replacements)
            return DenseRenderer(auto_vectorise=self.auto_vectorise).render_expr(expr).strip()
        expr = word_substitute(expr, self.func_name_replacements)
        if self._rounds:
            expr = word_substitute(expr, FLOAT_DRAWS)
        constants = {
            name
            for name, variable in self.variables.items()
            if isinstance(variable, Constant) and np.issubdtype(variable.dtype, np.floating)
        }
        if self._rounds:
            constants.add("dt")
        renderer = FloatRenderer(constants, auto_vectorise=self.auto_vectorise)
        return renderer.render_expr(expr).strip()

    def translate_statement_sequence(self, sc_statements: dict, ve_statements: dict) -> tuple:
        """Translate all blocks; templates find what was learnt about them in `dense_...`."""
        if prefs.core.default_float_dtype != self._float:
            prefs.core.default_float_dtype = self._float
            self._narrow(sc_statements)
        scalar, vector, keywords = super().translate_statement_sequence(
            sc_statements, ve_statements
        )
        moving = MOVING_INDEX.get(self.template_name)
        if moving is not None:
            statements = [line for block in ve_statements.values() for line in block]
            conflict = self._find_conflict(statements, moving)
            keywords["dense_pragma"] = "" if conflict else "DENSE_INDEPENDENT"
            if conflict:
                self.device.add_fallback(self.name, f"one by one: {conflict}")
        if self.template_name in OF_SYNAPSES:
            keywords |= self._translate_rest(sc_statements[None], ve_statements[None])
        if self.template_name == "dense_threshold":
            keywords["dense_draw"] = self._find_draw(sc_statements[None], ve_statements[None])
        if self.template_name == "dense_stateupdate":
            flat = not self._asks_for_neurons(ve_statements[None])
            steady = is_steady(sc_statements[None], ve_statements[None], self.variables)
            keywords |= {"dense_flat": flat, "dense_lazy": flat and steady}
            if flat and steady:
                self.device.steady[self.name] = self.owner.name
        if self.template_name == "dense_on_post":
            keywords["dense_gate"] = self._find_gate(ve_statements[None])
            _, write, _, _ = self.arrays_helper(ve_statements[None])
            # a neuron's variable would be written by all synapses of a row
            by_rows = all(self.variable_indices[name] == "_idx" for name in write)
            keywords["dense_by_rows"] = by_rows and keywords["dense_pragma"]
        return scalar, vector, keywords

    def _translate_rest(self, before: list, statements: list) -> dict[str, Any]:
        """Return what templates need for a loop of its own where nothing learns."""
        if "plastic" not in self.variables:
            return {"dense_learns": ""}
        _, write, _, _ = self.arrays_helper(statements)
        rest = without_learning(before, statements, write)
        bounds = rest.bounds and self._checked(rest.bounds, spares)
        if len(rest.statements) == len(statements) or (rest.bounds and not bounds):
            return {"dense_learns": ""}
        lines = self.translate_one_statement_sequence(rest.statements, False)
        return {
            "dense_learns": f"{self.get_array_name(self.variables['plastic'])}[0]",
            "dense_rest": lines
            if rest.statements
            else [],  # Brian2 gives an empty line for nothing
            "dense_bounds": bounds,
        }

    def _narrow(self, blocks: dict) -> None:
        # What is worked out once before a loop stays double only where it hangs on a time.
        for statement in (s for block in blocks.values() for s in block):
            loop_invariant = statement.var.startswith("_lio_") and statement.dtype == np.float64
            if loop_invariant and not self._reads_time(statement.expr):
                statement.dtype = self._float
                self.variables[statement.var] = AuxiliaryVariable(
                    statement.var, dtype=self._float, scalar=True
                )

    def _reads_double(self, expr: str) -> bool:
        return self._reads_time(expr) or (not self._rounds and "dt" in get_identifiers(expr))

    def _reads_time(self, expr: str) -> bool:
        names = get_identifiers(expr) - {"dt"}
        used = (self.variables.get(name) for name in names)
        return "t_in_timesteps" in names or any(
            isinstance(variable, ArrayVariable | AuxiliaryVariable) and variable.dtype == np.float64
            for variable in used
        )

    def _find_draw(self, before: list, statements: list) -> Draw | None:
        """Return a threshold's two sides in C++ if most neurons need no random number."""

        def is_constant(name: str) -> bool:
            variable = self.variables.get(name)
            return variable is not None and variable.scalar and variable.constant

        if [statement.var for statement in statements] != ["_cond"]:
            return None
        draw = find_draw(statements[0].expr, scalar_expressions(before), is_constant)
        if draw is None:
            return None
        sides = (self.translate_expression(side) for side in (draw.draw, draw.limit))
        return Draw(*sides)

    def _asks_for_neurons(self, statements: list) -> bool:
        """Whether statements use variables or numbers of the neurons on either side."""
        read, write, _, _ = self.arrays_helper(statements)
        numbers = [self.owner.variables[name] for name in ("_synaptic_pre", "_synaptic_post")]
        return any(
            self.variable_indices[name] in ("_presynaptic_idx", "_postsynaptic_idx")
            or any(self.variables[name] is variable for variable in numbers)
            for name in read | write
        )

    def _find_conflict(self, statements: list, moving: str) -> str | None:
        read, write, _, _ = self.arrays_helper(statements)
        used = set().union(*(get_identifiers(statement.expr) for statement in statements))
        arrays = {name: self.get_array_name(self.variables[name]) for name in read | write}
        return find_conflict(
            read, write, used, self.variables, arrays, self.variable_indices, moving
        )

    def _find_gate(self, statements: list) -> ZeroGate | None:
        """Return which pre variable is 0 where a post spike changes nothing; names are C++ then."""
        read, write, _, _ = self.arrays_helper(statements)
        before = [name for name in sorted(read - write) if self._belongs_to_pre(name)]
        gate = find_gate(statements, write, before)
        if gate is None:
            return None
        array = self.get_array_name(self.variables[gate.name])
        gate = replace(gate, name=array)
        return self._checked(gate, keeps_within) if gate.bounded else gate

    def _checked(
        self, gate: ZeroGate, holds: Callable[[Sequence[str], ZeroGate], bool]
    ) -> ZeroGate | None:
        """Return a gate with its bounded variable's name in C++, if the bounds always hold."""
        bounds = [self.variables.get(bound) for bound in (gate.low, gate.high)]
        fixed = all(bound is None or bound.scalar and bound.constant for bound in bounds)
        if not fixed or not self._holds(holds, gate):
            return None
        return replace(gate, bounded=self.get_array_name(self.variables[gate.bounded]))

    def _belongs_to_pre(self, name: str) -> bool:
        floating = np.issubdtype(self.variables[name].dtype, np.floating)
        return floating and self.variable_indices[name] == "_presynaptic_idx"

    def _holds(self, holds: Callable[[Sequence[str], ZeroGate], bool], gate: ZeroGate) -> bool:
        """Ask about the code of all that these synapses do."""
        synapses = getattr(self.owner, "synapses", self.owner)
        if gate.bounded in synapses.equations.diff_eq_names:
            return False
        runners = [part for part in synapses.contained_objects if hasattr(part, "abstract_code")]
        return holds([getattr(part, "code", part.abstract_code) for part in runners], gate)
