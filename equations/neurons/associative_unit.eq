# A binary unit of an associative memory: its state, the cue it is shown, and the sums its partners tell it.
# The stimulus shows a 1 as a rate above cue_theta. As a cue it is a pattern with noise, which turns a 0 into a 1
# with probability cue_noise, and a 1 into a 0 so often that the coding level stays. What coding level and
# cue alone say is the first part of the current, the log odds of the state 1.
# Source: Savin, Dayan & Lengyel (2014), PLoS Comput. Biol. 10:e1003489, doi:10.1371/journal.pcbi.1003489
#   (posterior as log odds); noise that keeps the coding level: after a third party's code of the NIPS
#   paper of 2013 by the same authors; the count of patterns is own

[parameters]
coding_level = 0.2      # share of ones in a pattern
cue_noise    = 0.08     # probability that the cue shows a 1 where the pattern has a 0
cue_theta    = 50*Hz    # a stimulus above this rate is a 1

[equations]
x           : 1         # state of the unit, 0 or 1
current     : 1         # log odds of x = 1, given all that the unit knows
active      : 1         # how many other units are in state 1
excitation  : 1         # sum of the weights from these
weight_sum  : 1         # sum of the weights from all other units
n_stored    : 1         # patterns stored so far
cue = int(stimulus(t, i) > cue_theta) : 1
cue_loss = cue_noise*(1 - coding_level)/coding_level : 1  # probability of a 0 where there is a 1
prior_current = log(coding_level/(1 - coding_level)) : 1
cue_current = cue*log((1 - cue_loss)/cue_noise) + (1 - cue)*log(cue_loss/(1 - cue_noise)) : 1
n_older = clip(n_stored - 1, 1, 1000000000) : 1  # patterns that blur the one to be recalled

[every dt]
current = prior_current + cue_current

[ports]
active
excitation
weight_sum

[on_presentation_start]
active = 0
excitation = 0
weight_sum = 0

[on_presentation_end]
n_stored += learning
