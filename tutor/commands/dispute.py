"""`cem-tutor dispute ID`: keeps code, seed and input, and lets you go on."""

from __future__ import annotations

import argparse
import json
import platform
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from tutor import __version__, files, source
from tutor.checking.verdict import Result
from tutor.commands.check import Quiet, judged
from tutor.commands.session import Session
from tutor.source import UnreadableFile


def configure(parser: argparse.ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("id", metavar="ID", help="an activity, as 1.3, or one of its functions")
    parser.add_argument("--note", default="", help="why you hold the checker to be wrong")


def execute(session: Session, args: argparse.Namespace) -> int:
    """Checks once more, so that the report is about the code as it is now."""
    activity = session.activity_id(args.id)
    names = [function.qualified for function in session.curriculum.select((activity,))]
    results = judged(session, names, None, Quiet())
    if all(result.passed for result in results):
        print(f"{activity} passes: there is nothing to dispute.")
        return 0
    path = write_report(session, activity, results, args.note)
    session.store.dispute(activity)
    print(f"{activity} is marked as disputed; go on with the next one.")
    print(f"The report, to be sent on: {path}")
    return 0


def write_report(session: Session, activity: str, results: Sequence[Result], note: str) -> Path:
    """Writes what it takes to repeat the verdict; returns the file."""
    now = datetime.now()
    path = session.workspace.state / "disputes" / f"{activity}-{now:%Y-%m-%dT%H%M%S}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    module = session.curriculum.activities[activity].functions[0].module
    files.write(path, _report(activity, results, note, _code(session, module)).encode())
    return path


def _report(activity: str, results: Sequence[Result], note: str, code: str) -> str:
    verdicts = json.dumps([result.to_dict() for result in results], indent=2, ensure_ascii=False)
    return f"""# Disputed: {activity}

cem-tutor {__version__}, Python {platform.python_version()}, {platform.platform()}

{note or "No note."}

## Verdicts

```json
{verdicts}
```

## Code

```python
{code}
```
"""


def _code(session: Session, module: str) -> str:
    try:
        return source.read_text(session.workspace.file(module))
    except UnreadableFile as error:
        return str(error)
