{# ALLOWS_SCALAR_WRITE #}
{# Every neuron of a group. #}
{% extends 'common_group.cpp' %}

{% block maincode %}
    const size_t _vectorisation_idx = -1;  // the scalar code belongs to no neuron
    {{scalar_code|autoindent}}

    {{ dense_pragma }}
    for (int32_t _idx = 0; _idx < {{dense_n}}; ++_idx)
    {
        const size_t _vectorisation_idx = _idx;
        {{vector_code|autoindent}}
    }
{% endblock %}
