"""Process id is used by several models.

**Why.** Engines know a process by its id alone: what is deployed later replaces what was there, and a call means
whichever is newest. Two current models with a process of the same id stand in each other's way.

**Fix.** Give one of them another id; or retire the model that is not used any more; or import the one as a new version
of the other, if that is what it is.

**Example.** Reported in both models, where a second one has it too:

```xml
<process id="Process_Ship"/>
```
"""

from collections.abc import Iterable, Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import quoted, sentence
from pipeline.tenant.speaking import Row, model_of, named

SEVERITY = Severity.WARNING
TOPICS = ("process",)
SOURCE = "BPMN 2.0.2, 8.2.1"


def check(rows: Iterable[Row]) -> Iterator[tuple[Row, str]]:
    rivals: dict[str, list[Row]] = {}
    for row in rows:
        rivals.setdefault(row["anchor"], []).append(row)
    for those in rivals.values():
        models = sorted({model_of(row["element"]) for row in those})
        for row in those if len(models) > 1 else ():
            # one name is enough, and does not change whenever a further model comes
            other = models[1] if model_of(row["element"]) == models[0] else models[0]
            yield (
                row,
                f"{sentence(named(row))} has the id {quoted(row['target'])}, which a process of the model "
                f"{quoted(other)} has too. Give one of them another id, or retire one of the models.",
            )
