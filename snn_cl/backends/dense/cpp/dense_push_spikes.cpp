{# USES_VARIABLES { delay, _source_dt } #}
{# A dense pathway without delay reads the list of spikes itself; one with a delay keeps the lists of
   its last steps. #}
{% extends 'common_group.cpp' %}

{% block before_code %}
    {% if dense_ring %}
    const double _dense_delay = {{get_array_name(variables['delay'], access_data=False)}}[0];
    dense::ring("{{dense_ring}}").set_delay(_dense_delay, {{_source_dt}});
    {% endif %}
{% endblock %}

{% block maincode %}
    {% if dense_ring %}
    {% set _events = get_array_name(eventspace_variable) %}
    static dense::SpikeRing& _dense_ring = dense::ring("{{dense_ring}}");
    _dense_ring.push({{_events}}, {{_events}}[{{eventspace_variable.size - 1}}]);
    {% endif %}
{% endblock %}
