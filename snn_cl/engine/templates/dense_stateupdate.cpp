{# ALLOWS_SCALAR_WRITE #}
{# Every synapse of a block, row by row; or in one go (`dense_flat`) where no neuron is asked for.
   `dense` is a dense.Block. #}
{% extends 'common_group.cpp' %}

{% block maincode %}
    const size_t _vectorisation_idx = -1;  // the scalar code belongs to no synapse
    {{scalar_code|autoindent}}

    {% if dense_flat %}
    {{ dense_pragma }}
    for (size_t _idx = 0; _idx < size_t({{dense.n_pre}}) * {{dense.n_post}}; ++_idx)
    {
        const size_t _vectorisation_idx = _idx;
        {{vector_code|autoindent}}
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
            {{vector_code|autoindent}}
        }
    }
    {% endif %}
{% endblock %}
