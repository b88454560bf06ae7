# Inhibitory leaky integrate-and-fire neuron with synaptic conductances.
# Conductances are in units of the leak conductance.
# Source: Diehl & Cook (2015), Front. Comput. Neurosci. 9:99, doi:10.3389/fncom.2015.00099, and its
#   public code (inhibitory neurons)

[parameters]
v_rest         = -60*mV    # resting potential
v_reset        = -45*mV    # potential after a spike and while refractory
v_threshold    = -40*mV    # a spike is fired above this potential
E_exc          = 0*mV      # reversal potential of excitatory synapses
E_inh          = -85*mV    # reversal potential of inhibitory synapses
tau_m          = 10*ms     # time constant of the membrane potential v
tau_ge         = 1*ms      # time constant of the excitatory conductance
tau_gi         = 2*ms      # time constant of the inhibitory conductance
tau_refractory = 2*ms      # shortest interval between two spikes

[equations]
dv/dt = ((v_rest - v) + ge*(E_exc - v) + gi*(E_inh - v))/tau_m : volt (unless refractory)
dge/dt = -ge/tau_ge : 1          # excitatory conductance
dgi/dt = -gi/tau_gi : 1          # inhibitory conductance

[threshold]
v > v_threshold

[reset]
v = v_reset

[refractory]
tau_refractory

[ports]
ge
gi

[initial]
v = v_rest

[on_presentation_start]
v = v_rest
ge = 0
gi = 0

[method]
euler
