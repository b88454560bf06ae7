"""One translation unit: all generated sources in one file.

Brian2 compiles some thirty files, each of which reads the same headers; one file takes a tenth of
the time. Joining needs two changes. Each source keeps its helper functions in a nameless namespace,
and the helpers of two sources have the same names: the namespaces get names. And macros of one
source must end with it. Sources in brianlib name headers beside them, now one folder further.
Only what runs at each step is worth the compiler's effort.
"""

import re
from collections.abc import Mapping

from brian2.codegen.generators.cpp_generator import CPPCodeGenerator

HELPERS = "universal.h"
UNIT = "all_sources.cpp"
GENERATED = ("main.cpp", "objects.cpp", "network.cpp", "run.cpp", "synapses_classes.cpp")

#: runs once: half of the compile time at -O3, and for nothing
_COLD = re.compile(r"synapses_create|code_objects/(before|after)_run|^(?!code_objects/)")

_WIDE = """
#if defined(__GNUC__) && !defined(__clang__) && defined(__AVX512F__)
#pragma GCC target ("prefer-vector-width=512")
#endif
"""

#: vectors that begin at a cache line: an access of 64 bytes then needs one line, not two
_ALIGNED = """
#include <cstdlib>
#include <new>
void* operator new(std::size_t size)
{
    void* memory = nullptr;
    if (posix_memalign(&memory, 64, size) != 0)
        throw std::bad_alloc();
    return memory;
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
"""

_LESS_EFFORT = """
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize ("O1")
#endif
"""

#: what writes arrays to Brian2's results folder and reads its command line, for each array by name
_RESULTS = re.compile(
    r"^(void (?:_write_arrays|set_variable_by_name)\([^)]*\)\s*\{).*?^\}", re.MULTILINE | re.DOTALL
)
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


def is_cold(path: str) -> bool:
    """Whether a source runs before or after the steps of a simulation, not in them."""
    return bool(_COLD.search(path))


def without_results(objects: str) -> str:
    """Empty the functions of `objects.cpp` that serve Brian2's results folder and command line."""
    return _RESULTS.sub(r"\1\n}", objects)


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
    # Cold sources come last: the pragma holds until the end of the file.
    hot = [_make_part(path, sources[path]) for path in sorted(sources) if not is_cold(path)]
    cold = [_make_part(path, sources[path]) for path in sorted(sources) if is_cold(path)]
    return "\n".join([_WIDE, _ALIGNED, *hot, _LESS_EFFORT, *cold])


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
