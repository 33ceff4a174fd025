# function: kl_divergence
# about: a loop over the outcomes
import math


def kl_divergence(q, p):
    total = 0.0
    for a, b in zip(q, p):
        if a == 0:
            continue
        if b == 0:
            return math.inf
        total += float(a) * (math.log(a) - math.log(b))
    return total
