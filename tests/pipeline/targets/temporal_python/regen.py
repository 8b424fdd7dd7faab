"""Write the golden output anew (`make regen`); then look at the difference."""

import shutil
from pathlib import Path

from tests.fixtures.generated import EXAMPLES, generate, model_in, write

GOLDEN = Path(__file__).parents[3] / "golden" / "temporal-python"


def main() -> None:
    """Write one folder for each example."""
    shutil.rmtree(GOLDEN, ignore_errors=True)
    for example in sorted(EXAMPLES.glob("*.bpmn")):
        write(generate(model_in(example)), GOLDEN / example.stem)


if __name__ == "__main__":
    main()
