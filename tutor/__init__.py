"""cem-tutor: what the learner meets."""

__version__ = "0.1.0"
