# A presynaptic spike raises the excitatory conductance of the target in proportion to the weight.
# Source: Song, Miller & Abbott (2000), Nat. Neurosci. 3:919, doi:10.1038/78829; the jump is our own choice
# Stack: after a file that has a weight w; onto neurons/lif_conductance_ongoing

[parameters]
ge_jump = 0.07          # jump at w = 1, in units of the leak conductance

[on_pre]
ge_post += ge_jump*w
