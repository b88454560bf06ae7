# Transmitter-induced plasticity: each source spike makes the weight grow a little, whatever the target does.
# It keeps synapses onto a silent target from dying out.
# Source: Zenke, Agnes & Gerstner (2015), Nat. Commun. 6:6922, doi:10.1038/ncomms7922, public code
# Stack: after a file that proposes dw at a source spike, such as synapses/stdp_triplet_minimal

[parameters]
delta = 2e-5            # growth per source spike

[on_pre]
dw = dw + delta
