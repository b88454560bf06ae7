# Constant pace: every win but the first moves the weights by the same share of the difference.
# A neuron's first win is taken over whole.
# Source: Rumelhart & Zipser (1985), Cogn. Sci. 9:75, doi:10.1207/s15516709cog0901_5; the first win: own
# Stack: after synapses/competitive_learning; onto neurons/competitor

[parameters]
eta_win = 0.05          # share of the difference that a win makes good

[on_post]
dw = dw*(eta_win + (1 - eta_win)*int(wins_post < 0.5))
