# A source spike injects a current for one step, strong enough to make the target fire in the next.
# Source: Clopath, Buesing, Vasilaki & Gerstner (2010), Nat. Neurosci. 13:344, doi:10.1038/nn.2479, public
#   code (ModelDB 144566): the current of a forced spike
# Stack: onto neurons/adex, neurons/adex_after_depolarisation

[parameters]
forced_current = 1*uA   # size of the current

[on_pre]
I_post += forced_current
