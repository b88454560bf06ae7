{# USES_VARIABLES { _synaptic_pre, _synaptic_post, N_incoming, N_outgoing, N, N_pre, N_post,
                    _source_offset, _target_offset } #}
{# WRITES_TO_READ_ONLY_VARIABLES { _synaptic_pre, _synaptic_post, N_incoming, N_outgoing, N } #}
{# Every pair of neurons, pre-major. Only where somebody asks for them (`DENSE_KEEPS_...`, see
   device.py) are the numbers of the neurons and the delays kept for each synapse. #}
{% extends 'common_group.cpp' %}

{% block maincode %}
    const size_t _vectorisation_idx = -1;
    const int32_t _dense_n_pre = {{constant_or_scalar('N_pre', variables['N_pre'])}};
    const int32_t _dense_n_post = {{constant_or_scalar('N_post', variables['N_post'])}};
    const size_t _dense_n = size_t(_dense_n_pre) * _dense_n_post;
    {{_dynamic_N_outgoing}}.assign(_dense_n_pre + _source_offset, 0);
    {{_dynamic_N_incoming}}.assign(_dense_n_post + _target_offset, 0);
    for (int32_t _dense_row = 0; _dense_row < _dense_n_pre; ++_dense_row)
        {{_dynamic_N_outgoing}}[_dense_row + _source_offset] = _dense_n_post;
    for (int32_t _dense_column = 0; _dense_column < _dense_n_post; ++_dense_column)
        {{_dynamic_N_incoming}}[_dense_column + _target_offset] = _dense_n_pre;
    if (DENSE_KEEPS_{{owner.name}})
    {
        {{_dynamic__synaptic_pre}}.reserve(_dense_n);
        {{_dynamic__synaptic_post}}.reserve(_dense_n);
        for (int32_t _dense_row = 0; _dense_row < _dense_n_pre; ++_dense_row)
            for (int32_t _dense_column = 0; _dense_column < _dense_n_post; ++_dense_column)
            {
                {{_dynamic__synaptic_pre}}.push_back(_dense_row + _source_offset);
                {{_dynamic__synaptic_post}}.push_back(_dense_column + _target_offset);
            }
        {% for name in dense_lean | variables_to_array_names(access_data=False) | sort %}
        {{name}}.resize(_dense_n);
        {% endfor %}
    }
    {% for name in dense_full | variables_to_array_names(access_data=False) | sort %}
    {{name}}.resize(_dense_n);
    {% endfor %}
    {{N}} = _dense_n;
{% endblock %}
