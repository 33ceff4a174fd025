"""The probes of lesson 4: what can't cross to the judge (modules, gradients) is measured by them.

They run in the learner's process, on the learner's module `exercise`, and give plain data; no
judgement is in them. Their text is sent there: they import NumPy and torch and nothing of ours,
the parts not even each other.
"""

from __future__ import annotations

from pathlib import Path

PARTS = ("gradients", "networks", "training", "models")


def text() -> str:
    """All parts one after the other."""
    here = Path(__file__).resolve().parent
    return "\n\n".join((here / f"probes_{part}.py").read_text(encoding="utf-8") for part in PARTS)
