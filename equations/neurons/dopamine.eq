# Dopamine, or the proteins that it has the neuron make: quickly there, slowly gone.
# It is released while modulator(t) is above 0, and then goes to 1.
# Source: Ziegler et al. (2015), J. Neurosci. 35:1319, doi:10.1523/JNEUROSCI.3989-14.2015, and the
#   authors' public code (zynapse)
# Stack: with any neuron that spikes

[parameters]
tau_release = 1*second     # time constant of the rise
tau_dopamine = 7200*second # time constant of the decay

[equations]
released = int(modulator(t) > 0) : 1
ddopamine/dt = released*(1 - dopamine)/tau_release - (1 - released)*dopamine/tau_dopamine : 1

[method]
euler
