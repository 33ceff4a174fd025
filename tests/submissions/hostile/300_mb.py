# about: 300 MB
# status: crashed
# says: larger
import ctypes, itertools, os, signal, sys, threading, time
import numpy as np

def assign_clusters(X, centroids):
    return np.zeros(300 * 2**20, dtype=np.uint8)
