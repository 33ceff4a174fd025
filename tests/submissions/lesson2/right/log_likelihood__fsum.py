# function: log_likelihood
# about: plain loops and math.fsum
import math


def log_likelihood(X, phi, mu, Sigma):
    k = len(phi)
    columns = [gaussian_log_density(X, mu[j], Sigma[j]) for j in range(k) if phi[j] > 0]
    logs = [math.log(p) for p in phi if p > 0]
    terms = []
    for i in range(len(X)):
        a = [logs[j] + float(columns[j][i]) for j in range(len(logs))]
        top = max(a)
        terms.append(top + math.log(sum(math.exp(v - top) for v in a)))
    return math.fsum(terms)
