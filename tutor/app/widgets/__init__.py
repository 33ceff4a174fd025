"""The app's own widgets. Each has its .tcss beside it."""
