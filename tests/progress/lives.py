"""What learners do, at random, for tests of merging and compaction; and all that a store tells."""

import random
from datetime import timedelta

from progress.records import Attempt
from progress.store import Store
from tests.progress.conftest import Clock

ACTIVITIES = ("1.1", "1.2", "2.1")
ITEMS = ("u1", "u2", "u3")


def act(store: Store, clock: Clock, chance: random.Random, steps: int, hours: float = 9.0) -> None:
    """`steps` things, some hours apart."""
    for _ in range(steps):
        clock.forward(hours=chance.random() * hours, microseconds=chance.randrange(999_999))
        activity, item = chance.choice(ACTIVITIES), chance.choice(ITEMS)
        passed, function = chance.random() < 0.4, f"m.f{activity}"
        match chance.randrange(10):
            case 0 | 1 | 2:
                mistake = None if passed else chance.choice(["far", "near"])
                status = "passed" if passed else "failed"
                store.record_attempt(Attempt(activity, function, status, mistake, 0.1, 1, 2, None))
                store.record_activity(activity, passed)
            case 3:
                store.tick(item, f"answer {chance.random()}", "good", "e")
            case 4:
                store.untick(item)
            case 5:
                store.add_active_seconds(chance.randrange(1, 7200))
                store.set_resume(activity)
            case 6:
                store.write_note("E1.1", f"note {chance.random()}")
                store.predicted(activity, chance.randrange(3), passed)
            case 7:
                store.next_hint(activity, 3)
            case 8:
                store.keep_version("m.py", b"%d" % chance.randrange(9))
                store.reset_done(activity, store.versions("m.py")[-1].id)
            case 9 if store.cards():
                card = chance.choice(sorted(store.cards()))
                store.reviewed(card, chance.choice(["again", "hard", "good", "easy"]))  # type: ignore[arg-type]


def facts(store: Store) -> dict[str, object]:
    """Everything that a store tells."""
    return {
        "activities": store.activities(),
        "weeks": store.weeks(),
        "days": store.days(),
        "times": store.times(),
        "ticks": store.ticks(),
        "cards": store.cards(),
        "misconceptions": store.misconceptions(),
        "notes": store.note("E1.1"),
        "predictions": [store.prediction(activity) for activity in ACTIVITIES],
        "resets": [store.last_reset(activity) for activity in ACTIVITIES],
        "versions": store.versions("m.py"),
        "attempts": store.attempts(),
        "resume": store.resume,
    }


def step_back(clock: Clock, **how_far: float) -> None:
    """Sets the clock back."""
    clock.time -= timedelta(**how_far)
