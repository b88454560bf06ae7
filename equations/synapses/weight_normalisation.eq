# Before each presentation the weights onto a neuron are scaled so that their sum is w_total.
# What one synapse gains the others lose, so a neuron learns which inputs matter, not how much it fires.
# The first presentation of all finds the weights as they were given. In evaluation nothing is scaled.
# Source: Diehl & Cook (2015), Front. Comput. Neurosci. 9:99, doi:10.3389/fncom.2015.00099, public code,
#   where nothing keeps a scaled weight below the upper bound
# Stack: after synapses/excitation; onto neurons/incoming_weight

[parameters]
w_total = 78            # sum of the weights onto a neuron; for 784 inputs

[equations]
w_scale = w_total/(w_incoming_post + 0.000001*w_total) : 1
w_step = int(w_incoming_post > 0)*(w_scale - 1)*w : 1  # change of w that the sum asks for

[on_presentation_start]
w = clip(w + plastic*w_step, w_min, w_max)

[on_presentation_end]
w_sum_post += w
