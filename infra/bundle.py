"""Put the files into the wheel that do not stand beside the code: the GraphiQL page and the examples."""

import shutil
from pathlib import Path
from typing import Final

from setuptools.command.build_py import build_py
from setuptools.errors import SetupError

BUNDLED: Final = {"page": Path("ui/dist"), "examples": Path("examples")}
FOLDER: Final = "ameide_bundle"
"""Folder beside app.py, which looks for them there."""


class BuildPy(build_py):  # type: ignore[misc] # setuptools has no types
    """A build step that copies the data files, except for an editable installation."""

    def run(self) -> None:
        """Raise SetupError where the page is not built: a wheel without it would be silently incomplete."""
        super().run()
        if self.editable_mode:
            return
        if not (BUNDLED["page"] / "index.html").is_file():
            raise SetupError("The GraphiQL page is not built: run `make ui` first.")
        for name, source in BUNDLED.items():
            shutil.copytree(source, Path(self.build_lib) / FOLDER / name, dirs_exist_ok=True)
