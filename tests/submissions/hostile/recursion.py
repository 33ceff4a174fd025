# about: recursion
# status: error
# says: calls itself
import ctypes, itertools, os, signal, sys, threading, time
import numpy as np

def assign_clusters(X, centroids):
    return assign_clusters(X, centroids)
