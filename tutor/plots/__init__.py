"""Figures as text. The only package that knows plotext, which is imported at the first `draw`."""

from tutor.plots.frame import draw

__all__ = ["draw"]
