# Stochastic engrams: at each presentation a neuron is drawn into the engram or stays out of it.
# The more a neuron fired in recent presentations, the likelier it is drawn.
# Source: own; stochastic engram gating is reported for metaplastic binary networks (Aguilar et al.
#   2025, arXiv:2503.21436), whose gate equation is not known to us
# Stack: with any neuron that spikes

[parameters]
engram_pace  = 0.05     # weight of the last presentation in the running mean of spikes
engram_theta = 5        # spikes per presentation at which half of the neurons are drawn
engram_slope = 0.5      # how steeply the odds rise with a spike more; 0 draws every other neuron

[equations]
engram_activity : 1     # running mean of the spikes in a presentation
engram : 1              # 1 in the engram, else 0

[initial]
engram_activity = engram_theta

[reset]
engram_activity += engram_pace

[on_presentation_start]
engram = int(rand() < 1/(1 + exp(-engram_slope*(engram_activity - engram_theta))))
engram_activity = engram_activity*(1 - engram_pace)
