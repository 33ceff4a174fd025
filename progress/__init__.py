"""What is remembered: attempts, activity states, ticks and weeks.

`progress.store.Store` is the only door; the dataclasses that go through it are in
`progress.records`. This package knows activities and checklist items by their ids alone.
"""
