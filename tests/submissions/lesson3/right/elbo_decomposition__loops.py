# function: elbo_decomposition
# about: loops over points and components
import math


def elbo_decomposition(log_joint, Q):
    energy, entropy = [], []
    for i in range(len(Q)):
        for z in range(len(Q[i])):
            q = float(Q[i][z])
            if q > 0:
                energy.append(q * float(log_joint[i][z]))
                entropy.append(-q * math.log(q))
    a, b = sum(energy), math.fsum(entropy)
    return a, b, a + b
