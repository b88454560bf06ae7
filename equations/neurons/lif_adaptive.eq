# Excitatory leaky integrate-and-fire neuron with synaptic conductances and an adaptive threshold.
# Every spike raises the neuron's threshold by a little for hours, so that no neuron wins for ever; that of
# a silent neuron falls, so that it comes to win.
# Conductances are in units of the leak conductance. The slow fall of the threshold is worked out every
# 50 ms: in single precision the share that falls in one step would be lost in rounding. A step cannot take
# v beyond a reversal potential, however many spikes meet in it.
# Source: Diehl & Cook (2015), Front. Comput. Neurosci. 9:99, doi:10.3389/fncom.2015.00099, and its
#   public code (excitatory neurons)

[parameters]
v_rest         = -65*mV    # resting potential
v_reset        = -65*mV    # potential after a spike and while refractory
v_threshold    = -72*mV    # threshold of a neuron that has not fired for hours
theta_start    = 20*mV     # adaptation at the start
E_exc          = 0*mV      # reversal potential of excitatory synapses
E_inh          = -100*mV   # reversal potential of inhibitory synapses
tau_m          = 100*ms    # time constant of the membrane potential v
tau_ge         = 1*ms      # time constant of the excitatory conductance
tau_gi         = 2*ms      # time constant of the inhibitory conductance
theta_plus     = 0.05*mV   # rise of the threshold per spike
tau_theta      = 1e7*ms    # time constant of its fall
tau_refractory = 5*ms      # shortest interval between two spikes

[equations]
dv/dt = ((v_rest - v) + ge*(E_exc - v) + gi*(E_inh - v))/tau_m : volt (unless refractory)
dge/dt = -ge/tau_ge : 1          # excitatory conductance
dgi/dt = -gi/tau_gi : 1          # inhibitory conductance
theta : volt                     # adaptation of the threshold; stays in evaluation

[every dt]
v = clip(v, E_inh, E_exc)

[every 50*ms]
theta -= learning*theta*50*ms/tau_theta

[threshold]
v > v_threshold + theta

[reset]
v = v_reset
theta += learning*theta_plus

[refractory]
tau_refractory

[ports]
ge
gi

[initial]
v = v_rest
theta = theta_start

[on_presentation_start]
v = v_rest
ge = 0
gi = 0

[method]
euler
