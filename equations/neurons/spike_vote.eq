# Each spike of the neuron is a vote, and all votes are worth the same.
# Source: own
# Stack: with any neuron that spikes

[equations]
vote : 1                # spikes since the presentation began
salience = 1 : 1        # what a vote is worth

[reset]
vote += 1

[on_presentation_start]
vote = 0
