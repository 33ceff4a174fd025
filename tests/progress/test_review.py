"""Review cards: when they are made, when they come back, and in which order."""

import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from progress import events, review
from progress.records import Attempt, Rating
from progress.store import Store
from tests.progress.conftest import Clock

Reopen = Callable[[], Store]
RATINGS: tuple[Rating, ...] = ("again", "hard", "good", "easy")


def passing(function: str = "m.f", mistake: str | None = None) -> Attempt:
    status = "passed" if mistake is None else "failed"
    return Attempt("1.3", function, status, mistake, 0.1, 1, 1, None)


@pytest.mark.parametrize("rating", RATINGS)
def test_the_first_interval_is_the_scheduler_s(rating: Rating, clock: Clock) -> None:
    at = clock.time.isoformat()
    after = review.scheduled("item:u1", {}, [(at, rating)])
    expected = clock.time + timedelta(days=review.FIRST_DAYS[rating])
    assert review.card("item:u1", {
        "due": after["due"], "state": after, "since": [], "reps": 1, "lapses": 0, "last": at,
    }).due == expected  # fmt: skip


def test_a_tick_makes_a_card(store: Store, clock: Clock) -> None:
    store.tick("u1", "because", "easy", "1.1 passed")
    card = store.cards()["item:u1"]
    assert (card.kind, card.name, card.reps, card.lapses) == ("item", "u1", 1, 0)
    assert (card.last, card.due) == (clock.time, clock.time + timedelta(days=8))
    assert store.due(clock.time + timedelta(days=7)) == []
    assert store.due(card.due) == [card]


def test_a_withdrawn_item_is_not_asked_for_until_it_is_ticked_again(
    store: Store, clock: Clock
) -> None:
    store.tick("u1", "a", "good", "")
    store.untick("u1")
    assert store.cards() == {}
    assert store.due(clock.time + timedelta(days=99)) == []
    store.tick("u1", "b", "good", "")
    assert store.cards()["item:u1"].reps == 2


@pytest.mark.parametrize(("help", "days"), [("", 2), ("hint", 1), ("solution", 1)])
def test_the_first_pass_of_a_function_makes_a_card_rated_by_the_help(
    store: Store, clock: Clock, help: str, days: int
) -> None:
    store.record_attempt(passing(mistake="farthest"))
    assert store.cards() == {}
    if help == "hint":
        store.next_hint("1.3", 3)
    elif help == "solution":
        store.solution_shown("1.3")
    store.record_attempt(passing())
    [card] = store.cards().values()
    assert (card.id, card.due) == ("function:m.f", clock.time + timedelta(days=days))
    clock.forward(days=9)
    store.record_attempt(passing())
    assert list(store.cards().values()) == [card], "later passes are no reviews"


def test_a_review_is_scheduled_and_survives(store: Store, clock: Clock, reopen: Reopen) -> None:
    store.tick("u1", "a", "good", "")
    clock.forward(days=2)
    first = store.reviewed("item:u1", "good", clock.time)
    assert first.due == clock.time + timedelta(days=11)
    assert first.state["stability"] == pytest.approx(11, abs=0.5)
    clock.forward(days=11)
    second = store.reviewed("item:u1", "again", clock.time)
    assert second.due - clock.time < timedelta(days=5)
    assert (second.reps, second.lapses) == (3, 1)
    assert reopen().cards() == store.cards() == {"item:u1": second}


def test_ticking_again_is_a_review(store: Store, clock: Clock, folder: Path) -> None:
    store.tick("u1", "a", "good", "")
    clock.forward(days=2)
    store.tick("u1", "b", "good", "")
    ticked = store.cards()["item:u1"]
    with Store(folder.parent / "other", clock) as other:
        clock.forward(days=-2)
        other.tick("u1", "a", "good", "")
        clock.forward(days=2)
        assert other.reviewed("item:u1", "good", clock.time) == ticked


def test_a_card_may_begin_with_a_review(store: Store, clock: Clock) -> None:
    assert store.reviewed("function:m.g", "hard").due == clock.time + timedelta(days=1)


def test_a_rating_that_is_none_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="not 'fine'"):
        store.reviewed("item:u1", "fine")  # type: ignore[arg-type]
    assert store.cards() == {}


def test_among_equally_due_the_most_mistaken_functions_come_first(
    store: Store, clock: Clock
) -> None:
    store.tick("u1", "a", "good", "")
    store.record_attempt(passing("m.clean"))
    for function, times in (("m.once", 1), ("m.often", 3)):
        for _ in range(times):
            store.record_attempt(passing(function, "farthest"))
        clock.forward(minutes=1)
        store.record_attempt(passing(function))
    clock.forward(days=1)
    store.record_attempt(passing("m.later", "x"))
    store.record_attempt(passing("m.later"))
    clock.forward(days=30)
    names = [card.name for card in store.due(clock.time)]
    assert names == ["m.often", "m.once", "m.clean", "u1", "m.later"]
    assert [card.name for card in store.due(clock.time, limit=2)] == ["m.often", "m.once"]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(RATINGS), st.integers(-3, 400)), max_size=12))
def test_the_same_reviews_give_the_same_times_however_they_are_cut(
    reviews: list[tuple[Rating, int]],
) -> None:
    """Also with a clock set back: the state after a part is a good start for the rest."""
    at, told = Clock(), []
    for rating, days in reviews:
        at.forward(days=days)
        told.append((at.time.isoformat(), rating))
    whole = review.scheduled("c", {}, told)
    half = review.scheduled("c", {}, told[: len(told) // 2])
    assert review.scheduled("c", half, told[len(told) // 2 :]) == whole


def test_an_odd_event_changes_nothing(store: Store, folder: Path, reopen: Reopen) -> None:
    store.tick("u1", "a", "good", "")
    odd = events.make(store.now(), "review", card="item:u1", rating="fine", due="x", state={})
    with (folder / "journal.jsonl").open("ab") as journal:
        journal.write(events.encode(odd))
    again = reopen()
    assert again.cards()["item:u1"].reps == 1
    assert "unreadable" in again.notices[0]


def test_the_scheduler_is_not_imported_before_a_review(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom pathlib import Path\nfrom progress.store import Store\n"
        "from progress.records import Attempt\n"
        "store = Store(Path(sys.argv[1]))\n"
        "store.tick('u1', 'a', 'good', '')\n"
        "store.record_attempt(Attempt('1', 'm.f', 'passed', None, 1.0, 1, 1, None))\n"
        "assert len(store.cards()) == 2 and store.due(store.now()) == []\n"
        "assert 'fsrs' not in sys.modules\n"
    )
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", program, str(tmp_path / "p")], cwd=root, check=True)
