# about: kills its parent
# status: crashed
# says: process
import ctypes, itertools, os, signal, sys, threading, time
import numpy as np

def assign_clusters(X, centroids):
    os.kill(os.getppid(), 9)
    time.sleep(30)
