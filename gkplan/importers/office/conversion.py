"""Files of other programs (.xls, .ods, .et) → .xlsx, by LibreOffice where it is installed."""

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from gkplan.errors import RefusedError

OTHERS = (".xls", ".ods", ".et", ".fods")
"""Endings of spreadsheets that LibreOffice reads."""

_SECONDS = 60
"""How long it may take to start, and a tenth of that for each file."""


def converted(paths: Sequence[Path]) -> dict[Path, bytes | RefusedError]:
    """Return each of the spreadsheets at `paths` as an .xlsx, or why it cannot be had: no LibreOffice, or a bad file."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return {path: _refused(path, "要装有 LibreOffice 才能收，这台机器上没有") for path in paths}
    found: dict[Path, bytes | RefusedError] = {}
    with tempfile.TemporaryDirectory() as folder:
        given, made = Path(folder, "given"), Path(folder, "made")
        given.mkdir()
        copies = {path: given / f"{number}{path.suffix.lower()}" for number, path in enumerate(paths)}
        for path, copy in copies.items():
            # Who cannot be read is told of below; under numbers no two of them bear one name.
            with suppress(OSError):
                shutil.copyfile(path, copy)
        home = Path(folder, "home").as_uri()
        command = [
            program,
            f"-env:UserInstallation={home}",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(made),
        ]
        # What it made before it fell over a file is taken all the same.
        with suppress(OSError, subprocess.SubprocessError):
            seconds = _SECONDS + len(paths) * _SECONDS // 10
            subprocess.run([*command, *map(str, copies.values())], capture_output=True, timeout=seconds, check=False)
        for path, copy in copies.items():
            result = made / f"{copy.stem}.xlsx"
            found[path] = result.read_bytes() if result.is_file() else _refused(path, "用 LibreOffice 打不开")
    return found


def _refused(path: Path, why: str) -> RefusedError:
    return RefusedError(f"{path.name} 不是 .xlsx，{why}；请让对方用 Excel 或 WPS 另存为 .xlsx 再交")
