# A pair of error neurons for one output: one fires for spikes too many, one for spikes missing.
# Both integrate output spikes minus teacher spikes without a leak; a spike carries its sign, +1 for
# too many and -1 for missing. The floor makes the pair wait for a second error in the other
# direction before it changes sides.
# Source: Zohora et al. (2024), Sci. Rep. 14, doi:10.1038/s41598-024-78290-w, public code (false positive
#   and false negative neurons); Neftci et al. (2017), doi:10.3389/fnins.2017.00324

[parameters]
q_floor     = -0.1      # neither potential falls below this
q_threshold = 0.999999  # one spike difference; a little below 1, so that rounding does not matter

[equations]
surplus  : 1            # output spikes minus teacher spikes since the last step
q_plus   : 1            # potential of the neuron for spikes too many
q_minus  : 1            # potential of the neuron for spikes missing
polarity : 1           # +1 or -1 in the step of a spike, else 0

[every dt]
q_plus   = clip(q_plus + surplus, q_floor, 1000)
q_minus  = clip(q_minus - surplus, q_floor, 1000)
surplus  = 0
polarity = int(q_plus >= q_threshold) - int(q_minus >= q_threshold)

[threshold]
abs(polarity) > 0.5

[reset]
q_plus  -= int(polarity > 0)
q_minus -= int(polarity < 0)

[ports]
surplus

[on_presentation_start]
surplus  = 0
q_plus   = 0
q_minus  = 0
polarity = 0
