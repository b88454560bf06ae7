# Tags: a synapse may hold a high tag, a low tag or none, and a tag is lost by chance.
# Source: Clopath et al. (2008), PLoS Comput. Biol. 4:e1000248, doi:10.1371/journal.pcbi.1000248, and
#   the authors' public code (ModelDB 118199); here tags are lost once a second
# Stack: onto neurons/tag_triggered_protein

[parameters]
tau_high = 3600*second  # mean life of a high tag
tau_low  = 5400*second  # mean life of a low tag

[equations]
high : 1                # 1 with a high tag, else 0
low  : 1                # -1 with a low tag, else 0
n_tags_post = high - low : 1 (summed)

[every 1*second]
high = high*(1 - plastic*int(rand() < 1 - exp(-1*second/tau_high)))
low = low*(1 - plastic*int(rand() < 1 - exp(-1*second/tau_low)))
