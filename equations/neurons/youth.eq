# Young neurons are more excitable: for a while after its first win a neuron's drive counts for more.
# So it soon wins again and becomes the mean of several inputs, instead of keeping a single noisy one.
# Source: own; excitability of young granule cells: Schmidt-Hieber, Jonas & Bischofberger (2004), Nature
#   429:184, doi:10.1038/nature02553
# Stack: after neurons/competitor

[parameters]
youth      = 0.25       # share by which the drive counts for more at first
youth_loss = 0.01       # share of it that is lost per presentation
youth_win  = 0.5        # share of it that is lost with each later win

[reset]
gain = gain*(1 - learning*youth_win*first) + learning*youth*first*int(wins < 1.5)

[on_presentation_start]
gain = gain*(1 - learning*youth_loss)
