{# For each event of a pathway one line of the block: a row of synapses (`dense_on_pre`) or a column
   of them (`dense_on_post`). `dense` is a dense.Block. #}
{% extends 'common_synapses.cpp' %}
{% from 'dense_rest.cpp' import rest with context %}

{% block maincode %}
    const size_t _vectorisation_idx = -1;  // the scalar code belongs to no synapse
    {{scalar_code|autoindent}}

    {% if dense.ring %}
    static dense::SpikeRing& _dense_ring = dense::ring("{{dense.ring}}");
    const std::vector<int32_t>& _dense_due = _dense_ring.due();
    const int32_t* _dense_spikes = _dense_due.data();
    const int32_t _dense_n_spikes = _dense_due.size();
    {% else %}
    const int32_t* _dense_spikes = {{dense.events}};
    const int32_t _dense_n_spikes = _dense_spikes[{{dense.n_events}}];
    {% endif %}
    {{ rest() }}
    {% block lines %}{% endblock %}
{% endblock %}
