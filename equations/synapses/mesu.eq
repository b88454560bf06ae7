# Metaplasticity from synaptic uncertainty (MESU): the variance of a weight is its learning rate.
# Evidence makes a weight certain and slow; evidence older than the window fades, and the weight
# falls back toward its prior. On average 1/sigma**2 settles at 1/sigma0**2 + window*curvature.
# Source: Bonnet et al. (2025), arXiv:2504.13569, public code (mesu.py, rates 1); the floor of sigma and
#   the limit of half of sigma per presentation are our own
# Stack: after synapses/uncertain_transmission, after a file that proposes dw

[parameters]
mesu_gain   = 100       # scale from dw to the gradient; 1/eta of the file that proposes dw
mesu_window = 1e5       # presentations that are remembered
mesu_mu0    = 0         # mean of the prior
mesu_sigma0 = 0.1       # standard deviation of the prior
mesu_floor  = 1e-4      # smallest sigma

[equations]
mesu_gradient : 1       # sum of the proposed changes in this presentation

mesu_fade = 1/(mesu_window*mesu_sigma0**2) : 1  # pace at which the prior comes back
mesu_pull = mesu_fade*sigma*(mesu_sigma0**2 - sigma**2) : 1  # of the prior on sigma
mesu_step = 0.5*(sigma**2*mesu_gradient*noise + mesu_pull) : 1  # change of sigma

[on_presentation_start]
mesu_gradient = 0
w = w + plastic*mesu_fade*sigma**2*(mesu_mu0 - w)

[on_pre]
dw = dw*mesu_gain
mesu_gradient = mesu_gradient + plastic*dw
dw = dw*sigma**2

[on_presentation_end]
sigma = clip(sigma + plastic*clip(mesu_step, -sigma/2, sigma/2), mesu_floor, 1/mesu_floor)
