# about: garbage on every descriptor
# status: crashed
# says: file descriptor
import ctypes, itertools, os, signal, sys, threading, time
import numpy as np

def assign_clusters(X, centroids):
    for fd in range(3, 1024):
        try:
            os.write(fd, b'x' * 64)
        except OSError:
            pass
    return np.ones(len(X), dtype=int)
