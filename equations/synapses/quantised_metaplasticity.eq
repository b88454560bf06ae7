# Metaplasticity of quantised weights: the further from the next switch of level, the harder to get there.
# A change is attenuated by the distance of the hidden weight to the threshold that it moves toward,
# where the device would be written to another level. Beyond the last level there is no threshold and
# the change passes whole. With two levels it is synapses/binary_metaplasticity.
# Source: D'Agostino et al. (2023), arXiv:2306.12142 (a metaplastic function for each interval between
#   levels, strengths 2 to 4); its exact function is not known to us, this one is that of Laborieux et
#   al. (2021), Nat. Commun. 12:2549, doi:10.1038/s41467-021-22768-y, with the distance to the switch
# Stack: after synapses/memristive_transmission, after a file that proposes dw

[parameters]
quantised_m = 3         # strength, per distance of two levels; 0 is plain learning

[equations]
place = (w - w_min)/spacing - nearest : 1  # -0.5 and 0.5 at the thresholds, 0 at the level
free_up = int(nearest > levels - 1.5) : 1  # 1 at the highest level: no threshold above
free_down = int(nearest < 0.5) : 1         # 1 at the lowest level

[on_pre]
dw = dw*(1 - (1 - int(dw > 0)*free_up - int(dw < 0)*free_down)*tanh(quantised_m*(0.5 - (2*int(dw > 0) - 1)*place))**2)
