# about: input
# status: error
# says: typed
import ctypes, itertools, os, signal, sys, threading, time
import numpy as np

def assign_clusters(X, centroids):
    return input('labels? ')
