# Graded input: one value of either sign for a whole presentation, sent once, at its first step.
# A stimulus is a rate and cannot be negative, so base_rate stands for a value of 0 and is taken off here.
# Source: Zylberberg, Murphy & DeWeese (2011), PLoS Comput. Biol. 7:e1002250,
#   doi:10.1371/journal.pcbi.1002250 (pixels X of a patch with zero mean and unit variance); the rates
#   that stand for them are our own choice

[parameters]
base_rate     = 1000*Hz # stimulus that stands for 0
rate_per_unit = 10*Hz   # stimulus above base_rate that stands for 1

[equations]
x    : 1                # the value of this presentation
sent : 1                # 1 once it has been sent, else 0

[threshold]
sent < 0.5

[reset]
sent = 1

[on_presentation_start]
x = (stimulus(t, i) - base_rate)/rate_per_unit
sent = 0
