# Metaplasticity of hidden weights: the further a weight is from 0, the harder it is to turn back.
# Changes away from 0 pass whole; changes toward 0, which would end in a change of sign, are
# attenuated.
# Source: Laborieux et al. (2021), Nat. Commun. 12:2549, doi:10.1038/s41467-021-22768-y, and its public
#   code; there the direction is that of Adam's first moment, here that of dw itself
# Stack: after a file that proposes dw

[parameters]
binary_m = 1.35         # strength; m*|w| near 1 protects, 0 is plain learning

[equations]
binary_hold = tanh(binary_m*w)**2 : 1  # how much of a change towards the other sign is lost

[on_pre]
dw = dw*(1 - int(dw*w < 0)*binary_hold)
