# about: changes X in place
# status: failed
# says: in place
import ctypes, itertools, os, signal, sys, threading, time
import numpy as np

def assign_clusters(X, centroids):
    X *= 2
    return np.zeros(len(X), dtype=int)
