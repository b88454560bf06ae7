# An output whose rate is its share of the votes: one spike per step if it has them all.
# The spikes are evenly spaced, so that their number tells the share and not chance.
# Source: own

[equations]
v        : 1            # share of the votes, summed over steps
evidence : 1            # votes for this output
ballots  : 1            # votes for any output

[every dt]
v = v + evidence/(ballots + 0.000001)

[threshold]
v >= 1

[reset]
v -= 1

[ports]
evidence
ballots

[on_presentation_start]
v = 0
evidence = 0
ballots = 0
