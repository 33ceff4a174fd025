"""Lesson 1: k-means clustering, from the objective to the picture."""
