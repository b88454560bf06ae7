{# A column of synapses for each spike of a post neuron. Each of them costs a cache line, so rows
   that would stay as they are (`dense_gate`, a silent.Gate) are left out. Many columns are better
   done row by row (`dense_by_rows`), for the pages of memory that they lie in. #}
{% extends 'dense_events.cpp' %}

{% macro synapse() %}
            const size_t _idx = size_t(_dense_row) * {{dense.n_post}} + _dense_column;
            const size_t _vectorisation_idx = _idx;
            const dense::OneNeuron {{dense.pre_ids}} = { _dense_row + {{dense.pre_start}} };
            const dense::OneNeuron {{dense.post_ids}} = { _dense_column + {{dense.post_start}} };
            {{vector_code|autoindent}}
{% endmacro %}

{% block lines %}
    static int32_t _dense_columns[{{dense.n_post}}];
    int32_t _dense_n_columns = 0;
    for (int32_t _dense_k = 0; _dense_k < _dense_n_spikes; ++_dense_k)
    {
        const int32_t _dense_column = _dense_spikes[_dense_k] - {{dense.post_start}};
        if (_dense_column >= 0 && _dense_column < {{dense.n_post}})
            _dense_columns[_dense_n_columns++] = _dense_column;
    }
    if (_dense_n_columns == 0)
        return;

    static int32_t _dense_rows[{{dense.n_pre}}];
    int32_t _dense_n_rows = 0;
    {% if dense_gate and dense_gate.bounded %}
    // a weight that starts outside of its bounds would move without any trace
    static const bool _dense_skips = dense::all_between(
        {{dense_gate.bounded}}, size_t({{dense.n_pre}}) * {{dense.n_post}},
        {{dense_gate.low}}, {{dense_gate.high}});
    {% else %}
    const bool _dense_skips = {{ "true" if dense_gate else "false" }};
    {% endif %}
    for (int32_t _dense_row = 0; _dense_row < {{dense.n_pre}}; ++_dense_row)
    {
        _dense_rows[_dense_n_rows] = _dense_row;
        {% if dense_gate %}
        const bool _dense_is_silent = {{dense_gate.name}}[_dense_row + {{dense.pre_start}}] == 0;
        {% else %}
        const bool _dense_is_silent = false;
        {% endif %}
        _dense_n_rows += !(_dense_skips && _dense_is_silent);
    }
#if DENSE_LAZY_{{dense.name}}
    static dense::Lazy& _dense_lazy = dense::lazy("{{dense.name}}");
    for (int32_t _dense_m = 0; _dense_m < _dense_n_rows; ++_dense_m)
        _dense_lazy.ask(_dense_rows[_dense_m]);
    _dense_lazy.catch_up();
#endif

    {% if dense_by_rows %}
    if (_dense_n_columns >= 8)
    {
        for (int32_t _dense_m = 0; _dense_m < _dense_n_rows; ++_dense_m)
        {
            const int32_t _dense_row = _dense_rows[_dense_m];
            {{ dense_pragma }}
            for (int32_t _dense_k = 0; _dense_k < _dense_n_columns; ++_dense_k)
            {
                const int32_t _dense_column = _dense_columns[_dense_k];
                {{ synapse() }}
            }
        }
        return;
    }
    {% endif %}
    for (int32_t _dense_k = 0; _dense_k < _dense_n_columns; ++_dense_k)
    {
        const int32_t _dense_column = _dense_columns[_dense_k];
        {{ dense_pragma }}
        for (int32_t _dense_m = 0; _dense_m < _dense_n_rows; ++_dense_m)
        {
            const int32_t _dense_row = _dense_rows[_dense_m];
            {{ synapse() }}
        }
    }
{% endblock %}
