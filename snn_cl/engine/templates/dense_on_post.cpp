{# One column of synapses for each spike of a post neuron. `dense` is a dense.Block. #}
{% extends 'common_synapses.cpp' %}

{% block maincode %}
    const size_t _vectorisation_idx = -1;  // the scalar code belongs to no synapse
    {{scalar_code|autoindent}}

    const int32_t* _dense_spikes = {{dense.events}};
    const int32_t _dense_n_spikes = _dense_spikes[{{dense.n_events}}];
    for (int32_t _dense_k = 0; _dense_k < _dense_n_spikes; ++_dense_k)
    {
        const int32_t _dense_column = _dense_spikes[_dense_k] - {{dense.post_start}};
        if (_dense_column < 0 || _dense_column >= {{dense.n_post}})
            continue;  // a spike of the same group, outside of the subgroup
        {{ dense_pragma }}
        for (int32_t _dense_row = 0; _dense_row < {{dense.n_pre}}; ++_dense_row)
        {
            const size_t _idx = size_t(_dense_row) * {{dense.n_post}} + _dense_column;
            const size_t _vectorisation_idx = _idx;
            const dense::OneNeuron {{dense.pre_ids}} = { _dense_row + {{dense.pre_start}} };
            const dense::OneNeuron {{dense.post_ids}} = { _dense_column + {{dense.post_start}} };
            {{vector_code|autoindent}}
        }
    }
{% endblock %}
