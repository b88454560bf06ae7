# A mechanism that scales the proposed change.
# Source: own
# Stack: after synapses/transmission, a file that proposes dw

[parameters]
w_max = 0.5              # how much of the change is kept

[equations]
m : 1                   # metaplasticity

[on_pre]
dw = dw*exp(-abs(m*w))*w_max

[on_presentation_end]
m = m + plastic*int(trace_pre > 1)
