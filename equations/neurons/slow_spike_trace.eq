# A second, slower trace of all of the neuron's spikes; it decays and grows by 1 at each spike.
# Source: Pfister & Gerstner (2006), J. Neurosci. 26:9673, doi:10.1523/JNEUROSCI.1425-06.2006 (the
#   detector o2 of the triplet rule); time constant: Zenke, Agnes & Gerstner (2015), Nat. Commun. 6:6922,
#   doi:10.1038/ncomms7922, public code
# Stack: with any neuron that spikes

[parameters]
tau_slow = 100*ms       # time constant of the slow trace

[equations]
dslow_trace/dt = -slow_trace/tau_slow : 1

[reset]
slow_trace += 1

[on_presentation_start]
slow_trace = 0

[method]
euler
