"""The 2023 table as text, .docx, .xlsx and .html gives one plan, byte for byte, and the shipped tasks."""

import shutil
import subprocess
from pathlib import Path

import pytest

from gkplan.importers.draft import Draft
from gkplan.importers.pipeline import import_, import_file
from gkplan.importers.suggest import accept, suggest
from gkplan.planfile.fresh import dump
from gkplan.planfile.read import read_plan
from tests.importers.documents import SOURCE, docx_bytes, html_bytes, source_grid, xlsx_bytes

SHIPPED = Path(__file__).parents[2] / "data" / "tasks.yaml"
SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.fixture(scope="module")
def source() -> Draft:
    return import_file(SOURCE)


def written(draft: Draft) -> str:
    return dump(draft.plan, {each.task_id: each.remarks for each in suggest(draft.plan)})


def test_the_source_gives_the_shipped_tasks(source: Draft) -> None:
    shipped, problems = read_plan(SHIPPED.read_text(encoding="utf-8"))
    assert problems == ()
    assert accept(source.plan, suggest(source.plan)).tasks == shipped.tasks
    assert source.plan.sections == shipped.sections
    assert (source.plan.title, source.plan.year) == (shipped.title, shipped.year)


def test_what_the_source_leaves_to_a_person(source: Draft) -> None:
    assert [note.message for note in source.warnings] == [
        "「工作任务」是空的，归入上一行的标题，请核对",
        "「完成时限」是空的（或写着同上），取自上一行，请核对",
        *["「责任单位」是空的（或写着同上），取自上一行，请核对"] * 4,
    ]
    assert source.warnings[1].place == "任务 2、4–7、10–12、20、22、24、26、29、32–34、36–37、42–43、50–51"


@pytest.mark.parametrize(
    ("name", "make"),
    [("表.docx", docx_bytes), ("表.xlsx", xlsx_bytes), ("表.html", html_bytes)],
    ids=["docx", "xlsx", "html"],
)
def test_merged_cells_give_the_same_bytes_and_nothing_to_confirm(name: str, make: object, source: Draft) -> None:
    assert callable(make)
    draft = import_(make(*source_grid()), name)
    assert written(draft) == written(source)
    assert draft.warnings == ()


def test_a_gbk_page_gives_the_same_and_says_so(source: Draft) -> None:
    draft = import_(html_bytes(*source_grid(), charset="gbk"), "表.html")
    assert written(draft) == written(source)
    assert draft.left_out[0].message == "文件是 GBK 编码，已按此读取"


@pytest.mark.skipif(SOFFICE is None, reason="没有 LibreOffice（soffice），不能造它写的文件")
def test_files_written_by_libreoffice(tmp_path: Path, source: Draft) -> None:
    assert SOFFICE is not None
    (tmp_path / "文.docx").write_bytes(docx_bytes(*source_grid()))
    (tmp_path / "表.xlsx").write_bytes(xlsx_bytes(*source_grid()))
    # It takes a second to start and more to set up its profile: all of a kind at once, with one profile for all.
    for target, names in (("docx", ["文.docx"]), ("xlsx", ["表.xlsx"]), ("html", ["文.docx", "表.xlsx"])):
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        done = subprocess.run(
            [SOFFICE, "--headless", profile, "--convert-to", target, "--outdir", tmp_path / "out", *names],
            cwd=tmp_path,
            capture_output=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    for name in ("文.docx", "文.html", "表.xlsx", "表.html"):
        draft = import_file(tmp_path / "out" / name)
        assert draft.plan.tasks == source.plan.tasks, name
        assert written(draft) == written(source), name
