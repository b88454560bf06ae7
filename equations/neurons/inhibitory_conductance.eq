# An inhibitory conductance: it grows at an input spike and decays, in units of the leak conductance.
# Source: Zenke, Agnes & Gerstner (2015), Nat. Commun. 6:6922, doi:10.1038/ncomms7922, public code (GABA)
# Stack: with any neuron

[parameters]
tau_gi = 10*ms          # time constant of the conductance

[equations]
dgi/dt = -gi/tau_gi : 1 # inhibitory conductance

[ports]
gi

[on_presentation_start]
gi = 0

[method]
euler
