# A leaky neuron.
# Source: own

[parameters]
tau_m = 15*ms           # time constant of the membrane potential
v_threshold = -50*mV    # a spike is fired at this potential
v_reset = -65*mV        # potential after a spike

[equations]
dv/dt = (v_reset - v)/tau_m : volt (unless refractory)
count : integer
tired : boolean
x : 1

[threshold]
v > v_threshold

[reset]
v = v_reset
count *= 2

[refractory]
5*ms
