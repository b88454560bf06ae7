# Exponential integrate-and-fire neuron with adaptation that takes its input as sudden jumps.
# A spike lasts one step, at v_spike, and the potential goes on from rest. The filters lag one step
# behind what they filter, so a synapse that reads v_seen finds them as they were before it.
# Source: Clopath et al. (2008), PLoS Comput. Biol. 4:e1000248, doi:10.1371/journal.pcbi.1000248, and
#   the authors' public code (ModelDB 118199), whose spikes make a thousandth of the adaptation that
#   the unit of b there would: 0.0805 pA. Steps of 1 ms belong to the model

[parameters]
capacitance    = 281*pF     # membrane capacitance
g_leak         = 30*nS      # leak conductance
v_rest         = -70.6*mV   # resting potential, also after a spike
v_rise         = -50.4*mV   # potential at which the upswing of a spike begins
rise_slope     = 2*mV       # steepness of the upswing
v_peak         = 10*mV      # a spike is fired above this potential
v_spike        = 20*mV      # potential in the step of a spike
tau_adaptation = 144*ms     # time constant of the adaptation current
g_adaptation   = 4*nS       # adaptation below threshold
spike_adaptation = 0.0805*pA # rise of the adaptation current per spike
tau_slow       = 1000*ms    # time constant of the slow filter of the potential
tau_fast       = 100*ms     # time constant of the fast filter of the potential

[equations]
dv/dt = (-g_leak*(v - v_rest) + g_leak*rise_slope*exp((v - v_rise)/rise_slope) - adaptation)/capacitance + volley/dt : volt
dv_slow/dt = (v_last - v_slow)/tau_slow : volt
dv_fast/dt = (v_last - v_fast)/tau_fast : volt
v_seen = v + int(v > v_peak)*(v_spike - v) : volt  # the potential, spikes included
v_last : volt              # the potential in the last step, spikes included
adaptation : amp           # adaptation current
volley : volt              # jump that the spikes of this step make

[initial]
v = v_rest
v_slow = v_rest
v_fast = v_rest
v_last = v_rest

[every dt]
v_last = v_seen
adaptation += dt*(g_adaptation*(v_last - v_rest) - adaptation)/tau_adaptation
volley = 0*mV

[threshold]
v > v_peak

[reset]
v = v_rest
adaptation += spike_adaptation

[ports]
volley

[method]
euler
