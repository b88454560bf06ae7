# A neuron that fires when nobody else has answered the input in time: what is shown is new.
# The better a match is, the sooner it answers; so this patience is a bound on the match, the vigilance.
# It falls as the neurons of the layer are used up, so that some are left for what comes late.
# Source: own; vigilance: Carpenter & Grossberg (1987), Appl. Opt. 26:4919, doi:10.1364/AO.26.004919

[parameters]
reach           = 73.9*ms # time in which a perfect match answers: bar/input_norm of neurons/competitor
vigilance       = 0.90    # smallest match that is an answer, while all neurons are unused
vigilance_last  = 0.86    # the same when all neurons are used

[equations]
dwaited/dt = 1 : second   # time since the presentation began
answered : 1              # spikes of the layer so far
crowding : 1              # share of its neurons that are used
fired    : 1              # 1 after the neuron's own spike
patience = reach/(vigilance + (vigilance_last - vigilance)*crowding) : second

[threshold]
waited >= patience and answered < 0.5 and fired < 0.5

[reset]
fired = 1

[ports]
answered
crowding

[on_presentation_start]
waited = 0*ms
answered = 0
fired = 0

[method]
euler
