"""What `import snn_cl` offers, to Python and to editors that do not run it."""

import ast
import importlib
from importlib import resources

import snn_cl


def test_editors_are_told_of_the_names_that_python_finds():
    tree = ast.parse(resources.files("snn_cl").joinpath("__init__.py").read_text())
    block = next(
        node for node in tree.body if isinstance(node, ast.If) and "TYPE" in ast.dump(node)
    )
    told = {alias.asname: node.module for node in block.body for alias in node.names}
    assert set(told) == set(snn_cl.__all__)
    for name, module in told.items():
        assert getattr(importlib.import_module(module), name) is getattr(snn_cl, name)


def test_type_checkers_may_use_the_hints():
    assert resources.files("snn_cl").joinpath("py.typed").is_file()
