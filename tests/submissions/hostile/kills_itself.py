# about: kills itself
# status: crashed
# says: killed
import ctypes, itertools, os, signal, sys, threading, time
import numpy as np

def assign_clusters(X, centroids):
    os.kill(os.getpid(), 9)
