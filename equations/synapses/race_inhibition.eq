# A spike tells the whole layer that somebody has answered, and beats all that are weaker just now.
# Source: own
# Stack: from neurons/competitor onto neurons/competitor

[on_pre]
hush_post += 1
beaten_post += int(strength_pre > strength_post)
