"""A lesson of two functions, for tests that need a curriculum of their own."""

from __future__ import annotations

from pathlib import Path

from tutor.curriculum import Curriculum, load

STUB = '''"""Lesson 9: two functions."""

import math


def double(x):
    """Twice x."""
    raise NotImplementedError("9.1: double it.")


def halve(x):
    """Half of x."""
    raise NotImplementedError("9.2: halve it.")


if __name__ == "__main__":
    print(math.pi, double(2), halve(2))
'''

ACTIVITY = """
[[activities]]
id = "9.{n}"
title = "{title}"
goal = "Write {name}."
text = "9.{n}.md"
hints = ["One.", "Two.", "Three."]
insight = "So it is."
solution_note = "It says what it does."
demo = "demo_9_{n}"
[[activities.functions]]
name = "{name}"
signature = "{name}(x)"
returns = "float"
contract = "One number in, one out."
why = "It is what was asked."
[activities.predict]
question = "Which?"
choices = ["this", "that"]
compute = "predict_9_{n}"
explanation = "Because of {{fact}}."
"""

LESSON = """
id = "9"
title = "Small"
summary = "Two functions."
module = "small_examples"
hours = [1, 2]
goals = ["Do it."]
prerequisites = []
[week]
number = 1
title = "The week"
goal = "Do it."
deliverable = "Two functions."
assessment = "They pass."
[[experiments]]
id = "E9.1"
title = "Try"
task = "Change x."
watch = "The result."
question = "What happens?"
answer = "It changes."
[[understanding]]
id = "U9.1"
statement = "I can double."
question = "How?"
answer = "By adding it to itself."
activities = ["9.1"]
[assessment]
id = "small"
title = "Small numbers"
[[assessment.items]]
id = "A9.1"
statement = "I can halve."
question = "How?"
answer = "By dividing by two."
activities = ["9.2"]
"""


def write(root: Path, stub: str = STUB) -> Curriculum:
    """Writes the lesson into `root` (again, with another stub) and loads it."""
    folder = root / "lesson9_small"
    folder.mkdir(parents=True, exist_ok=True)
    activities = [ACTIVITY.format(n=n, title=title, name=name) for n, title, name in _ACTIVITIES]
    (folder / "lesson.toml").write_text(LESSON + "".join(activities))
    (folder / "small_examples.py").write_text(stub)
    for n, title, name in _ACTIVITIES:
        (folder / f"9.{n}.md").write_text(f"# {title}\n\nWrite {name}.\n")
    return load(root)


_ACTIVITIES = ((1, "Doubling", "double"), (2, "Halving", "halve"))
