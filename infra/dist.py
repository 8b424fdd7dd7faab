"""Build the wheels and source archives into a folder: `python -m infra.dist FOLDER`. The page must have been built."""

import subprocess
import sys
from pathlib import Path
from typing import Final

import uv

ROOT: Final = Path(__file__).parents[1]
DISTRIBUTIONS: Final = (ROOT / "client", ROOT)


def build(folder: Path) -> None:
    """Build each source archive, and each wheel from it: so what the archive lacks, no wheel has either."""
    for source in DISTRIBUTIONS:
        command = [uv.find_uv_bin(), "build", "--quiet", "--no-build-isolation", "--python", sys.executable]
        subprocess.run([*command, "--out-dir", str(folder.absolute()), str(source)], check=True)


if __name__ == "__main__":
    build(Path(sys.argv[1]))
