# Neurons of a layer inhibit their neighbours, important neurons less: a sparse code that spares the old.
# The strength is a Gaussian of the distance between the numbers of the two neurons; the discounts of
# both scale it. A neuron does not inhibit itself. Published as a penalty on the products of activities,
# whose gradient is this inhibition; here it acts as a current.
# Source: Aljundi, Rohrbach & Tuytelaars (2019), ICLR, arXiv:1806.05421 (SLNID, product of both
#   discounts; its public code takes the smaller one, and a width of 1/6 of the layer)
# Stack: from neurons/neuron_importance onto neurons/lif, neurons/neuron_importance

[parameters]
inhibition_strength = 0.1 # current against the target, as a weight of -0.1, between close new neurons
inhibition_width    = 1/6 # standard deviation of the Gaussian, as a share of the layer

[equations]
closeness : 1 (constant)  # 1 for neighbours without a distance, 0 far away and for the neuron itself

[initial]
closeness = int(i != j)*exp(-((i - j)/(inhibition_width*N_post))**2/2)

[on_pre]
I_post -= inhibition_strength*closeness*discount_pre*discount_post*dt/tau_syn_post
