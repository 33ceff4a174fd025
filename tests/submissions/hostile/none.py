# about: None
# status: failed
# says: None | return
import ctypes, itertools, os, signal, sys, threading, time
import numpy as np

def assign_clusters(X, centroids):
    print(X)
