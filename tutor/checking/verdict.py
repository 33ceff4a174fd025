"""What a check says: plain data between the checker, the command line and the app."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

Status = Literal["passed", "failed", "error", "timeout", "crashed", "not_started", "blocked"]


@dataclass(frozen=True)
class CaseReport:
    """The first failing rung: what went in, what had to come out and what came out."""

    name: str
    input: str
    expected: str
    got: str


@dataclass(frozen=True)
class MisconceptionReport:
    """A known wrong way whose results equal the learner's."""

    id: str
    title: str
    explanation: str
    symbol: str


@dataclass(frozen=True)
class Result:
    """The verdict on one function.

    `seconds` is the time spent in the learner's code. `remarks` are things worth knowing that
    cost nothing (bad input not refused, a thread left over). `why` is set on a pass. A verdict
    that is not `final` is followed by another, the same but for the reasons.
    """

    activity: str
    function: str
    status: Status
    seconds: float = 0.0
    cases_passed: int = 0
    cases_total: int = 0
    message: str = ""
    case: CaseReport | None = None
    misconception: MisconceptionReport | None = None
    traceback: str | None = None
    stdout: str = ""
    seed: int = 0
    line: int | None = None
    remarks: tuple[str, ...] = ()
    why: str = ""
    final: bool = True

    @property
    def passed(self) -> bool:
        """Whether the function is right."""
        return self.status == "passed"

    def to_dict(self) -> dict[str, Any]:
        """As `check --json` prints it."""
        data = {**asdict(self), "remarks": list(self.remarks)}
        del data["final"]  # only final ones are printed or sent
        return data

    @staticmethod
    def from_dict(data: Mapping[str, Any]) -> Result:
        """The inverse of `to_dict`."""
        case, misconception = data["case"], data["misconception"]
        return Result(
            **{
                **data,
                "case": CaseReport(**case) if case else None,
                "misconception": MisconceptionReport(**misconception) if misconception else None,
                "remarks": tuple(data["remarks"]),
            }
        )
