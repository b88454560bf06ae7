# A shorter chain of beakers: what flows past the last one is gone.
# The beakers behind stay empty, so that the tube to them is the leak at the end of the chain.
# Source: Benna & Fusi (2016), Nat. Neurosci. 19:1697, doi:10.1038/nn.4401
# Stack: after synapses/beakers

[parameters]
beaker_count = 4        # beakers in the chain, 2 to 6, the weight being the first

[initial]
beaker3 = w*int(beaker_count > 2.5)
beaker4 = w*int(beaker_count > 3.5)
beaker5 = w*int(beaker_count > 4.5)
beaker6 = w*int(beaker_count > 5.5)

[on_presentation_end]
beaker3 = beaker3*int(beaker_count > 2.5)
beaker4 = beaker4*int(beaker_count > 3.5)
beaker5 = beaker5*int(beaker_count > 4.5)
beaker6 = beaker6*int(beaker_count > 5.5)
