# A plastic synapse with a trace of its own.
# Source: own
# Stack: onto neurons/lif

[parameters]
tau_x = 20*ms           # time constant of the trace
eta   = 0.01            # learning rate
w_min = 0               # lower bound
w_max = 1               # upper bound

[equations]
w : 1
dx/dt = -x/tau_x : 1 (event-driven)
s : 1

[on_pre]
I_post += w
x += 1

[on_post]
w = clip(w + plastic*eta*x, w_min, w_max)
