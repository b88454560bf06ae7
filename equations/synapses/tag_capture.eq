# Tags and their capture: with protein in the target a tag turns into a late phase that lasts.
# A synapse may hold a high tag, a low tag or none, and a tag is lost by chance. The late phase z has
# two stable values, 0 and 1; a high tag pushes it up and a low tag down, in proportion to the
# protein. Tags and late phase make the weight.
# Source: Clopath et al. (2008), PLoS Comput. Biol. 4:e1000248, doi:10.1371/journal.pcbi.1000248, and
#   the authors' public code (ModelDB 118199); here tags are lost once a second
# Stack: onto neurons/tag_triggered_protein

[parameters]
tau_high = 3600*second  # mean life of a high tag
tau_low  = 5400*second  # mean life of a low tag
tau_z    = 360*second   # time constant of z
z_middle = 0.5          # value from which z goes to either of the stable ones
push     = 0.1          # strength of a tag's push
g_high   = 1            # weight of a high tag
g_low    = 0.5          # weight of a low tag
g_late   = 2            # weight of the late phase
w_rest   = 1            # weight of a synapse without any of these

[equations]
high : 1                # 1 with a high tag, else 0
low  : 1                # -1 with a low tag, else 0
dz/dt = plastic*(z*(1 - z)*(z - z_middle) + push*(high + low)*protein_post)/tau_z : 1 (clock-driven)
w = g_high*high + g_low*low + g_late*z + w_rest : 1
n_tags_post = high - low : 1 (summed)

[every 1*second]
high = high*(1 - plastic*int(rand() < 1 - exp(-1*second/tau_high)))
low = low*(1 - plastic*int(rand() < 1 - exp(-1*second/tau_low)))

[method]
euler
