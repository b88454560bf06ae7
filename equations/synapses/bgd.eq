# Bayesian gradient descent (BGD): the variance of a weight is its learning rate, and nothing fades.
# It is synapses/mesu with an infinite window, in a form in which sigma stays positive.
# Source: Zeno et al. (2018), arXiv:1803.10123; FOO-VB: Zeno et al. (2020), arXiv:2010.00373; the floor
#   of sigma is our own
# Stack: after synapses/uncertain_transmission, after a file that proposes dw

[parameters]
bgd_gain  = 100         # scale from dw to the gradient; 1/eta of the file that proposes dw
bgd_floor = 1e-4        # smallest sigma

[equations]
bgd_gradient : 1        # sum of the proposed changes in this presentation

bgd_half = 0.5*sigma*bgd_gradient*noise : 1   # first-order change of sigma, as a share of it

[on_presentation_start]
bgd_gradient = 0

[on_pre]
dw = dw*bgd_gain
bgd_gradient = bgd_gradient + plastic*dw
dw = dw*sigma**2

[on_presentation_end]
sigma = clip(sigma*(1 + plastic*(sqrt(1 + bgd_half**2) - 1 + bgd_half)), bgd_floor, 1/bgd_floor)
