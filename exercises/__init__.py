"""What is taught: one folder a lesson, and the kit that its checks are written with."""
