"""Multi-instance task runs over something that is not its data input.

**Why.** A task sees only the data that it takes, so the collection of which each instance gets an item is one of its
data inputs. Some engines take the name of a variable there: then the model says to other readers that there is data
which it does not have.

**Fix.** Add a data input for the collection and name it in `loopDataInputRef`; or use the engine's own attribute.

**Example.** `Pack` is reported, because it has no data input `orders`:

```xml
<task id="Pack">
  <multiInstanceLoopCharacteristics><loopDataInputRef>orders</loopDataInputRef></multiInstanceLoopCharacteristics>
</task>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.data import data_interfaces
from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, quoted, sentence
from pipeline.ir.workflow import TASKS, FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.068",)
SOURCE = "BPMN 2.0.2, 10.3.8"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for task in executed(model, *TASKS, "callActivity"):
        collection = task.loop.collection if task.loop is not None else None
        if collection is None:
            continue
        own = {data.id for interface in data_interfaces(model, task) for data in interface.inputs}
        if not own & {collection, collection.rpartition(":")[2]}:
            yield (
                task,
                f"{sentence(named(task))} has an instance for each item of {quoted(collection)}, which is none of its "
                "data inputs. Add that data input.",
            )
