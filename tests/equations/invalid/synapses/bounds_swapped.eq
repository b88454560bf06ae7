# A synapse that learns from its own trace.
# Source: own
# Stack: onto neurons/lif

[parameters]
w_min = 2               # lower bound of the weight
w_max = 1               # upper bound of the weight
eta = 0.01              # learning rate
tau_x = 20*ms       # time constant of the trace

[equations]
w : 1                   # weight
dpre_trace/dt = -pre_trace/tau_x : 1 (event-driven)

[on_pre]
I_post += w
pre_trace += 1

[on_post]
dw = eta*pre_trace
