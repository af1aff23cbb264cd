"""Files of other programs (.xls, .ods, .et) → .xlsx, by LibreOffice where it is installed."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from gkplan.errors import RefusedError

OTHERS = (".xls", ".ods", ".et", ".fods")
"""Endings of spreadsheets that LibreOffice reads."""

_SECONDS = 120


def converted(path: Path) -> bytes:
    """Return the spreadsheet at `path` as an .xlsx. Raises RefusedError where there is no LibreOffice, or it cannot."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise RefusedError(
            f"{path.name} 不是 .xlsx，要装有 LibreOffice 才能收，这台机器上没有；请请对方用 Excel 或 WPS 另存为 .xlsx 再交"
        )
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder, "home").as_uri()
        command = [program, f"-env:UserInstallation={home}", "--headless", "--convert-to", "xlsx", "--outdir", folder]
        try:
            subprocess.run([*command, str(path.absolute())], capture_output=True, timeout=_SECONDS, check=True)
            return Path(folder, f"{path.stem}.xlsx").read_bytes()
        except (OSError, subprocess.SubprocessError):
            raise RefusedError(
                f"{path.name} 用 LibreOffice 打不开；请请对方用 Excel 或 WPS 另存为 .xlsx 再交"
            ) from None
