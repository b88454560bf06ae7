# A spike makes the next neuron of the layer ready to be recruited.
# Source: own
# Stack: from neurons/recruit onto neurons/recruit

[on_pre]
ready_post += int(j == i + 1)
