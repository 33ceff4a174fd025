"""`cem-tutor doctor`: whether everything that is needed is there, each with its mend."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict

from tutor.commands.session import Session
from tutor.console import Console
from tutor.doctor import examine
from tutor.findings import Finding

_HUES = {"ok": "green", "warn": "yellow", "fail": "red"}


def configure(parser: argparse.ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("--json", action="store_true", help="as one JSON object")


def execute(session: Session, args: argparse.Namespace) -> int:
    """Looks; fails where something is missing that is needed."""
    console = Console.of(sys.stdout)
    found = []
    for finding in examine(session.workspace, session.curriculum):
        found.append(finding)
        if not args.json:
            print(line(finding, console), flush=True)
    healthy = all(finding.status != "fail" for finding in found)
    if args.json:
        rows = [asdict(finding) for finding in found]
        print(json.dumps({"schema": 1, "ok": healthy, "checks": rows}, indent=2))
    return 0 if healthy else 1


def line(finding: Finding, console: Console) -> str:
    """A finding, and its mend below."""
    status = console.paint(f"{finding.status:<5}", _HUES[finding.status])
    mend = f"\n      → {finding.mend}" if finding.mend else ""
    return f"{status} {finding.check}: {finding.message}{mend}"
