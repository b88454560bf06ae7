# A weight that adds to its target's drive at each presynaptic spike.
# Source: own
# Stack: onto neurons/competitor

[parameters]
w_min = 0               # lower bound of the weight
w_max = 1               # upper bound of the weight

[equations]
w : 1                   # weight

[on_pre]
drive_post += w
