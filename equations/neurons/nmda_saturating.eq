# Open NMDA receptors after a neuron's spikes: a fast and a slow fraction that saturate.
# A spike opens a share of those that are still closed, so that no train of spikes opens more than all.
# Both depend on the neuron's spikes alone and are the same at all of its synapses.
# Source: Yeung, Shouval, Blais & Cooper (2004), PNAS 101:14943, doi:10.1073/pnas.0405555101; constants:
#   public code of B. Blais, a co-author (Plasticnet, splikes)
# Stack: with any neuron that spikes

[parameters]
nmda_opening   = 0.7    # share of the closed receptors that a spike opens
nmda_fast_max  = 0.75   # the fast fraction with all receptors open
nmda_slow_max  = 0.25   # the slow fraction with all receptors open
tau_nmda_fast  = 50*ms  # time constant of the fast fraction
tau_nmda_slow  = 200*ms # time constant of the slow fraction

[equations]
dnmda_fast/dt = -nmda_fast/tau_nmda_fast : 1
dnmda_slow/dt = -nmda_slow/tau_nmda_slow : 1

[reset]
nmda_fast += nmda_opening*(nmda_fast_max - nmda_fast)
nmda_slow += nmda_opening*(nmda_slow_max - nmda_slow)

[method]
exponential_euler
