# Beakers of few levels: after each presentation every beaker is rounded, by chance, to a level.
# The level below or above is taken with the probability that leaves the mean as it is, so that even
# flows far smaller than a level pass on average. Beyond the lowest and highest level all is lost.
# Source: Benna & Fusi (2016), Nat. Neurosci. 19:1697, doi:10.1038/nn.4401
# Stack: after synapses/beakers

[parameters]
beaker_levels  = 21     # number of levels, evenly spaced around 0; 2 or more
beaker_spacing = 1      # distance of two levels

[equations]
beaker_half = 0.5*(beaker_levels - 1) : 1  # number of the highest level, counted from 0 on
beaker_level : 1        # level of the beaker at hand, counted from the lowest

[on_presentation_end]
beaker_level = clip(floor(w/beaker_spacing + beaker_half + rand()), 0, beaker_levels - 1)
w = w + plastic*(beaker_spacing*(beaker_level - beaker_half) - w)
beaker_level = clip(floor(beaker2/beaker_spacing + beaker_half + rand()), 0, beaker_levels - 1)
beaker2 = beaker2 + plastic*(beaker_spacing*(beaker_level - beaker_half) - beaker2)
beaker_level = clip(floor(beaker3/beaker_spacing + beaker_half + rand()), 0, beaker_levels - 1)
beaker3 = beaker3 + plastic*(beaker_spacing*(beaker_level - beaker_half) - beaker3)
beaker_level = clip(floor(beaker4/beaker_spacing + beaker_half + rand()), 0, beaker_levels - 1)
beaker4 = beaker4 + plastic*(beaker_spacing*(beaker_level - beaker_half) - beaker4)
beaker_level = clip(floor(beaker5/beaker_spacing + beaker_half + rand()), 0, beaker_levels - 1)
beaker5 = beaker5 + plastic*(beaker_spacing*(beaker_level - beaker_half) - beaker5)
beaker_level = clip(floor(beaker6/beaker_spacing + beaker_half + rand()), 0, beaker_levels - 1)
beaker6 = beaker6 + plastic*(beaker_spacing*(beaker_level - beaker_half) - beaker6)
