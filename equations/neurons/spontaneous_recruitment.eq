# Spontaneous recruitment: in some presentations the novelty neuron does not wait for an answer.
# What nobody answers are outliers, and a layer that keeps nothing else knows what is frequent badly.
# So a share of all presentations recruits, whatever they show, before anybody can answer.
# Source: own
# Stack: after neurons/novelty

[parameters]
spontaneous = 0.1       # share of the presentations with learning in which it does not wait
early       = 0.85      # when it fires then, as a share of the time of a perfect match

[on_presentation_start]
waited += learning*int(rand() < spontaneous)*(patience - early*reach)
