# The dendrite's potential: rest and a back-propagating action potential for each of the neuron's spikes.
# Back-propagating spikes have a fast and a slow component and add up; postsynaptic potentials are left
# out, so the potential is the same at all synapses.
# Source: Yeung, Shouval, Blais & Cooper (2004), PNAS 101:14943, doi:10.1073/pnas.0405555101; constants:
#   public code of B. Blais, a co-author (Plasticnet, splikes)
# Stack: with any neuron that spikes

[parameters]
v_dendrite_rest = -65*mV  # the dendrite's potential without spikes
bp_amplitude    = 60*mV   # height of a single back-propagating spike
bp_fast_share   = 0.75    # share of the fast component in it
bp_slow_share   = 0.25    # share of the slow component, the after-depolarisation
tau_bp_fast     = 3*ms    # time constant of the fast component
tau_bp_slow     = 30*ms   # time constant of the slow component

[equations]
dbp_fast/dt = -bp_fast/tau_bp_fast : 1
dbp_slow/dt = -bp_slow/tau_bp_slow : 1
depolarisation = bp_amplitude*(bp_fast + bp_slow) : volt   # above rest
v_dendrite = v_dendrite_rest + depolarisation : volt

[reset]
bp_fast += bp_fast_share
bp_slow += bp_slow_share

[method]
exponential_euler
