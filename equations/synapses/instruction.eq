# A spike of the teacher tells every output that there is a teacher.
# Source: own
# Stack: from neurons/poisson_teacher onto neurons/instruction

[on_pre]
instructed_post += 1
