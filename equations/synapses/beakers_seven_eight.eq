# A longer chain of beakers: a seventh and an eighth behind the sixth, which no longer leaks itself.
# Source: Benna & Fusi (2016), Nat. Neurosci. 19:1697, doi:10.1038/nn.4401
# Stack: after synapses/beakers, with beaker_leak = 0 there

[parameters]
chain_leak = 1          # leak of the eighth beaker, in units of the tube that would come next

[equations]
beaker7 : 1             # level of the seventh beaker
beaker8 : 1             # level of the eighth

[initial]
beaker7 = w
beaker8 = w

[on_presentation_end]
beaker_flow = plastic*beaker_rate/32*(beaker6 - beaker7)
beaker6 = beaker6 - beaker_flow/32
beaker7 = beaker7 + beaker_flow/64
beaker_flow = plastic*beaker_rate/64*(beaker7 - beaker8)
beaker7 = beaker7 - beaker_flow/64
beaker8 = beaker8 + beaker_flow/128
beaker_flow = plastic*chain_leak*beaker_rate/128*beaker8
beaker8 = beaker8 - beaker_flow/128
