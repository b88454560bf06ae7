{# Whether nothing learns just now (`dense_learns`), so that less has to be done, or nothing at all:
   see no_learning.py. What is clipped stays only if it is within its bounds (`dense_bounds`). #}
{% macro rest() %}
    {% if dense_learns %}
    {% if dense_bounds %}
    static bool _dense_rested = false, _dense_within = false;
    if ({{dense_learns}} == 0 && !_dense_rested)
        _dense_within = dense::all_between(
            {{dense_bounds.bounded}}, size_t({{dense.n_pre}}) * {{dense.n_post}},
            {{dense_bounds.low}}, {{dense_bounds.high}});
    _dense_rested = {{dense_learns}} == 0;
    const bool _dense_rests = _dense_rested && _dense_within;
    {% else %}
    const bool _dense_rests = {{dense_learns}} == 0;
    {% endif %}
    {% if not dense_rest %}
    if (_dense_rests)
        return;
    {% endif %}
    {% endif %}
{% endmacro %}
