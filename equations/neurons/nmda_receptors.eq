# NMDA receptors of the synapses of this neuron, and the local potential that its spikes cause there.
# A spike opens a share of the receptors that are still closed; they close fast and slowly. What
# depends on this neuron's spikes alone is the same at all of its synapses, so it is kept here.
# Source: Shouval, Bear & Cooper (2002), PNAS 99:10831, doi:10.1073/pnas.152343099; constants as in an
#   independent replication of its figures (folmez/CaDP-MatLab)
# Stack: with any neuron that spikes

[parameters]
p_open        = 0.5     # share of the closed receptors that a spike opens
nmda_share    = 0.5     # share of these that close fast; the others close slowly
tau_nmda_fast = 50*ms   # time constant of the fast ones
tau_nmda_slow = 200*ms  # time constant of the slow ones
epsp_size     = 1*mV    # peak of the excitatory potential of one spike
tau_epsp      = 50*ms   # its fall
tau_epsp_rise = 5*ms    # its rise

[equations]
dnmda_fast/dt = -nmda_fast/tau_nmda_fast : 1  # open receptors that close fast
dnmda_slow/dt = -nmda_slow/tau_nmda_slow : 1  # open receptors that close slowly
depsp_fall/dt = -epsp_fall/tau_epsp : 1
depsp_rise/dt = -epsp_rise/tau_epsp_rise : 1
closed : 1                                    # share that was closed at the last spike
nmda = nmda_fast + nmda_slow : 1              # share that is open
# 0.6968 is the peak of the difference for 50 and 5 ms.
epsp = epsp_size/0.6968*(epsp_fall - epsp_rise) : volt

[reset]
closed = 1 - nmda_fast - nmda_slow
nmda_fast += p_open*nmda_share*closed
nmda_slow += p_open*(1 - nmda_share)*closed
epsp_fall += 1
epsp_rise += 1

[method]
exact
