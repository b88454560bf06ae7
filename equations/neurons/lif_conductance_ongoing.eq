# Leaky integrate-and-fire neuron with synaptic conductances that goes on across presentations.
# Conductances are in units of the leak conductance. Nothing is reset when a presentation ends, so that
# a presentation may be a change of the input rates in one long run. There is no refractory time.
# Source: Song, Miller & Abbott (2000), Nat. Neurosci. 3:919, doi:10.1038/78829; constants: public code
#   of B. Blais (Plasticnet, splikes) for Yeung et al. (2004), doi:10.1073/pnas.0405555101

[parameters]
v_rest      = -65*mV    # resting potential
v_reset     = -65*mV    # potential after a spike
v_threshold = -55*mV    # a spike is fired above this potential
E_exc       = 0*mV      # reversal potential of excitatory synapses
E_inh       = -65*mV    # reversal potential of inhibitory synapses
tau_m       = 20*ms     # time constant of the membrane potential v
tau_ge      = 5*ms      # time constant of the excitatory conductance
tau_gi      = 5*ms      # time constant of the inhibitory conductance

[equations]
dv/dt = ((v_rest - v) + ge*(E_exc - v) + gi*(E_inh - v))/tau_m : volt
dge/dt = -ge/tau_ge : 1          # excitatory conductance
dgi/dt = -gi/tau_gi : 1          # inhibitory conductance

[threshold]
v > v_threshold

[reset]
v = v_reset

[ports]
ge
gi

[initial]
v = v_rest

[method]
exponential_euler
