{# A column of synapses for each spike of a post neuron. Each of them costs a cache line, so rows
   that would stay as they are (`dense_gate`, a silent.Gate) are left out. #}
{% extends 'dense_events.cpp' %}

{% block before_lines %}
    {% if dense_gate %}
    static int32_t _dense_active[{{dense.n_pre}}];
    int32_t _dense_n_active = 0;
    if (_dense_n_spikes > 0)
    {
        {% if dense_gate.bounded %}
        // a weight that starts outside of its bounds would move without any trace
        static const bool _dense_skips = dense::all_between(
            {{dense_gate.bounded}}, size_t({{dense.n_pre}}) * {{dense.n_post}},
            {{dense_gate.low}}, {{dense_gate.high}});
        {% else %}
        const bool _dense_skips = true;
        {% endif %}
        for (int32_t _dense_row = 0; _dense_row < {{dense.n_pre}}; ++_dense_row)
        {
            _dense_active[_dense_n_active] = _dense_row;
            _dense_n_active += !_dense_skips || {{dense_gate.name}}[_dense_row + {{dense.pre_start}}] != 0;
        }
    }
    {% endif %}
#if DENSE_LAZY_{{dense.name}}
    static dense::Lazy& _dense_lazy = dense::lazy("{{dense.name}}");
    if (_dense_n_spikes > 0)
    {
        {% if dense_gate %}
        for (int32_t _dense_m = 0; _dense_m < _dense_n_active; ++_dense_m)
            _dense_lazy.ask(_dense_active[_dense_m]);
        _dense_lazy.catch_up();
        {% else %}
        _dense_lazy.catch_up_all();
        {% endif %}
    }
#endif
{% endblock %}

{% block line %}
        const int32_t _dense_column = _dense_spikes[_dense_k] - {{dense.post_start}};
        if (_dense_column < 0 || _dense_column >= {{dense.n_post}})
            continue;  // a spike of the same group, outside of the subgroup
        {{ dense_pragma }}
        {% if dense_gate %}
        for (int32_t _dense_m = 0; _dense_m < _dense_n_active; ++_dense_m)
        {
            const int32_t _dense_row = _dense_active[_dense_m];
        {% else %}
        for (int32_t _dense_row = 0; _dense_row < {{dense.n_pre}}; ++_dense_row)
        {
        {% endif %}
            const size_t _idx = size_t(_dense_row) * {{dense.n_post}} + _dense_column;
            const size_t _vectorisation_idx = _idx;
            const dense::OneNeuron {{dense.pre_ids}} = { _dense_row + {{dense.pre_start}} };
            const dense::OneNeuron {{dense.post_ids}} = { _dense_column + {{dense.post_start}} };
            {{vector_code|autoindent}}
        }
{% endblock %}
