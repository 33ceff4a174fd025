"""A verdict that a learner holds to be wrong, kept as a report that can be sent on."""

from __future__ import annotations

import json
import platform
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from tutor import __version__, files, source
from tutor.checking.verdict import Result
from tutor.curriculum import Curriculum
from tutor.source import UnreadableFile
from tutor.workspace import Workspace


def write_report(
    workspace: Workspace,
    curriculum: Curriculum,
    activity: str,
    results: Sequence[Result],
    note: str = "",
) -> Path:
    """Writes what it takes to repeat verdicts (code, input, seed); returns the file.

    Raises:
        OSError: it can't be written.
    """
    now = datetime.now()
    path = workspace.state / "disputes" / f"{activity}-{now:%Y-%m-%dT%H%M%S}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    module = curriculum.activities[activity].functions[0].module
    files.write(path, _report(activity, results, note, _code(workspace, module)).encode())
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


def _code(workspace: Workspace, module: str) -> str:
    try:
        return source.read_text(workspace.file(module))
    except UnreadableFile as error:
        return str(error)
