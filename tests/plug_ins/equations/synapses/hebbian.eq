# Hebbian growth: a weight follows how active its input was when its target fires.
# Source: own
# Stack: after synapses/transmission; onto neurons/spike_trace

[parameters]
eta = 0.5               # learning rate

[on_post]
dw = eta*(trace_pre - 0.2)
