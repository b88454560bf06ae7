{# A row of synapses for each spike of a pre neuron: they lie side by side in memory. #}
{% extends 'dense_events.cpp' %}

{% macro _row(code) %}
        {{ dense_pragma }}
        for (int32_t _dense_column = 0; _dense_column < {{dense.n_post}}; ++_dense_column)
        {
            const size_t _idx = size_t(_dense_row) * {{dense.n_post}} + _dense_column;
            const size_t _vectorisation_idx = _idx;
            const dense::OneNeuron {{dense.pre_ids}} = { _dense_row + {{dense.pre_start}} };
            const dense::OneNeuron {{dense.post_ids}} = { _dense_column + {{dense.post_start}} };
            {{code|autoindent}}
        }
{% endmacro %}

{% block lines %}
#if DENSE_LAZY_{{dense.name}}
    static dense::Lazy& _dense_lazy = dense::lazy("{{dense.name}}");
    for (int32_t _dense_k = 0; _dense_k < _dense_n_spikes; ++_dense_k)
    {
        const int32_t _dense_row = _dense_spikes[_dense_k] - {{dense.pre_start}};
        if (_dense_row >= 0 && _dense_row < {{dense.n_pre}})
            _dense_lazy.ask(_dense_row);
    }
    _dense_lazy.catch_up();
#endif
    for (int32_t _dense_k = 0; _dense_k < _dense_n_spikes; ++_dense_k)
    {
        const int32_t _dense_row = _dense_spikes[_dense_k] - {{dense.pre_start}};
        if (_dense_row < 0 || _dense_row >= {{dense.n_pre}})
            continue;  // a spike of the same group, outside of the subgroup
        {% if dense_learns and dense_rest %}
        if (_dense_rests)
        {
            {{ _row(dense_rest) }}
            continue;
        }
        {% endif %}
        {{ _row(vector_code) }}
    }
{% endblock %}
