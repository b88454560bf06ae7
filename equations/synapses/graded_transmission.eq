# A weight that adds its source's graded value to its target's drive.
# Source: Zylberberg, Murphy & DeWeese (2011), PLoS Comput. Biol. 7:e1002250,
#   doi:10.1371/journal.pcbi.1002250 (SAILnet: the drive Q X); bounds are our own choice and far away
# Stack: from neurons/graded_input onto neurons/lif_graded

[parameters]
w_min = -100            # lower bound of the weight
w_max = 100             # upper bound of the weight

[equations]
w : 1                   # weight

[on_pre]
drive_post += w*x_pre
