"""Training a variational auto-encoder in a process of its own, watched batch by batch."""
