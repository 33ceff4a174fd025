"""Lesson 4: variational auto-encoders, from the ELBO of lesson 3 to images of your own."""
