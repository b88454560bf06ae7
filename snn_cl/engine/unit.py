"""One translation unit: all generated sources in one file.

Brian2 compiles some thirty files, each of which reads the same headers; one file takes a tenth of
the time. Joining needs two changes. Each source keeps its helper functions in a nameless namespace,
and the helpers of two sources have the same names: the namespaces get names. And macros of one
source must end with it. Sources in brianlib name headers beside them, now one folder further.
"""

import re
from collections.abc import Mapping

from brian2.codegen.generators.cpp_generator import CPPCodeGenerator

HELPERS = "universal.h"
UNIT = "all_sources.cpp"
GENERATED = ("main.cpp", "objects.cpp", "network.cpp", "run.cpp", "synapses_classes.cpp")

#: reads and writes files, once, in thousands of lines: a quarter of the compile time at -O3
COLD = "objects.cpp"

_LESS_EFFORT = """
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize ("O1")
#endif
"""

_NAMELESS = re.compile(r"^namespace \{", re.MULTILINE)
_USING = re.compile(r"^(\s*)using namespace brian;", re.MULTILINE)
_BESIDE = re.compile(r'^#include "(?!brianlib/)', re.MULTILINE)
_DEFINE = re.compile(r"^\s*#define\s+(\w+)", re.MULTILINE)


def is_generated(path: str) -> bool:
    """Whether a source of a project was written by Brian2 (and not given by a user)."""
    return path in GENERATED or path.startswith(("code_objects/", "brianlib/"))


def helpers_header() -> str:
    """Return a header with the helper templates that Brian2 repeats in every source."""
    includes = "#pragma once\n#include <cmath>\n#include <stdint.h>\n"
    return includes + CPPCodeGenerator.universal_support_code


def join_sources(sources: Mapping[str, str]) -> str:
    """Join C++ sources into the text of one.

    Parameters
    ----------
    sources : mapping of str to str
        Text of each source by its path within the project.

    Raises
    ------
    ValueError
        If a source is not built as expected; the caller then compiles them one by one.
    """
    # The cold source comes last: the pragma holds until the end of the file.
    paths = sorted(sources, key=lambda path: (path == COLD, path))
    parts = [_make_part(path, sources[path]) for path in paths]
    if COLD in sources:
        parts.insert(-1, _LESS_EFFORT)
    return "\n".join(parts)


def _make_part(path: str, text: str) -> str:
    if path.startswith("brianlib/"):
        text = _BESIDE.sub('#include "brianlib/', text)
    n_nameless = len(_NAMELESS.findall(text))
    if n_nameless:
        name = "support_" + re.sub(r"\W", "_", path.removesuffix(".cpp"))
        if n_nameless > 1 or not _USING.search(text):
            raise ValueError(f"'{path}' does not have one nameless namespace and its users")
        text = _NAMELESS.sub(f"namespace {name} {{", text)
        text = _USING.sub(rf"\1using namespace brian; using namespace {name};", text)
    ends = [f"#undef {macro}" for macro in sorted(set(_DEFINE.findall(text)))]
    return "\n".join([f"// ---- {path} ----", text, *ends, ""])
