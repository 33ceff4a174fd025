"""Colours: a dark and a light theme of our own, and the terminal's own colours.

Every pair that text uses has a contrast of 4.5 or more (a test computes them).
"""

from __future__ import annotations

from textual.theme import Theme

PLOTS = ("blue", "amber", "green", "violet", "cyan", "red")
"""Names of the plots' colours, in the order of `tutor.plots.ink.COLOURS`."""

_DARK_PLOTS = ("#82b1ff", "#f2c078", "#8ddb8c", "#d2a8ff", "#6fd6d6", "#ff9d94")
_LIGHT_PLOTS = ("#1f5fbf", "#8a5200", "#1a6e2f", "#7b3fb5", "#0b7070", "#b3261e")
_ANSI_PLOTS = ("ansi_blue", "ansi_yellow", "ansi_green", "ansi_magenta", "ansi_cyan", "ansi_red")


def _plots(colours: tuple[str, ...]) -> dict[str, str]:
    return {f"plot-{name}": colour for name, colour in zip(PLOTS, colours, strict=True)}


DARK = Theme(
    name="dark",
    primary="#82b1ff",
    secondary="#7fd4c6",
    accent="#f2c078",
    success="#8ddb8c",
    warning="#f2c078",
    error="#ff9d94",
    foreground="#dbe2ee",
    background="#12161e",
    surface="#1a202b",
    panel="#222a38",
    dark=True,
    variables={
        "muted": "#98a5b9",
        "line": "#313b4d",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-background": "#26344e",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-foreground": "#dbe2ee",
        "block-cursor-blurred-background": "#222a38",
        "scrollbar": "#313b4d",
        "scrollbar-background": "#12161e",
        **_plots(_DARK_PLOTS),
    },
)

LIGHT = Theme(
    name="light",
    primary="#1f5fbf",
    secondary="#0b6b62",
    accent="#8a5200",
    success="#1a6e2f",
    warning="#8a5200",
    error="#b3261e",
    foreground="#20252d",
    background="#fcfbf8",
    surface="#f4f2ed",
    panel="#eae7e0",
    dark=False,
    variables={
        "muted": "#555e6b",
        "line": "#cfcbc2",
        "block-cursor-foreground": "#10151d",
        "block-cursor-background": "#d9e5fa",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-foreground": "#20252d",
        "block-cursor-blurred-background": "#eae7e0",
        "scrollbar": "#cfcbc2",
        "scrollbar-background": "#fcfbf8",
        **_plots(_LIGHT_PLOTS),
    },
)

TERMINAL = Theme(
    name="terminal",
    ansi=True,
    primary="ansi_blue",
    secondary="ansi_cyan",
    warning="ansi_yellow",
    error="ansi_red",
    success="ansi_green",
    accent="ansi_magenta",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    variables={
        "muted": "ansi_default",
        "line": "ansi_bright_black",
        "border": "ansi_bright_black",
        "border-blurred": "ansi_bright_black",
        "ansi-background": "ansi_black",
        "ansi-foreground": "ansi_white",
        "block-cursor-foreground": "ansi_default",
        "block-cursor-background": "ansi_default",
        "block-cursor-text-style": "bold",
        "input-cursor-text-style": "reverse",
        **_plots(_ANSI_PLOTS),
    },
)

THEMES = {theme.name: theme for theme in (DARK, LIGHT, TERMINAL)}


def after(name: str) -> str:
    """The theme that follows in the round."""
    names = list(THEMES)
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]
