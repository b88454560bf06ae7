# Leaky integrate-and-fire neuron that is driven by a decaying postsynaptic potential.
# Nothing is set back between presentations, so that a protocol may be cut into any number of them.
# Source: Luboeinski & Tetzlaff (2021), Commun. Biol. 4:275, doi:10.1038/s42003-021-01778-y, and the
#   authors' public code (neuron of the single-synapse simulations)

[parameters]
v_rest         = -65*mV    # resting potential
v_reset        = -70*mV    # potential after a spike and while refractory
v_threshold    = -55*mV    # a spike is fired above this potential
R              = 10*Mohm   # membrane resistance
tau_m          = 10*ms     # time constant of the membrane potential v
tau_psp        = 5*ms      # time constant of the postsynaptic potential
tau_refractory = 2*ms      # shortest interval between two spikes

[equations]
dv/dt = (v_rest - v + psp + R*I)/tau_m : volt (unless refractory)
dpsp/dt = -psp/tau_psp : volt  # postsynaptic potential, on top of the resting potential
I : amp                        # current from outside

[threshold]
v > v_threshold

[reset]
v = v_reset

[refractory]
tau_refractory

[ports]
psp
I

[initial]
v = v_rest

[method]
exponential_euler
