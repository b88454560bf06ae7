# Use-dependent metaplasticity: the more often a neuron has won, the less it learns from a win.
# The rate is one over the number of wins, so the weights are the mean of what the neuron answered.
# Source: MacQueen (1967), Proc. 5th Berkeley Symp. Math. Stat. Prob. 1:281 (k-means, one pass); a rate
#   that each neuron lowers with use: Allred & Roy (2020), Front. Neurosci. 14:7,
#   doi:10.3389/fnins.2020.00007
# Stack: after synapses/competitive_learning

[parameters]
wins_max = 100          # wins after which the rate falls no further

[on_post]
dw = dw/clip(wins_post + 1, 1, wins_max)
