"""Joining generated sources into one."""

import pytest

from snn_cl.backends.dense.translation_unit import (
    is_cold,
    is_generated,
    join_sources,
    without_results,
)

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


def test_cold_sources_come_last_with_less_effort():
    unit = join_sources({"main.cpp": "int cold;", "code_objects/syn_pre.cpp": "int warm;"})
    assert unit.index("warm") < unit.index("#pragma GCC optimize") < unit.index("cold;")


@pytest.mark.parametrize(
    ("path", "cold"),
    [
        ("main.cpp", True),
        ("code_objects/syn_synapses_create_generator_codeobject.cpp", True),
        ("code_objects/before_run_syn_pre_push_spikes.cpp", True),
        ("code_objects/syn_pre_codeobject.cpp", False),
        ("code_objects/neurons_spike_thresholder_codeobject.cpp", False),
    ],
)
def test_what_runs_at_each_step_is_not_cold(path, cold):
    assert is_cold(path) is cold


def test_what_serves_the_results_folder_can_be_left_out():
    text = """void set_variable_by_name(std::string name, std::string s) {
    if (name == "x") {
    }
}
void _write_arrays()
{
    write(x);
}
void _dealloc_arrays()
{
    free(x);
}
"""
    assert (
        without_results(text)
        == """void set_variable_by_name(std::string name, std::string s) {
}
void _write_arrays()
{
}
void _dealloc_arrays()
{
    free(x);
}
"""
    )


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
