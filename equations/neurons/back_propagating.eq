# The potential that a neuron's spikes carry back into its dendrite; only the last spike counts.
# Source: Shouval, Bear & Cooper (2002), PNAS 99:10831, doi:10.1073/pnas.152343099; constants as in an
#   independent replication of its figures (folmez/CaDP-MatLab)
# Stack: with any neuron that spikes and has no potential of its own, such as neurons/prescribed_spikes

[parameters]
v_rest        = -65*mV  # resting potential
bpap_size     = 100*mV  # height of a back-propagating spike
bpap_share    = 0.75    # share of it that falls fast; the rest is the after-depolarisation
tau_bpap_fast = 3*ms    # time constant of the fast part
tau_bpap_slow = 25*ms   # time constant of the slow part
bpap_delay    = 2*ms    # from the spike to its arrival in the dendrite; at least one step

[equations]
dbpap_fast/dt = -bpap_fast/tau_bpap_fast : 1
dbpap_slow/dt = -bpap_slow/tau_bpap_slow : 1
wait : 1                                      # steps until the last spike arrives; 0 if none is under way
arrives = int(wait > 0.5 and wait < 1.5) : 1
v = v_rest + bpap_size*(bpap_fast + bpap_slow) : volt
free = 1 : 1                                  # the potential is not clamped, so synapses add to it

[reset]
wait = floor(bpap_delay/dt + 0.5)

[every dt]
bpap_fast = bpap_fast + arrives*(bpap_share - bpap_fast)
bpap_slow = bpap_slow + arrives*(1 - bpap_share - bpap_slow)
wait = wait - int(wait > 0.5)

[method]
exact
