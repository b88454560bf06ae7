# Carries error spikes back through fixed random weights, so no neuron needs its own forward weights.
# Source: Lillicrap et al. (2016), Nat. Commun. 7:13276, doi:10.1038/ncomms13276; as spikes: Neftci et
#   al. (2017), doi:10.3389/fnins.2017.00324, eq. (4)
# Stack: from neurons/error_integrator onto neurons/error_signal

[parameters]
feedback_gain = 1/3     # kick of U per error spike; 5*dt/tau_U at dt = 1 ms in the public code

[equations]
B : 1 (constant)        # feedback weight; random for hidden neurons, 1 for outputs

[on_pre]
U_post += feedback_gain*polarity_pre*B
