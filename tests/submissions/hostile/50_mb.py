# about: 50 MB
# status: failed
# says: shape
import ctypes, itertools, os, signal, sys, threading, time
import numpy as np

def assign_clusters(X, centroids):
    return np.zeros(50 * 2**20, dtype=np.uint8)
