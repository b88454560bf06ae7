# Each spike of the source is copied to the target with a given probability.
# Targets of one Poisson source with probability c are Poisson trains with a pairwise correlation of c
# and a rate of c times that of the source.
# Source: Kuhn, Aertsen & Rotter (2003), Neural Comput. 15:67, doi:10.1162/089976603321043702
#   (multiple interaction process)
# Stack: onto neurons/spike_copy

[equations]
fidelity : 1            # probability that a spike is copied

[initial]
fidelity = 1

[on_pre]
copies_post += int(rand() < fidelity)
