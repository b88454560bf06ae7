# Whether there is a teacher in the running presentation: counts its spikes for any output.
# Source: own
# Stack: with any output neuron

[equations]
instructed : 1          # spikes of the teacher; none in evaluation, none without a label

[ports]
instructed

[on_presentation_start]
instructed = 0
