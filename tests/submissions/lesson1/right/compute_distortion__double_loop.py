# function: compute_distortion
# about: two plain loops over points and features, labels turned into ints
def compute_distortion(X, centroids, labels):
    total = 0.0
    for i in range(len(X)):
        c = centroids[int(labels[i])]
        for f in range(len(c)):
            total += (X[i][f] - c[f]) ** 2
    return total
