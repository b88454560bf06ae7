# The sum of the weights onto a neuron, gathered at the end of each presentation.
# Synapses add their weights to w_sum; once all have, w_incoming holds it until the next presentation
# has ended.
# Source: own; for Diehl & Cook (2015), Front. Comput. Neurosci. 9:99, doi:10.3389/fncom.2015.00099
# Stack: with any neuron

[equations]
w_sum      : 1          # what has been gathered so far
w_incoming : 1          # sum of the weights after the last presentation; 0 before the first

[ports]
w_sum

[on_presentation_end]
w_incoming = w_sum
w_sum = 0
