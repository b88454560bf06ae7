{# Two passes, so that the condition vectorises: flags first, then the list of those who crossed. #}
{% extends 'common_group.cpp' %}

{% block maincode %}
    {% set _events = get_array_name(eventspace_variable) %}
    const size_t _vectorisation_idx = -1;  // the scalar code belongs to no neuron
    {{scalar_code|autoindent}}

    enum { _dense_word = 8, _dense_n = {{dense_n}} };
    static unsigned char _dense_flags[_dense_n + _dense_word];  // the rest stays zero
    {{ dense_pragma }}
    for (int32_t _idx = 0; _idx < _dense_n; ++_idx)
    {
        const size_t _vectorisation_idx = _idx;
        {{vector_code|autoindent}}
        _dense_flags[_idx] = _cond ? 1 : 0;
    }
    int32_t _dense_count = 0;
    for (int32_t _dense_first = 0; _dense_first < _dense_n; _dense_first += _dense_word)
    {
        uint64_t _dense_any;
        std::memcpy(&_dense_any, _dense_flags + _dense_first, _dense_word);
        if (_dense_any == 0)
            continue;  // eight silent neurons at once
        for (int32_t _idx = _dense_first; _idx < _dense_first + _dense_word; ++_idx)
        {
            if (!_dense_flags[_idx])
                continue;
            {{_events}}[_dense_count++] = _idx;
            {% if _uses_refractory %}
            {{not_refractory}}[_idx] = false;
            {{lastspike}}[_idx] = {{t}};
            {% endif %}
        }
    }
    {{_events}}[_dense_n] = _dense_count;
{% endblock %}

{% block after_code %}
    {% set _events = get_array_name(eventspace_variable) %}
    {{_events}}[{{dense_n}}] = 0;  // the last element holds the number of events
{% endblock %}
