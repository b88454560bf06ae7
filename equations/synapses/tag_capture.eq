# Capture of a tag: with protein in the target it turns into a late phase that lasts.
# The late phase z has two stable values, 0 and 1; a high tag pushes up and a low tag down, in
# proportion to the protein. Tags and late phase make the weight.
# Source: Clopath et al. (2008), PLoS Comput. Biol. 4:e1000248, doi:10.1371/journal.pcbi.1000248, and
#   the authors' public code (ModelDB 118199)
# Stack: after synapses/tags; onto neurons/tag_triggered_protein

[parameters]
tau_z    = 360*second   # time constant of z
z_middle = 0.5          # value from which z goes to either of the stable ones
push     = 0.1          # strength of a tag's push
g_high   = 1            # weight of a high tag
g_low    = 0.5          # weight of a low tag
g_late   = 2            # weight of the late phase
w_rest   = 1            # weight of a synapse without any of these

[equations]
dz/dt = plastic*(z*(1 - z)*(z - z_middle) + push*(high + low)*protein_post)/tau_z : 1 (clock-driven)
w = g_high*high + g_low*low + g_late*z + w_rest : 1

[method]
euler
