# Consolidation in a double well: a slow reference weight follows the weight, but prefers two values.
# Near 0 and near w_high it stays; a weight must be far beyond the middle for tens of minutes to bring it
# from one to the other. The reference is updated every 1.2 s, as often as the code does.
# Source: Zenke, Agnes & Gerstner (2015), Nat. Commun. 6:6922, doi:10.1038/ncomms7922, public code; well_depth
#   is the nominal 20, which the normalisation of the code makes 17.07
# Stack: after synapses/excitation, synapses/dynamic_excitation

[parameters]
tau_consolidation  = 1200*second  # how slowly the reference follows
consolidation_step = 1.2*second   # time between two updates, that of [every]
well_depth         = 20           # strength of the two wells; 0 for a plain low-pass of the weight
w_high             = 0.5          # upper stable value of the reference; the barrier is at half of it

[equations]
w_ref : 1                         # reference weight
w_well = w_ref*(w_high/2 - w_ref)*(w_high - w_ref) : 1 # what the wells pull with

[initial]
w_ref = w

[every 1.2*second]
w_ref = w_ref + plastic*consolidation_step/tau_consolidation*(w - w_ref - well_depth*w_well)
