"""What is remembered of a file gives the same answer as reading it, or none at all."""

import json
import os
import shutil
import stat
import sys
from pathlib import Path
from typing import Any

import pytest

import gkplan
from gkplan.plan.model import Plan, Problem
from gkplan.store import cache
from gkplan.store.load import examine
from tests.conftest import LIVED_IN, Invoke

DATA = LIVED_IN.read_bytes()
READ = examine(DATA.decode("utf-8"))


@pytest.fixture
def entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The one entry there is, made of DATA."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    cache.remember(tmp_path / "tasks.yaml", DATA, *READ)
    (made,) = (tmp_path / "cache" / "gkplan").iterdir()
    return made


def recall(entry: Path, data: bytes = DATA) -> tuple[Plan, tuple[Problem, ...]] | None:
    return cache.recall(entry.parents[2] / "tasks.yaml", data)


def everything(value: Any) -> Any:
    """Return a value with what comparing leaves out: where each thing stands."""
    return cache._packed(value)


def test_the_same_as_reading_the_file(entry: Path) -> None:
    assert everything(recall(entry)) == everything(READ)


def test_problems_are_remembered_too(entry: Path) -> None:
    text = "plan: {title: 试验, year: 2023}\nunits: {甲局: }\ntasks:\n- {id: 1, requirement: 公开, units: [乙局]}\n"
    plan, problems = examine(text)
    assert problems
    cache.remember(entry.parents[2] / "tasks.yaml", text.encode(), plan, problems)
    assert everything(recall(entry, text.encode())) == everything((plan, problems))


@pytest.mark.parametrize(
    "data",
    [DATA + b"#", DATA[:-1], b"", DATA.replace(b"2023", b"2024", 1)],
    ids=["longer", "shorter", "empty", "other"],
)
def test_other_bytes_are_not_known(entry: Path, data: bytes) -> None:
    assert recall(entry, data) is None


def test_a_damaged_entry_is_ignored(entry: Path) -> None:
    whole = entry.read_bytes()
    for at in range(0, len(whole), 211):
        entry.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert recall(entry) is None, at
        entry.write_bytes(whole[:at])
        assert recall(entry) is None, at


@pytest.mark.parametrize(
    "made_up",
    [
        "[]",
        "{}",
        "null",
        "7",
        "[[],[]]",
        "[" * 100_000,
        '["__import__", "os"]',
        '{"__class__": "x"}',
        # A text where a number belongs, a number where a text does, a day no calendar has, a field too many.
        lambda packed: packed.replace('"试验县', '7,"试验县', 1),
        lambda packed: packed.replace("2023,", '"2023",', 1),
        lambda packed: packed.replace(
            f"{READ[0].issued.toordinal() if READ[0].issued else 0},", "99999999999999999999,", 1
        ),
        lambda packed: packed.replace("[[", "[[null,", 1),
    ],
    ids=lambda made_up: made_up[:12] if isinstance(made_up, str) else "wrong type",
)
def test_an_entry_made_up_by_someone_is_ignored(entry: Path, made_up: Any) -> None:
    good = json.dumps(cache._packed(READ), ensure_ascii=False)
    packed = (made_up if isinstance(made_up, str) else made_up(good)).encode()
    assert packed != good.encode()
    entry.write_bytes(b"%b\n%b%b" % (cache._head(DATA, packed), DATA, packed))
    assert recall(entry) is None


@pytest.mark.parametrize("room", ["dates", "plan", "plan/changes", "planfile/yaml", "text", "cli"])
def test_other_code_has_not_read_it(entry: Path, room: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(Path(gkplan.__file__).parent, tmp_path / "gkplan")
    monkeypatch.setattr(gkplan, "__file__", str(tmp_path / "gkplan" / "__init__.py"))
    cache.remember(tmp_path / "tasks.yaml", DATA, *READ)
    assert recall(entry) is not None
    changed = tmp_path / "gkplan" / room / "__init__.py"
    was = changed.stat()
    changed.write_bytes(changed.read_bytes().replace(b".", b"!"))
    # As installations do that give every file the same time.

    os.utime(changed, ns=(was.st_atime_ns, was.st_mtime_ns))
    assert recall(entry) is None


def test_without_a_place_to_keep_it_nothing_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    cache.remember(tmp_path / "tasks.yaml", DATA, *READ)
    assert cache.recall(tmp_path / "tasks.yaml", DATA) is None


def test_a_package_that_cannot_be_listed_is_not_known(entry: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "scandir", refuse)
    assert recall(entry) is None
    cache.remember(entry.parents[2] / "tasks.yaml", DATA, *READ)


def test_check_looks_at_the_file_itself(invoke: Invoke, lived_in: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it reminds of may be settled without a change of the file: a newer calendar has the missing holidays."""
    assert lived_in.is_file()
    old = Problem(message="《国务院办公厅关于2030年部分节假日安排的通知》尚未收录", is_warning=True)
    monkeypatch.setattr(cache, "recall", lambda *_: (READ[0], (old,)))
    assert "2030" not in invoke("check").out


needs_odd_files = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes and devices among files")

PLACES = [
    "folder",
    "full folder",
    "pipe",
    "link",
    "link to a pipe",
    "broken link",
    "link to itself",
    "device",
    "socket",
]


def put(entry: Path, kind: str) -> None:
    """Put something else in the place of the entry; skip what cannot be made here."""
    good = entry.read_bytes()
    entry.unlink()
    beside = entry.with_name("beside")
    if kind == "link":
        beside.write_bytes(good)
    elif kind == "link to a pipe":
        os.mkfifo(beside)
    if kind.startswith(("link", "broken")):
        entry.symlink_to(entry.name if kind == "link to itself" else "beside")
    elif kind == "pipe":
        os.mkfifo(entry)
    elif kind == "socket":
        os.mknod(entry, 0o600 | stat.S_IFSOCK)
    elif kind == "device":
        try:
            # What /dev/zero is: it never ends.
            os.mknod(entry, 0o600 | stat.S_IFCHR, os.makedev(1, 5))
        except PermissionError:
            pytest.skip("只有 root 能造设备文件，未验证")
    else:
        entry.mkdir()
        if kind == "full folder":
            (entry / "x").touch()


@needs_odd_files
@pytest.mark.parametrize("kind", PLACES)
def test_what_stands_in_its_place_is_neither_read_nor_waited_for(entry: Path, kind: str) -> None:
    put(entry, kind)
    assert recall(entry) is None
    cache.remember(entry.parents[2] / "tasks.yaml", DATA, *READ)
    if "folder" in kind:
        assert entry.is_dir()
        assert [each.name for each in entry.parent.iterdir()] == [entry.name]
    else:
        # It is replaced by a good one, and what a link led to is as it was.
        assert entry.is_file()
        assert not entry.is_symlink()
        assert everything(recall(entry)) == everything(READ)


@needs_odd_files
@pytest.mark.parametrize("kind", PLACES)
def test_what_stands_where_an_entry_is_prepared_is_not_written_to(entry: Path, kind: str) -> None:
    good = entry.read_bytes()
    temporary = entry.with_suffix(f".{os.getpid()}")
    temporary.write_bytes(b"mine")
    put(temporary, kind)
    entry.unlink()
    cache.remember(entry.parents[2] / "tasks.yaml", DATA, *READ)
    if "folder" in kind:
        assert not entry.exists()
    else:
        assert entry.read_bytes() == good
        assert not os.path.lexists(temporary)
    if kind == "link":
        assert entry.with_name("beside").read_bytes() == b"mine"


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="这个系统没有用户编号，未验证")
def test_only_an_own_entry_that_nobody_else_may_write_to_is_read(entry: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert stat.S_IMODE(entry.stat().st_mode) == 0o600
    for mode in (0o620, 0o602):
        entry.chmod(mode)
        assert recall(entry) is None
    entry.chmod(0o644)
    assert recall(entry) is not None
    own = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: own + 1)
    assert recall(entry) is None


def test_an_entry_too_large_for_any_memory_is_not_read(entry: Path) -> None:
    with entry.open("r+b") as file:
        file.truncate(1 << 40)
    assert recall(entry) is None


@needs_odd_files
@pytest.mark.parametrize("kind", ["pipe", "link", "folder", "device"])
def test_a_command_answers_beside_what_stands_there(
    invoke: Invoke, lived_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    assert lived_in.is_file()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    plain = invoke("list")
    (made,) = (tmp_path / "cache" / "gkplan").iterdir()
    put(made, kind)
    assert invoke("list") == plain
