# function: jensen_gap
# about: plain loops, the largest value taken out, math.fsum
import math


def jensen_gap(values, weights):
    pairs = [(float(v), float(w)) for v, w in zip(values, weights) if w > 0]
    top = max(v for v, _ in pairs)
    log_mean = math.log(math.fsum(w * (v / top) for v, w in pairs))
    mean_log = math.fsum(w * (math.log(v) - math.log(top)) for v, w in pairs)
    return max(0.0, log_mean - mean_log)
