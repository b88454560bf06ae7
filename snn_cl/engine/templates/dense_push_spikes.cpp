{# A dense pathway reads the list of spikes itself: there is no queue to fill. #}
{% extends 'common_group.cpp' %}
