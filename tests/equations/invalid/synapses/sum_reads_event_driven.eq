# A plastic synapse with a trace of its own.
# Source: own
# Stack: onto neurons/vote_counter

[parameters]
tau_x = 20*ms           # time constant of the trace
eta   = 0.01            # learning rate
w_min = 0               # lower bound
w_max = 1               # upper bound

[equations]
w : 1
dx/dt = -x/tau_x : 1 (event-driven)
evidence_post = x : 1 (summed)

[on_pre]
x += 1

[on_post]
dw = eta*x
