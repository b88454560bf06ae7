# A spike of the teacher tells an output neuron that it is the right answer.
# Source: Thangarasa, Miconi & Taylor (2020), IJCNN, arXiv:2006.16558 (labels gate the Hebbian trace)
# Stack: from neurons/poisson_teacher onto neurons/class_gate

[on_pre]
taught_post += 1
