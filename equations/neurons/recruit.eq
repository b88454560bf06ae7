# Recruitment: a neuron that was never used stays out of the race until novelty calls it.
# One neuron is ready at a time, the one after the last that was recruited; so a call is answered by
# one neuron alone. It fires at once, as the first of its layer.
# Source: own; recruitment of a neuron by novelty: Allred & Roy (2020), Front. Neurosci. 14:7,
#   doi:10.3389/fnins.2020.00007
# Stack: after neurons/competitor

[equations]
used  : 1               # 1 once it has fired, for ever
ready : 1               # above 0 when it is this neuron's turn
call  : 1               # above 0 once novelty calls in this presentation
fresh = int(ready > 0.5)*(1 - used) : 1             # ready and never used
called = fresh*int(call > 0.5 and hush < 0.5) : 1   # to fire now

[initial]
ready = int(i == 0)

[every dt]
lift = 100*bar*(called - (1 - used)*(1 - called))

[reset]
used = 1

[ports]
ready
call

[on_presentation_start]
call = 0
