# Late-phase plasticity by synaptic tagging and capture: a tagged synapse turns protein into weight.
# An early-phase weight far from its rest is the tag, on either side. While there is protein in the
# target, tagged synapses move z towards z_max or z_min; nothing brings z back.
# Source: Luboeinski & Tetzlaff (2021), Commun. Biol. 4:275, doi:10.1038/s42003-021-01778-y, and the
#   authors' public code; tagging: Frey & Morris (1997), Nature 385:533, doi:10.1038/385533a0
# Stack: after synapses/early_phase; onto neurons/protein_synthesis

[parameters]
tau_z     = 3600*second     # time constant of the capture
z_max     = 1               # late-phase weight after potentiation, in units of h_0
z_min     = -0.5            # and after depression
theta_tag = 0.840149*mV     # deviation of h that tags a synapse; 0.2*h_0

[equations]
up_tag   = int(h - h_0 > theta_tag) : 1
down_tag = int(h_0 - h > theta_tag) : 1
dz/dt = plastic*protein_post*(up_tag*(z_max - z) - down_tag*(z - z_min))/tau_z : 1 (clock-driven)
deviation_post = abs(h - h_0) : volt (summed)
w = h + h_0*z : volt        # total weight

[on_pre]
psp_post += h_0*z

[method]
euler
