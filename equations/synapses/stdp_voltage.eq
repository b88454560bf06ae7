# Spike-timing-dependent plasticity that follows the target's potential, not its spikes.
# At a source spike the weight shrinks with the target's running mean of its potential; while the target
# is depolarised it grows with the source's running rate. Both amplitudes are fixed: the sliding
# depression of the paper is left out, as in its fit of pairing experiments.
# Source: Clopath, Buesing, Vasilaki & Gerstner (2010), Nat. Neurosci. 13:344, doi:10.1038/nn.2479 (visual
#   cortex)
# Stack: after synapses/plain_weight; from neurons/filtered_spikes onto neurons/filtered_voltage

[parameters]
A_depression   = 14e-5/mV    # loss per source spike and millivolt
A_potentiation = 8e-5/mV**2  # growth per source spike and square millivolt

[on_pre]
dw = -A_depression*depression_post

[every dt]
dw = A_potentiation*dt*x_mean_pre*potentiation_post
