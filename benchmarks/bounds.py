"""State a bound, and judge a measured ratio by it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bound:
    """The limit of a ratio: an upper or a lower one."""

    limit: float
    at_least: bool = False

    def met(self, ratio: float) -> bool:
        return ratio >= self.limit if self.at_least else ratio <= self.limit

    def verdict(self, ratio: float) -> str:
        """Return the verdict for people, with how far the ratio is beyond the bound."""
        if self.met(ratio):
            return "met"
        worse = self.limit / ratio if self.at_least else ratio / self.limit
        return f"**missed**: {worse:.2f} times the bound"

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.limit:g}"


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison, as a row of the report."""

    question: str
    ours: str
    theirs: str
    ratio: float
    bound: Bound

    @property
    def met(self) -> bool:
        return self.bound.met(self.ratio)

    def line(self) -> str:
        """Return the row as a line of a Markdown table."""
        verdict = self.bound.verdict(self.ratio)
        return f"| {self.question} | {self.ours} | {self.theirs} | {self.ratio:.2f} | {self.bound} | {verdict} |"


HEAD = "| {} | Ameide | {} | ratio | bound | |\n|---|--:|--:|--:|---|---|"


def table(what: str, compared_with: str, rows: list[Row]) -> str:
    return "\n".join([HEAD.format(what, compared_with), *(row.line() for row in rows)])
