# about: endless loop that swallows every exception
# status: timeout
# says: line 10
import ctypes, itertools, os, signal, sys, threading, time
import numpy as np

def assign_clusters(X, centroids):
    while True:
        try:
            time.sleep(0.01)
        except BaseException:
            pass
