# function: kmeans
# about: a while loop with a relative test, guarded against a distortion of zero
def kmeans(X, k, max_iters=100, tol=1e-6, init="kmeans++", rng=None, verbose=False):
    centroids = init if not isinstance(init, str) else initialize_centroids(X, k, init, rng)
    labels = assign_clusters(X, centroids)
    history = []
    done = False
    while not done:
        centroids = update_centroids(X, labels, k)
        labels = assign_clusters(X, centroids)
        history.append(compute_distortion(X, centroids, labels))
        if verbose:
            print(len(history), history[-1])
        if len(history) == max_iters or history[-1] == 0:
            done = True
        elif len(history) > 1:
            done = (history[-2] - history[-1]) / history[-2] <= tol
    return centroids, labels, history
