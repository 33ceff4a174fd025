# about: segmentation fault
# status: crashed
# says: segmentation
import ctypes, itertools, os, signal, sys, threading, time
import numpy as np

def assign_clusters(X, centroids):
    ctypes.string_at(0)
