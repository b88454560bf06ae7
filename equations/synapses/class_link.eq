# A link to an output: the share of its source's votes that were cast when this output was right.
# It is a running mean, so what a neuron means is not overwritten by what others learn. Presentations
# without a teacher change nothing.
# Source: own
# Stack: from neurons/competitor onto neurons/vote_counter, neurons/class_gate, neurons/instruction

[parameters]
w_min = 0               # lower bound of the weight
w_max = 1               # upper bound of the weight

[equations]
w     : 1               # share of the votes
votes : 1               # votes of the source so far in presentations with a teacher

[on_pre]
evidence_post += w*salience_pre
ballots_post += salience_pre

[on_presentation_end]
votes = votes + plastic*int(instructed_post > 0.5)*vote_pre
w = w + plastic*int(instructed_post > 0.5)*(int(taught_post > 0.5) - w)*vote_pre/(votes + 0.000001)
