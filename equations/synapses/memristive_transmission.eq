# Memristive synapses: of the weight one of a few levels is transmitted, written with noise.
# A device that was written too often is stuck. The hidden weight learns freely. After each
# presentation a device whose nearest level is no longer the one it holds is written anew.
# The noise is the sum of three uniform numbers, close to normal and never beyond three deviations.
# Source: D'Agostino et al. (2023), arXiv:2306.12142 (levels beside a hidden weight); Zohora et al.
#   (2024), Sci. Rep. 14, doi:10.1038/s41598-024-78290-w (noise redrawn at each write); the time of the
#   writes, the size of the noise and the endurance are our own choice
# Stack: onto neurons/lif

[parameters]
w_min       = -3        # lowest level
w_max       = 3         # highest level
levels      = 64        # number of levels, evenly spaced; 2 or more
write_noise = 0.1       # standard deviation of a write, as a share of the distance of two levels
endurance   = 1e6       # writes after which a device is stuck

[equations]
w : 1                   # hidden weight
spacing = (w_max - w_min)/(levels - 1) : 1   # distance of two levels
nearest = floor((w - w_min)/spacing + 0.5) : 1  # number of the level nearest to w
level : 1               # number of the level last written, 0 ... levels - 1
conductance : 1         # what the device holds and transmits
writes : 1              # writes so far
written : 1             # 1 where the last presentation ended with a write, else 0

[initial]
level = floor((w - w_min)/(w_max - w_min)*(levels - 1) + 0.5)
conductance = w_min + level*(w_max - w_min)/(levels - 1)

[on_pre]
I_post += conductance*dt/tau_syn_post

[on_presentation_end]
written = plastic*int(abs(nearest - level) > 0.5 and writes < endurance)
level += written*(nearest - level)
conductance += written*(w_min + spacing*(level + 2*write_noise*(rand() + rand() + rand() - 1.5)) - conductance)
conductance = clip(conductance, w_min, w_max)
writes += written
