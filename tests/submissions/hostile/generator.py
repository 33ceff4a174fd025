# about: generator
# status: failed
# says: generator
import ctypes, itertools, os, signal, sys, threading, time
import numpy as np

def assign_clusters(X, centroids):
    yield 1
