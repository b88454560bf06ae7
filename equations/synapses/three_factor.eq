# Three-factor learning on three time scales: pairs of spikes mark a synapse, a modulator turns the
# mark into a change, and a slow reference weight keeps what lasts.
# The mark (eligibility) takes the pair rule's sign and fades unless the modulator comes in time. The
# weight falls back to its reference, which itself follows the weight. All three move at every step.
# Source: Izhikevich (2007), Cereb. Cortex 17:2443, doi:10.1093/cercor/bhl152 (eligibility times
#   modulator); Ziegler et al. (2015), J. Neurosci. 35:1319, doi:10.1523/JNEUROSCI.3989-14.2015 (a
#   weight coupled to a slower one); the time constants are our own choice
# Stack: after synapses/transmission; from neurons/spike_trace onto neurons/spike_trace

[parameters]
A_plus          = 0.005      # growth of the eligibility for a pair without delay
A_minus         = 0.00525    # its loss for a pair in the other order
tau_eligibility = 200*ms     # how long a synapse stays marked
tau_weight      = 500*ms     # fall of the weight back to its reference
tau_reference   = 5*second   # pace at which the reference follows the weight
eta             = 10*Hz      # pace of the weight per unit of modulator and eligibility

[equations]
eligibility : 1              # mark left by pairs of spikes
w_ref       : 1              # reference weight

[initial]
w_ref = w

[on_pre]
eligibility -= A_minus*trace_post

[on_post]
eligibility += A_plus*trace_pre

[every dt]
eligibility = eligibility - eligibility*dt/tau_eligibility
# dt stands beside the numbers that all synapses share, so that it multiplies them once a step.
dw = eta*modulator(t)*dt*eligibility + (w_ref - w)*dt/tau_weight
w_ref = w_ref + plastic*(w - w_ref)*dt/tau_reference
