# Background current: coloured noise around a mean, an Ornstein-Uhlenbeck process.
# It is drawn exactly for any time step: mean and standard deviation, background_sigma/sqrt(2*tau),
# do not depend on dt.
# Source: Luboeinski & Tetzlaff (2021), Commun. Biol. 4:275, doi:10.1038/s42003-021-01778-y, and the
#   authors' public code (background of the network; the single synapse has none)
# Stack: after neurons/lif_psp

[parameters]
background_mean  = 0.15*nA               # mean of the current
background_sigma = 0.05*nA*second**0.5   # strength of the white noise behind it
tau_background   = 5*ms                  # time constant of the current

[equations]
kept = exp(-dt/tau_background) : 1       # what is left of a deviation after a step

[initial]
I = background_mean

[every dt]
I = background_mean + (I - background_mean)*kept + background_sigma*sqrt((1 - kept*kept)/(2*tau_background))*randn()
