# Neuromodulation: the concentration around the target scales the change of the weight.
# Source: own; see neurons/neuromodulator
# Stack: after a file that proposes dw; onto neurons/neuromodulator

[on_pre]
dw = dw*modulation_post
