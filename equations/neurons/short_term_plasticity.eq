# Short-term plasticity of all synapses that leave the neuron: each spike uses a share of the resources
# that are left, and the share itself grows with each spike.
# A spike sends u*x. Then x falls by what was sent and u rises; x recovers to 1, u falls back to u_rest.
# Source: Tsodyks, Pawelzik & Markram (1998), Neural Comput. 10:821, doi:10.1162/089976698300017502;
#   constants: Zenke, Agnes & Gerstner (2015), Nat. Commun. 6:6922, doi:10.1038/ncomms7922, public code
# Stack: with any neuron that spikes

[parameters]
u_rest  = 0.2           # share of the resources that a first spike uses, and the jump of u
tau_rec = 200*ms        # recovery of the resources
tau_fac = 600*ms        # return of the share to rest: facilitation

[equations]
dx/dt = (1 - x)/tau_rec : 1        # resources that are left
du/dt = (u_rest - u)/tau_fac : 1   # share of them that a spike uses

[initial]
x = 1
u = u_rest

[reset]
x -= u*x
u += u_rest*(1 - u)

[method]
euler
