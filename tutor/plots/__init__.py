"""Figures as text. The only package that knows plotext, which is imported at the first `draw`."""

from tutor.plots.frame import draw, rows, usual_height

__all__ = ["draw", "rows", "usual_height"]
