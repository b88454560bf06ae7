# Whether the teacher named this neuron in the running presentation: counts the teacher's spikes.
# Source: Thangarasa, Miconi & Taylor (2020), IJCNN, arXiv:2006.16558 (labels gate the Hebbian trace);
#   teacher spikes: Neftci et al. (2017), Front. Neurosci. 11:324, doi:10.3389/fnins.2017.00324
# Stack: with any output neuron

[equations]
taught : 1              # spikes of the teacher; none in evaluation

[ports]
taught

[on_presentation_start]
taught = 0
