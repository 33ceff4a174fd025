# about: syntax error
# status: error
# says: line 4
def assign_clusters(X, centroids)
    return X
