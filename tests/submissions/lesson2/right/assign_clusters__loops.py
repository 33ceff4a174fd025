# function: assign_clusters
# about: the index of the largest by a loop, a later one must be larger
import numpy as np


def assign_clusters(w):
    labels = np.zeros(len(w), dtype=np.int32)
    for i, row in enumerate(w):
        for j in range(1, len(row)):
            if row[j] > row[labels[i]]:
                labels[i] = j
    return labels
