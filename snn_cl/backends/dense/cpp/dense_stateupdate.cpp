{# ALLOWS_SCALAR_WRITE #}
{# Every synapse of a block, row by row; or in one go (`dense_flat`) where no neuron is asked for.
   `dense` is a dense.Block. Where the program may (`DENSE_LAZY_...`, see lazy.py) nothing is done
   but to count, and rows that are asked for make up for their steps. #}
{% extends 'common_group.cpp' %}

{% from 'dense_rest.cpp' import rest with context %}

{% macro _all(code) %}
    {% if dense_flat %}
    {{ dense_pragma }}
    for (size_t _idx = 0; _idx < size_t({{dense.n_pre}}) * {{dense.n_post}}; ++_idx)
    {
        const size_t _vectorisation_idx = _idx;
        {{code|autoindent}}
    }
    {% else %}
    for (int32_t _dense_row = 0; _dense_row < {{dense.n_pre}}; ++_dense_row)
    {
        {{ dense_pragma }}
        for (int32_t _dense_column = 0; _dense_column < {{dense.n_post}}; ++_dense_column)
        {
            const size_t _idx = size_t(_dense_row) * {{dense.n_post}} + _dense_column;
            const size_t _vectorisation_idx = _idx;
            const dense::OneNeuron {{dense.pre_ids}} = { _dense_row + {{dense.pre_start}} };
            const dense::OneNeuron {{dense.post_ids}} = { _dense_column + {{dense.post_start}} };
            {{code|autoindent}}
        }
    }
    {% endif %}
{% endmacro %}

{% block maincode %}
    const size_t _vectorisation_idx = -1;  // the scalar code belongs to no synapse
#if DENSE_LAZY_{{dense.name}}
    static dense::Lazy& _dense_lazy = dense::lazy("{{dense.name}}");
#endif
    {% if dense_lazy %}
#if DENSE_LAZY_{{codeobj_name}}
    if (_dense_lazy.asked().empty())
    {
        _dense_lazy.put_off(&_run_{{codeobj_name}}, {{dense.n_pre}});
        return;
    }
    {{scalar_code|autoindent}}
    for (int32_t _dense_row : _dense_lazy.asked())
    {
        const size_t _dense_first = size_t(_dense_row) * {{dense.n_post}};
        for (int64_t _dense_behind = _dense_lazy.take(_dense_row); _dense_behind > 0; --_dense_behind)
        {
            {{ dense_pragma }}
            for (size_t _idx = _dense_first; _idx < _dense_first + {{dense.n_post}}; ++_idx)
            {
                const size_t _vectorisation_idx = _idx;
                {{vector_code|autoindent}}
            }
        }
    }
#else
    {% endif %}
    {{scalar_code|autoindent}}
    {{ rest() }}
#if DENSE_LAZY_{{dense.name}}
    _dense_lazy.catch_up_all();
#endif
    {% if dense_learns and dense_rest %}
    if (_dense_rests)
    {
        {{ _all(dense_rest) }}
        return;
    }
    {% endif %}
    {{ _all(vector_code) }}
    {% if dense_lazy %}
#endif
    {% endif %}
{% endblock %}
