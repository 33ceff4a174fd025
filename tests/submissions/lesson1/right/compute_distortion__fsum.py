# function: compute_distortion
# about: exact summation of the squares with math.fsum
import math


def compute_distortion(X, centroids, labels):
    rows, means = X.tolist(), centroids.tolist()
    return math.fsum(
        (a - b) ** 2
        for x, label in zip(rows, labels, strict=True)
        for a, b in zip(x, means[int(label)], strict=True)
    )
