"""Lesson 2: Gaussian mixtures and EM, from one density to the comparison with k-means."""
