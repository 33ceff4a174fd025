"""Runs the learner's code in a process of its own and says whether it is right, and why not."""
