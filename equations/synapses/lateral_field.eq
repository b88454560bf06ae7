# A spike tells the neighbours that this neuron is active.
# It adds closeness, discounted on both sides, to their lateral field; the inhibition itself stays that
# of synapses/lateral_inhibition.
# Source: Aljundi, Rohrbach & Tuytelaars (2019), ICLR, arXiv:1806.05421 (SLNID)
# Stack: after synapses/lateral_inhibition; onto neurons/lateral_field

[on_pre]
field_post += closeness*discount_pre*discount_post
