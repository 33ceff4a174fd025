# about: coroutine
# status: failed
# says: coroutine
async def assign_clusters(X, centroids):
    return X
