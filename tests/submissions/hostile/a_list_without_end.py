# about: a list without end
# status: crashed
# says: memory
import ctypes, itertools, os, signal, sys, threading, time
import numpy as np

def assign_clusters(X, centroids):
    found = []
    while True:
        found.append(bytearray(2**24))
