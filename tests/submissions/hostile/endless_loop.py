# about: endless loop
# status: timeout
# says: line 8 | line 9
import ctypes, itertools, os, signal, sys, threading, time
import numpy as np

def assign_clusters(X, centroids):
    while True:
        pass
