# about: 10 GB
# status: crashed
# says: memory
import ctypes, itertools, os, signal, sys, threading, time
import numpy as np

def assign_clusters(X, centroids):
    return np.ones(10 * 2**30 // 8)
