# Leaky integrate-and-fire neuron with a decaying synaptic current, in units of its threshold.
# Source: Zohora et al. (2024), Sci. Rep. 14, doi:10.1038/s41598-024-78290-w, public code (hidden layer)

[parameters]
tau_syn        = 10*ms   # time constant of the synaptic current I
tau_m          = 15*ms   # time constant of the membrane potential v
R              = 1       # membrane resistance: v settles at R*I
v_threshold    = 1       # a spike is fired at this potential
v_reset        = 0       # potential after a spike and while refractory
v_floor        = -0.1    # v never falls below this
tau_refractory = 5*ms    # shortest interval between two spikes

[equations]
dI/dt = -I/tau_syn : 1
dv/dt = (-v + R*I)/tau_m : 1 (unless refractory)

[every dt]
v = clip(v, v_floor, v_threshold)

[threshold]
v >= v_threshold

[reset]
v = v_reset

[refractory]
tau_refractory

[ports]
I

[on_presentation_start]
I = 0
v = 0

[method]
euler
