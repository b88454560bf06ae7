# Counts presentations, so that rules can learn from the mean over a batch at the end of its last one.
# Presentations in evaluation do not count.
# Source: own

[parameters]
batch = 100             # presentations in a batch

[equations]
n_seen : 1              # presentations of this batch, the running one included
batch_ends = int(n_seen > batch - 0.5) : 1  # 1 in the last presentation of a batch, else 0

[on_presentation_start]
n_seen = n_seen*(1 - batch_ends) + learning
