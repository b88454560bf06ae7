{# The list of neurons that crossed their threshold. `dense_draw`, a draws.Draw, says that this is a
   random number below a limit that changes only with the stimulus. Otherwise two passes: flags
   first, so that the condition vectorises, then the list. #}
{% extends 'common_group.cpp' %}

{% block maincode %}
    {% set _events = get_array_name(eventspace_variable) %}
    const size_t _vectorisation_idx = -1;  // the scalar code belongs to no neuron
    {{scalar_code|autoindent}}

    enum { _dense_word = 8, _dense_n = {{dense_n}} };
    static unsigned char _dense_flags[_dense_n + _dense_word];  // the rest stays zero
    {% if dense_draw %}
    // only those neurons that can cross, with their limits
    static int32_t _dense_neuron[_dense_n + _dense_word];
    static double _dense_limit[_dense_n];
    static int64_t _dense_changes = 0;
    static int32_t _dense_end = 0;
    if (_dense_changes != snn_cl::Shown<0>::changes)
    {
        _dense_changes = snn_cl::Shown<0>::changes;
        _dense_end = 0;
        for (int32_t i = 0; i < _dense_n; ++i)
        {
            _dense_neuron[_dense_end] = i;
            _dense_limit[_dense_end] = {{dense_draw.limit}};
            _dense_end += _dense_limit[_dense_end] > 0;
        }
        std::memset(_dense_flags + _dense_end, 0, _dense_word);
    }
    DENSE_INDEPENDENT
    for (int32_t _dense_k = 0; _dense_k < _dense_end; ++_dense_k)
    {
        const int32_t i = _dense_neuron[_dense_k];
        _dense_flags[_dense_k] = {{dense_draw.draw}} < _dense_limit[_dense_k] ? 1 : 0;
    }
    {% else %}
    const int32_t _dense_end = _dense_n;
    {{ dense_pragma }}
    for (int32_t _idx = 0; _idx < _dense_n; ++_idx)
    {
        const size_t _vectorisation_idx = _idx;
        {{vector_code|autoindent}}
        _dense_flags[_idx] = _cond ? 1 : 0;
    }
    {% endif %}
    int32_t _dense_count = 0;
    for (int32_t _dense_first = 0; _dense_first < _dense_end; _dense_first += _dense_word)
    {
        uint64_t _dense_any;
        std::memcpy(&_dense_any, _dense_flags + _dense_first, _dense_word);
        if (_dense_any == 0)
            continue;  // eight silent neurons at once
        for (int32_t _dense_k = _dense_first; _dense_k < _dense_first + _dense_word; ++_dense_k)
        {
            if (!_dense_flags[_dense_k])
                continue;
            const int32_t _idx = {{ "_dense_neuron[_dense_k]" if dense_draw else "_dense_k" }};
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
