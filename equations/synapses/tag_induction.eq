# Setting of tags: by chance, as likely as spikes of the source and the target's potential make it.
# A source's spike sets a low tag if the slow mean of the potential is above rest. A potential above
# v_strong, as in a spike, sets a high tag if the source was active and the fast mean is above rest.
# Where both would happen in one step, each is as likely to come first and keeps the other away.
# A pathway's synapses fire together and bring the constant part of the weight once among them.
# Source: Clopath et al. (2008), PLoS Comput. Biol. 4:e1000248, doi:10.1371/journal.pcbi.1000248, and
#   the authors' public code (ModelDB 118199); amplitudes per step of 1 ms made a rate and a share,
#   and one random number a step serves both tags
# Stack: after synapses/tag_capture; from neurons/lowpass_spikes onto neurons/adex_volley

[parameters]
A_high     = 1e-3/(mV**2*ms)  # rate of high tags, per mV of the potential and mV of its fast mean
A_low      = 1e-2/mV          # probability of a low tag per spike and mV of the slow mean
v_weak     = -70.6*mV         # the means count above this potential; it is that of rest
v_strong   = -50*mV           # high tags are set above this potential
jump       = 3*mV             # jump of the target's potential per unit of weight
rest_share = 0.01             # a synapse's share of the constant part: 1/synapses of a pathway

[equations]
arriving : 1            # 1 in the step in which the target has the spike, else 0
draw     : 1            # this step's chance
above_slow = int(v_slow_post > v_weak)*(v_slow_post - v_weak) : volt
above_fast = int(v_fast_post > v_weak)*(v_fast_post - v_weak) : volt
above_strong = int(v_seen_post > v_strong)*(v_seen_post - v_strong) : volt
p_low = A_low*arriving*above_slow : 1
p_high = A_high*dt*above_strong*lowpass_pre*above_fast : 1
untagged = (1 - high)*(1 + low) : 1

[on_pre]
volley_post += jump*(w - (1 - rest_share)*w_rest)
arriving = 1

[every dt]
draw = rand()
high = high + plastic*untagged*int(draw < p_high*(1 - p_low/2))
low = low - plastic*untagged*int(draw > 1 - p_low*(1 - p_high/2))
arriving = 0
