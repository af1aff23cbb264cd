"""--rev: the plan as it stood in a commit or at the end of a day, from real repositories of all kinds."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SHIPPED, Invoke
from tests.git.repositories import commit, git, needs_git, started

pytestmark = needs_git


def task(number: int, more: str = "") -> str:
    return f"- id: {number}\n  requirement: 第{number}件\n  units: [县司法局]\n  deadline: 2023年6月底前\n{more}"


def plan(*tasks: str) -> str:
    return "plan:\n  title: 甲\n  year: 2023\n\nunits:\n  县司法局: {}\n\ntasks:\n" + "\n".join(tasks)


@pytest.fixture
def kept(folder: Path) -> dict[str, str]:
    """A plan that was committed three times, found without being named: the commits by their words."""
    started(folder)
    (folder / "data").mkdir()
    path, commits = folder / "data" / "tasks.yaml", {}
    for words, day, text in (
        ("一件", "2023-05-10", plan(task(1))),
        ("办结", "2023-06-20", plan(task(1, "  done: 2023-06-19\n"))),
        ("两件", "2023-09-01", plan(task(1, "  done: 2023-06-19\n"), task(2))),
    ):
        path.write_text(text, "utf-8")
        commits[words] = commit(folder, words, day)
    return commits


def told(invoke: Invoke, *args: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(invoke(*args, "--format", "json").out)
    return answer


def test_a_task_added_in_september_does_not_count_in_june(kept: dict[str, str], invoke: Invoke) -> None:
    june = told(invoke, "stats", "--rev", "2023-06-30")
    assert june["as_of"] == "2023-06-30"
    assert (june["stats"][0]["total"], june["stats"][0]["done"]) == (1, 1)
    # Without --rev it is counted, and overdue by now.
    assert told(invoke, "stats", "--as-of", "2023-06-30")["stats"][0]["total"] == 2
    assert kept


@pytest.mark.parametrize("name", ["full", "short", "HEAD~1", "main~1", "tag", "tag^{commit}", "@{u}"])
def test_whatever_names_a_commit(kept: dict[str, str], invoke: Invoke, folder: Path, name: str) -> None:
    git(folder, "tag", "-a", "第2期", "-m", "通报", kept["办结"])
    git(folder, "branch", "origin", kept["办结"])
    git(folder, "branch", "--set-upstream-to=origin")
    names = {"full": kept["办结"], "short": kept["办结"][:9], "tag": "第2期", "tag^{commit}": "第2期^{commit}"}
    answer = invoke("list", "--rev", names.get(name, name), "--format", "ids")
    assert answer.out == "1\n"
    assert f"按 git 里的版本 {kept['办结'][:8]}（2023-06-20 12:00，张三：办结）回答，截至 2023-06-20" in answer.err


@pytest.mark.parametrize(
    ("text", "count"), [("2023-05-10", 1), ("5月底", 1), ("2023年9月1日", 2), ("2023-08-31", 1), ("20230901", 2)]
)
def test_a_day_is_its_last_commit(kept: dict[str, str], invoke: Invoke, text: str, count: int) -> None:
    assert kept
    answer = invoke("list", "--rev", text, "--format", "ids", env={"GKPLAN_TODAY": "2023-10-01"})
    assert len(answer.out.splitlines()) == count


def test_as_of_may_ask_about_another_day(kept: dict[str, str], invoke: Invoke) -> None:
    assert told(invoke, "list", "--rev", kept["一件"], "--as-of", "2023-08-01")["as_of"] == "2023-08-01"
    assert told(invoke, "list", "--rev", kept["一件"])["as_of"] == "2023-05-10"


@pytest.mark.parametrize(
    "args",
    [
        ("list",), ("overdue",), ("due",), ("show", "1"), ("outstanding",), ("log",), ("units",), ("sections",), ("stats",),
        ("remind",), ("export", "-", "--format", "csv"), ("bulletin", "--dry-run"),
    ],
)  # fmt: skip
def test_all_that_reads_reads_the_past(
    kept: dict[str, str], invoke: Invoke, folder: Path, args: tuple[str, ...]
) -> None:
    (folder / "data" / "tasks.yaml").write_text("broken: [", "utf-8")
    answer = invoke(*args, "--rev", "HEAD~1")
    assert kept["办结"][:8] in answer.err
    assert "第2件" not in answer.out


@pytest.mark.parametrize("name", ["没有", "HEAD~9", "deadbeef", "-x", "--all", "", "main:data", "HEAD^{tree}", "a b"])
def test_what_names_no_commit(kept: dict[str, str], invoke: Invoke, name: str) -> None:
    assert kept
    answer = invoke("list", f"--rev={name}", code=2 if name in {"", "-x", "--all"} else 3)
    assert "版本" in answer.err


def test_before_the_first_commit_there_was_none(kept: dict[str, str], invoke: Invoke) -> None:
    assert kept
    assert "还没有提交" in invoke("list", "--rev", "2023-05-09", code=3).err


def test_a_file_in_a_folder_with_blanks_and_chinese_and_one_that_is_gone(tmp_path: Path, invoke: Invoke) -> None:
    top = started(tmp_path / "资料 2023")
    path = top / "政务 公开" / "台账“甲”*.yaml"
    path.parent.mkdir()
    path.write_text(plan(task(1)), "utf-8")
    commit(top, "一", "2023-05-10")
    assert invoke("list", "--rev", "HEAD", "--file", str(path), "--format", "ids").out == "1\n"
    shutil.rmtree(path.parent)
    commit(top, "删", "2023-05-11")
    assert invoke("list", "--rev", "HEAD~1", "--file", str(path), "--format", "ids").out == "1\n"
    assert "没有 政务 公开/台账“甲”*.yaml" in invoke("list", "--rev", "HEAD", "--file", str(path), code=3).err


def test_a_worktree_a_bare_repository_and_a_shallow_clone(
    kept: dict[str, str], invoke: Invoke, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kept
    git(folder, "worktree", "add", "-q", str(tmp_path / "另一处"), "HEAD~1")
    other = str(tmp_path / "另一处" / "data" / "tasks.yaml")
    assert invoke("list", "--rev", "main", "--file", other, "--format", "ids").out == "1\n2\n"
    git(tmp_path, "clone", "-q", "--bare", str(folder), "裸.git")
    monkeypatch.chdir(tmp_path / "裸.git")
    assert invoke("list", "--rev", "main", "--format", "ids").out == "1\n2\n"
    assert invoke("list", "--rev", "main", "--file", "data/tasks.yaml", "--format", "ids").out == "1\n2\n"
    git(tmp_path, "clone", "-q", "--depth", "1", folder.as_uri(), "浅")
    monkeypatch.chdir(tmp_path / "浅")
    assert invoke("list", "--rev", "HEAD", "--format", "ids").out == "1\n2\n"
    assert "浅克隆" in invoke("list", "--rev", "HEAD~1", code=3).err
    assert "浅克隆" in invoke("list", "--rev", "2023-06-30", code=3).err


def test_a_submodule(kept: dict[str, str], invoke: Invoke, folder: Path, tmp_path: Path) -> None:
    assert kept
    outer = started(tmp_path / "外")
    git(outer, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", folder.as_uri(), "方案")
    commit(outer, "子模块", "2023-10-01")
    inner = str(outer / "方案" / "data" / "tasks.yaml")
    assert invoke("list", "--rev", "HEAD~1", "--file", inner, "--format", "ids").out == "1\n"
    whole = str(outer / "方案")
    assert "子模块" in invoke("list", "--rev", "HEAD", "--file", whole, code=4).err


def test_no_repository_an_unborn_branch_and_no_git(
    folder: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (folder / "tasks.yaml").write_text(plan(task(1)), "utf-8")
    assert "不在 git 仓库里" in invoke("list", "--rev", "HEAD", code=4).err
    started(folder)
    assert "还没有提交" in invoke("list", "--rev", "HEAD", code=3).err
    assert "还没有提交" in invoke("list", "--rev", "2023-06-30", code=3).err
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "没有 git" in invoke("list", "--rev", "HEAD", code=4).err


def test_inside_a_hook_of_another_repository(
    kept: dict[str, str], invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = started(tmp_path / "别处")
    commit(other, "空", "2023-01-01")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git" / "index"))
    assert invoke("list", "--rev", kept["一件"], "--format", "ids").out == "1\n"


def test_an_object_that_is_missing(kept: dict[str, str], invoke: Invoke, folder: Path) -> None:
    name = git(folder, "rev-parse", f"{kept['一件']}:data/tasks.yaml").strip()
    (folder / ".git" / "objects" / name[:2] / name[2:]).unlink()
    answer = invoke("list", "--rev", kept["一件"], code=4)
    assert "内容不全" in answer.err
    assert invoke("list", "--rev", kept["办结"], "--format", "ids").out == "1\n"


def test_a_link_and_a_folder_are_no_plan(folder: Path, invoke: Invoke) -> None:
    started(folder)
    (folder / "真的.yaml").write_text(plan(task(1)), "utf-8")
    (folder / "tasks.yaml").mkdir()
    (folder / "tasks.yaml" / "里面").write_text("甲", "utf-8")
    commit(folder, "一", "2023-05-10")
    assert "不是方案文件" in invoke("list", "--rev", "HEAD", "--file", "tasks.yaml", code=4).err
    shutil.rmtree(folder / "tasks.yaml")
    (folder / "tasks.yaml").symlink_to("真的.yaml")
    commit(folder, "二", "2023-05-11")
    (folder / "tasks.yaml").unlink()
    assert "链接" in invoke("list", "--rev", "HEAD", "--file", "tasks.yaml", code=4).err


def test_nothing_in_a_repository_takes_effect(
    kept: dict[str, str], invoke: Invoke, folder: Path, tmp_path: Path
) -> None:
    proof = tmp_path / "跑过"
    program = tmp_path / "坏.sh"
    program.write_text(f"#!/bin/sh\ntouch '{proof}'\n", "utf-8")
    program.chmod(0o755)
    for name in ("alias.log", "alias.rev-parse", "alias.cat-file"):
        git(folder, "config", name, f"!{program}")
    for name in ("core.pager", "core.fsmonitor", "core.sshCommand", "diff.external", "gpg.program", "core.editor"):
        git(folder, "config", name, str(program))
    git(folder, "config", "log.showSignature", "true")
    git(folder, "config", "remote.origin.url", f"ext::{program}")
    git(folder, "config", "remote.origin.promisor", "true")
    git(folder, "config", "extensions.partialClone", "origin")
    (folder / ".gitattributes").write_text("*.yaml diff=bad filter=bad\n", "utf-8")
    git(folder, "config", "diff.bad.textconv", str(program))
    name = git(folder, "rev-parse", f"{kept['一件']}:data/tasks.yaml").strip()
    (folder / ".git" / "objects" / name[:2] / name[2:]).unlink()
    proof.unlink(missing_ok=True)
    invoke("list", "--rev", "HEAD")
    assert "内容不全" in invoke("list", "--rev", kept["一件"], code=4).err
    assert not proof.exists()


def test_names_and_words_of_commits_do_not_take_effect_on_the_terminal(folder: Path, invoke: Invoke) -> None:
    started(folder)
    (folder / "tasks.yaml").write_text(plan(task(1)), "utf-8")
    git(folder, "add", "-A")
    words = "\x1b[2J坏\u202e"
    git(folder, "-c", "i18n.commitEncoding=utf-8", "commit", "-q", "-m", words, f"--author={words} <a@b>")
    answer = invoke("list", "--rev", "HEAD")
    assert "\x1b" not in answer.err
    assert "\u202e" not in answer.err
    assert "<U+001B>[2J坏<U+202E>" in answer.err


def test_a_version_in_another_encoding_or_with_faults_is_told_with_its_commit(folder: Path, invoke: Invoke) -> None:
    started(folder)
    (folder / "tasks.yaml").write_bytes(plan(task(1)).encode("gbk"))
    name = commit(folder, "GBK", "2023-05-10")
    assert f"{name[:8]}:tasks.yaml:2:1: 文件是 GBK 编码" in invoke("list", "--rev", "HEAD", code=4).err
    (folder / "tasks.yaml").write_text(plan(task(1), task(1)), "utf-8")
    name = commit(folder, "重复", "2023-05-11")
    assert f"{name[:8]}:tasks.yaml:" in invoke("list", "--rev", "HEAD").err


def test_an_issued_bulletin_can_be_made_again(folder: Path, invoke: Invoke) -> None:
    started(folder)
    path = folder / "tasks.yaml"
    path.write_bytes(SHIPPED.read_bytes())
    commit(folder, "开始", "2023-06-30")
    first = invoke("bulletin", "--as-of", "2023-06-30").out
    commit(folder, "第1期", "2023-06-30")
    # Entered later, as of an earlier day: the issue from today's plan would be another.
    invoke("done", "13", "--date", "2023-06-29")
    commit(folder, "补登记", "2023-07-05")
    assert invoke("bulletin", "--issue", "1").out != first
    assert invoke("bulletin", "--issue", "1", "--rev", "2023-06-30").out == first


def test_an_issue_of_the_past_is_not_registered_now(kept: dict[str, str], invoke: Invoke, folder: Path) -> None:
    before = (folder / "data" / "tasks.yaml").read_bytes()
    assert "--dry-run" in invoke("bulletin", "--rev", kept["办结"], code=2).err
    assert (folder / "data" / "tasks.yaml").read_bytes() == before


def test_the_overview_and_an_option_before_the_verb(kept: dict[str, str], invoke: Invoke) -> None:
    assert "共 1 项任务" in invoke("--rev", kept["一件"]).out
    assert invoke("--rev", kept["一件"], "list", "--format", "ids").out == "1\n"
    assert "没有选项 --rev" in invoke("--rev", kept["一件"], "done", "1", code=2).err


def test_what_changed_since_the_last_commit(kept: dict[str, str], invoke: Invoke, folder: Path) -> None:
    assert invoke("diff").out == ""
    (folder / "data" / "tasks.yaml").write_text(
        plan(task(1, "  done: 2023-06-19\n"), task(2, "  done: 2023-09-10\n")), "utf-8"
    )
    assert invoke("diff").out == "2\t办结\t\t\t2023-09-10\t\t\n"
    # What was added to the index is compared as it is there.
    assert invoke("diff", "--staged").out == ""
    git(folder, "add", "-A")
    (folder / "data" / "tasks.yaml").write_text(plan(task(1)), "utf-8")
    assert invoke("diff", "--staged").out == "2\t办结\t\t\t2023-09-10\t\t\n"
    assert kept


def test_between_versions_days_and_files(kept: dict[str, str], invoke: Invoke, folder: Path) -> None:
    kinds = [each["kind"] for each in told(invoke, "diff", "HEAD~2", "HEAD")["differences"]]
    assert kinds == ["done", "added"]
    back = [each["kind"] for each in told(invoke, "diff", "HEAD", kept["一件"])["differences"]]
    assert back == ["reopened", "removed"]
    assert [each["id"] for each in told(invoke, "diff", "2023-06-30")["differences"]] == ["2"]
    for name, text in (("张三.yaml", plan(task(1))), ("李四.yaml", plan(task(1), task(3)))):
        (folder / name).write_text(text, "utf-8")
    assert invoke("diff", "张三.yaml", "李四.yaml").out.startswith("3\t新增\t")
    assert "3 | 新增" in invoke("diff", "张三.yaml", "李四.yaml", "--format", "md").out.replace("| 3", "3")


def test_what_cannot_be_compared(kept: dict[str, str], invoke: Invoke, folder: Path) -> None:
    assert "版本" in invoke("diff", "没有", code=3).err
    assert "--staged" in invoke("diff", "HEAD", "HEAD~1", "--staged", code=2).err
    git(folder, "rm", "-q", "--cached", "data/tasks.yaml")
    assert "暂存区里没有" in invoke("diff", "--staged", code=3).err
    (folder / "data" / "tasks.yaml").write_text("不是方案", "utf-8")
    assert "data" in invoke("diff", code=4).err
    assert kept


def test_the_index_of_the_commit_that_is_being_made(
    kept: dict[str, str], invoke: Invoke, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a hook of commit -a it is another file than .git/index."""
    assert kept
    (folder / "data" / "tasks.yaml").write_text(plan(task(1, "  done: 2023-06-19\n"), task(2), task(5)), "utf-8")
    shutil.copy(folder / ".git" / "index", folder / ".git" / "next-index-1.lock")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/next-index-1.lock")
    git(folder, "add", "-A")
    assert invoke("diff", "--staged").out.startswith("5\t新增\t")
    monkeypatch.delenv("GIT_INDEX_FILE")
    assert invoke("diff", "--staged").out == ""
    other = started(tmp_path / "别处")
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git" / "index"))
    assert invoke("diff", "--staged").out == ""


def test_a_conflict_in_the_index_is_told(kept: dict[str, str], invoke: Invoke, folder: Path) -> None:
    git(folder, "checkout", "-q", "-b", "李四", kept["一件"])
    path = folder / "data" / "tasks.yaml"
    path.write_text(plan(task(1, "  done: 2023-06-18\n")), "utf-8")
    commit(folder, "李四办结", "2023-06-21")
    git(folder, "merge", "main", code=1)
    assert "冲突" in invoke("diff", "--staged", code=4).err
