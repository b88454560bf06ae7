# A chain of beakers: the weight is the first of six, each twice as wide and behind a tube half as wide.
# Learning pours into the weight; what it holds flows to slower beakers and back, so that a change
# fades as a power of time, not exponentially. The last beaker leaks.
# Flows are worked out tube after tube, each taken from one beaker and given to the next, so nothing
# is lost and nothing overshoots at beaker_rate up to 0.6.
# Source: Benna & Fusi (2016), Nat. Neurosci. 19:1697, doi:10.1038/nn.4401, factors of 2 and first tube
#   of 1/8; one step per presentation is our own choice
# Stack: after synapses/transmission

[parameters]
beaker_rate = 0.125     # width of the first tube: share of the difference that flows per presentation
beaker_leak = 1         # leak of the last beaker, in units of the tube that would come next; 0 closes it

[equations]
beaker2 : 1             # level of the second beaker; the first is w
beaker3 : 1             # level of the third
beaker4 : 1             # level of the fourth
beaker5 : 1             # level of the fifth
beaker6 : 1             # level of the sixth
beaker_flow : 1         # what runs through the tube at hand

[initial]
beaker2 = w
beaker3 = w
beaker4 = w
beaker5 = w
beaker6 = w

[on_presentation_end]
beaker_flow = plastic*beaker_rate*(w - beaker2)
w = w - beaker_flow
beaker2 = beaker2 + beaker_flow/2
beaker_flow = plastic*beaker_rate/2*(beaker2 - beaker3)
beaker2 = beaker2 - beaker_flow/2
beaker3 = beaker3 + beaker_flow/4
beaker_flow = plastic*beaker_rate/4*(beaker3 - beaker4)
beaker3 = beaker3 - beaker_flow/4
beaker4 = beaker4 + beaker_flow/8
beaker_flow = plastic*beaker_rate/8*(beaker4 - beaker5)
beaker4 = beaker4 - beaker_flow/8
beaker5 = beaker5 + beaker_flow/16
beaker_flow = plastic*beaker_rate/16*(beaker5 - beaker6)
beaker5 = beaker5 - beaker_flow/16
beaker6 = beaker6 + beaker_flow/32
beaker_flow = plastic*beaker_leak*beaker_rate/32*beaker6
beaker6 = beaker6 - beaker_flow/32
