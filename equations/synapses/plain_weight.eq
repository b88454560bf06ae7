# A weight that nothing hears: for protocols that look at plasticity alone.
# Source: own

[parameters]
w_min = 0               # lower bound of the weight
w_max = 3               # upper bound of the weight

[equations]
w : 1                   # weight

[initial]
w = 0.5
