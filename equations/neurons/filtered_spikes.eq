# The neuron's own spikes as a running mean of their rate.
# The jump is such that what the next step's decay leaves of it is 1/tau_x.
# Source: Clopath, Buesing, Vasilaki & Gerstner (2010), Nat. Neurosci. 13:344, doi:10.1038/nn.2479
# Stack: with any neuron that spikes

[parameters]
tau_x = 15*ms           # time constant of the running mean

[equations]
dx_mean/dt = -x_mean/tau_x : Hz

[reset]
x_mean += 1/(tau_x - dt)

[method]
euler
