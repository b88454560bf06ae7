# A mechanism that scales the proposed change.
# Source: own
# Stack: after a file that proposes dw

[parameters]
gain = 0.5              # how much of the change is kept

[equations]
m : 1                   # metaplasticity

[on_pre]
dw = dw*exp(-abs(m*w))*gain

[on_presentation_end]
m = m + plastic*int(trce_pre > 1)
