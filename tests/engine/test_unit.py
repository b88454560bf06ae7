"""Joining generated sources into one."""

import pytest

from snn_cl.engine.unit import COLD, is_generated, join_sources

SOURCE = """#include "objects.h"
namespace {
    inline int helper() { return 1; }
    #define TWICE(x) (2*(x))
}
void _run_%s()
{
    using namespace brian;
    helper();
}
"""


def test_helpers_and_macros_stay_apart():
    names = ("a", "b")
    unit = join_sources({f"code_objects/{name}.cpp": SOURCE % name for name in names})
    for name in names:
        assert f"namespace support_code_objects_{name} {{" in unit
        assert f"using namespace brian; using namespace support_code_objects_{name};" in unit
    assert unit.count("#undef TWICE") == 2


def test_cold_source_comes_last_with_less_effort():
    unit = join_sources({COLD: "int cold;", "run.cpp": "int warm;"})
    assert unit.index("warm") < unit.index("#pragma GCC optimize") < unit.index("cold;")


def test_headers_beside_a_source_are_found():
    unit = join_sources({"brianlib/queue.cpp": '#include "queue.h"\n#include <vector>'})
    assert '#include "brianlib/queue.h"\n#include <vector>' in unit


def test_unexpected_source_is_refused():
    with pytest.raises(ValueError, match="'run.cpp' does not have one nameless namespace"):
        join_sources({"run.cpp": "namespace {\n}\nnamespace {\n}\nusing namespace brian;"})


def test_sources_of_the_user_stay_apart():
    assert is_generated("main.cpp")
    assert is_generated("code_objects/x.cpp")
    assert not is_generated("/home/me/mine.cpp")
