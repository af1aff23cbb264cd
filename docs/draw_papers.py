"""Draw docs/papers/ from what the real program writes: python docs/draw_papers.py [FOLDER].

Needs LibreOffice, poppler's pdftoppm and Chromium. The plan is that of 商河县 in the middle of a year that two people kept:
tests/golden/a-year-of-shanghe.yaml.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
PLAN = ROOT / "tests" / "golden" / "a-year-of-shanghe.yaml"
DAY = "2023-10-20"
PAPERS = {
    "ledger": ("export", "台账.xlsx"),
    "bulletin": ("bulletin", "通报.docx"),
    "page": ("export", "任务页.html"),
    "form": ("export", "--return", "回填表.xlsx", "--unit", "县司法局", "--reply-by", "2023-11-10"),
}
"""What each picture shows the first page of: the command; the file is the word with a point."""


def main() -> None:
    """Write the pictures into docs/papers/ or the folder named."""
    target = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "docs" / "papers").absolute()
    target.mkdir(parents=True, exist_ok=True)
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "GKPLAN_TODAY": DAY}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "tasks.yaml").write_bytes(PLAN.read_bytes())
        for picture, args in PAPERS.items():
            subprocess.run([sys.executable, "-m", "gkplan", *args], cwd=folder, env=environ, check=True)
            paper = next(arg for arg in args if "." in arg)
            draw(folder / paper, target / picture)


def draw(paper: Path, picture: Path) -> None:
    """Write the first page of `paper`, or the upper part of a web page, as PICTURE.png."""
    home = (paper.parent / "home").as_uri()
    if paper.suffix == ".html":
        browser = ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run"]
        browser += ["--disable-background-networking", f"--user-data-dir={paper.parent / 'browser'}"]
        command = [*browser, "--window-size=1280,900", f"--screenshot={picture}.png", paper.as_uri()]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        return
    office = ["soffice", f"-env:UserInstallation={home}", "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*office, str(paper.parent), str(paper)], check=True, stdout=subprocess.DEVNULL)
    pages = ["pdftoppm", "-png", "-r", "80", "-f", "1", "-l", "1", "-singlefile"]
    subprocess.run([*pages, str(paper.with_suffix(".pdf")), str(picture)], check=True)


if __name__ == "__main__":
    main()
