# about: an object whose __array__ hangs
# status: timeout
# says: seconds
import ctypes, itertools, os, signal, sys, threading, time
import numpy as np
class Slow:
    def __array__(self, *a, **k):
        while True: pass

def assign_clusters(X, centroids): return Slow()
