"""A write is taken back byte for byte or not at all; a journal that is damaged, foreign or cannot be kept costs no write."""

import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkplan.errors import GkplanError, NotFoundError, RefusedError
from gkplan.store import cache, files, journal
from tests.campaigns.writers_at_once import WRITER
from tests.store.test_files import IS_ROOT, as_nobody, message, small_files
from tests.store.writer import PLAN

OLD = b"plan: {title: \xe6\x97\xa7}\n"
NEW = b"plan: {title: \xe6\x96\xb0}\n"


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of all journals."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "gkplan" / "journal"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "work" / "tasks.yaml"
    path.parent.mkdir()
    path.write_bytes(OLD)
    return path


def write(path: Path, data: bytes = NEW, words: str = "任务 14 已办结") -> None:
    files.update(path, lambda _: data.decode(), lambda: words)


def entries(state: Path) -> list[Path]:
    return sorted(state.glob("*/*"))


def nothing_known(path: Path) -> None:
    before = path.read_bytes()
    assert "没有可以撤回的改动" in message(lambda: files.take_back(path), NotFoundError)
    assert path.read_bytes() == before


class TestTakenBack:
    @pytest.mark.parametrize(
        "data",
        [
            b"a: 1\r\nb: 2\r\n",
            b"\xef\xbb\xbfa: 1\n",
            b"\xef\xbb\xbfa: 1\r\n\r\n# \xe6\xb3\xa8",
            b"a: 1",
            b"",
            b"a: 1\r\nb: 2\nc: 3\rd: 4\n\n\n",
            b"# \xe6\xb3\xa8 \t \na:    1   # x\n\t\n---\n",
        ],
        ids=["CRLF", "BOM", "BOM and CRLF", "no last newline", "empty", "mixed", "blanks"],
    )
    def test_byte_for_byte(self, path: Path, data: bytes) -> None:
        path.write_bytes(data)
        path.chmod(0o604)
        files.update(path, lambda document: f"新: 1\n{document.text}# 后", lambda: "做了 一件事")
        assert path.read_bytes() != data
        back = files.take_back(path)
        assert path.read_bytes() == data
        assert stat.S_IMODE(path.stat().st_mode) == 0o604
        assert (back.words, back.left, back.remarks) == ("做了 一件事", 0, ())
        assert abs(back.seconds - path.stat().st_mtime) < 60
        assert [each.name for each in path.parent.iterdir()] == ["tasks.yaml"]
        nothing_known(path)

    def test_step_by_step_also_where_the_same_bytes_come_again(self, path: Path) -> None:
        states = [OLD, NEW, OLD, NEW, NEW + b"#", OLD]
        for data in states[1:]:
            write(path, data)
        for left, data in reversed(list(enumerate(states[:-1]))):
            assert files.take_back(path).left == left
            assert path.read_bytes() == data
        nothing_known(path)

    def test_a_new_write_after_one_that_was_taken_back(self, path: Path) -> None:
        write(path, NEW, "甲")
        files.take_back(path)
        write(path, NEW + b"#", "乙")
        assert files.take_back(path).words == "乙"
        assert path.read_bytes() == OLD

    def test_by_any_name_of_the_file(self, path: Path) -> None:
        link = path.with_name("link.yaml")
        link.symlink_to("tasks.yaml")
        write(link)
        files.take_back(path)
        assert path.read_bytes() == OLD
        write(path)
        files.take_back(link)
        assert path.read_bytes() == OLD
        assert link.is_symlink()

    def test_each_file_has_its_own(self, path: Path) -> None:
        other = path.with_name("other.yaml")
        other.write_bytes(OLD)
        write(path)
        nothing_known(other)
        write(other, NEW + b"#")
        files.take_back(path)
        assert (path.read_bytes(), other.read_bytes()) == (OLD, NEW + b"#")

    def test_what_changes_nothing_is_no_write(self, path: Path, state: Path) -> None:
        write(path, OLD)
        assert not entries(state)

    def test_a_new_file_is_not_taken_back(self, path: Path) -> None:
        new = path.with_name("new.yaml")
        files.create(new, "a: 1\n")
        nothing_known(new)

    def test_a_long_text_is_cut(self, path: Path, state: Path) -> None:
        write(path, NEW, "长" * 500_000)
        assert entries(state)[0].stat().st_size < 2000
        assert files.take_back(path).words == "长" * 200

    def test_a_text_that_came_by_chance_from_elsewhere_stays_text(self, path: Path) -> None:
        write(path, NEW, "\x1b[31m\u202e\n\udcff")
        assert files.take_back(path).words == "<U+001B>[31m<U+202E>\\n<U+DCFF>"

    def test_nobody_else_may_read_it(self, path: Path, state: Path) -> None:
        write(path)
        assert [stat.S_IMODE(each.stat().st_mode) for each in (state, *state.iterdir(), *entries(state))] == [
            0o700,
            0o700,
            0o600,
        ]

    def test_eight_processes_and_all_of_it_taken_back(self, path: Path) -> None:
        path.write_text(PLAN, encoding="utf-8")
        writers = [
            subprocess.Popen([sys.executable, WRITER, path, str(number // 2 + 1), "甲", "3", str(number)])
            for number in range(8)
        ]
        assert [writer.wait() for writer in writers] == [0] * 8
        assert [files.take_back(path).left for _ in range(24)] == [*reversed(range(24))]
        assert path.read_text(encoding="utf-8") == PLAN


class TestRefused:
    def test_changed_since(self, path: Path, state: Path) -> None:
        write(path)
        path.write_bytes(NEW + b"# by hand\n")
        before = [each.read_bytes() for each in entries(state)]
        text = message(lambda: files.take_back(path))
        assert text.startswith(f"{path} 在上一次记下的改动（任务 14 已办结）以后又被")
        assert "git diff" in text
        assert path.read_bytes() == NEW + b"# by hand\n"
        assert [each.read_bytes() for each in entries(state)] == before
        path.write_bytes(NEW)
        files.take_back(path)
        assert path.read_bytes() == OLD

    def test_changed_between_two_writes(self, path: Path) -> None:
        write(path)
        path.write_bytes(NEW + b"# by hand\n")
        write(path, NEW + b"# more\n")
        assert files.take_back(path).left == 0
        assert path.read_bytes() == NEW + b"# by hand\n"
        assert "没有撤回" in message(lambda: files.take_back(path))

    def test_saved_by_an_editor_in_between(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write(path)
        look_back = journal.look_back

        def look(target: Path, data: bytes) -> journal.Past:
            path.write_bytes(b"by hand\n")
            return look_back(target, data)

        monkeypatch.setattr(journal, "look_back", look)
        assert "刚刚被别的程序改过" in message(lambda: files.take_back(path))
        assert path.read_bytes() == b"by hand\n"

    def test_a_file_that_is_gone(self, path: Path) -> None:
        write(path)
        path.unlink()
        assert "没有文件" in message(lambda: files.take_back(path), NotFoundError)

    def test_a_file_that_may_not_be_written_to(self, path: Path, state: Path) -> None:
        write(path)
        path.chmod(0o444)
        assert "只读" in message(lambda: files.take_back(path))
        assert path.read_bytes() == NEW
        assert "只读" in message(lambda: write(path, OLD))
        # A write that was refused leaves nothing.
        assert len(entries(state)) == 1

    def test_a_write_cut_short_is_passed_over(self, path: Path) -> None:
        write(path, NEW, "甲")
        with pytest.raises(KeyboardInterrupt), journal.noted(path, NEW, OLD, "乙"):
            raise KeyboardInterrupt
        back = files.take_back(path)
        assert (back.words, back.left) == ("甲", 0)
        assert path.read_bytes() == OLD
        nothing_known(path)

    def test_a_first_write_cut_short_is_none(self, path: Path) -> None:
        with pytest.raises(KeyboardInterrupt), journal.noted(path, OLD, NEW, "甲"):
            raise KeyboardInterrupt
        nothing_known(path)

    @pytest.mark.skipif(os.name == "nt", reason="Windows 的文件夹没有这样的权限，未验证")
    def test_a_journal_that_is_read_only_since(self, path: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write(path)
        # The superuser may write anywhere.
        access = os.access
        monkeypatch.setattr(os, "access", lambda place, mode: state not in Path(place).parents and access(place, mode))
        assert "不能写入，没有撤回" in message(lambda: files.take_back(path))
        assert path.read_bytes() == NEW


class TestDamaged:
    def test_at_every_byte(self, path: Path, state: Path) -> None:
        write(path)
        (entry,) = entries(state)
        whole = entry.read_bytes()
        for at in range(len(whole)):
            for damaged in (whole[:at], whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :], whole + whole[at:]):
                entry.write_bytes(damaged)
                assert journal.look_back(path, NEW) == journal.Past((), None), at
        nothing_known(path)
        entry.write_bytes(whole)
        files.take_back(path)
        assert path.read_bytes() == OLD

    @pytest.mark.parametrize("place", [0, 1, 2])
    def test_one_of_several(self, path: Path, state: Path, place: int) -> None:
        states = [OLD, NEW, NEW + b"#", NEW + b"##"]
        for data in states[1:]:
            write(path, data)
        damaged = entries(state)[place]
        damaged.write_bytes(damaged.read_bytes()[:-1])
        for data in reversed(states[place + 1 : -1]):
            files.take_back(path)
            assert path.read_bytes() == data
        message(lambda: files.take_back(path), RefusedError if place else NotFoundError)
        assert path.read_bytes() == states[place + 1]

    @pytest.mark.parametrize(
        "made_up",
        [
            b"",
            b"[]",
            b"{}",
            b"7",
            b"[" * 100_000,
            b"\xff",
            {"after": 7},
            {"seconds": True},
            {"seconds": 1e9},
            {"seconds": -1},
            {"seconds": 10**20},
            {"words": ["x"]},
            {"words": None},
            {"path": "/else/where.yaml"},
        ],
        ids=lambda made_up: str(made_up)[:20],
    )
    def test_made_up(self, path: Path, state: Path, made_up: Any) -> None:
        write(path)
        (entry,) = entries(state)
        line = entry.read_bytes().split(b"\n")[1]
        made = made_up if isinstance(made_up, bytes) else json.dumps({**json.loads(line), **made_up}).encode()
        body = made + b"\n" + OLD
        entry.write_bytes(sha256(body).hexdigest().encode() + b"\n" + body)
        nothing_known(path)

    def test_an_entry_of_another_file(self, path: Path, state: Path) -> None:
        other = path.with_name("other.yaml")
        other.write_bytes(b"other: 1\n")
        write(other)
        (entry,) = entries(state)
        write(path)
        (mine,) = set(entries(state)) - {entry}
        mine.write_bytes(entry.read_bytes())
        nothing_known(path)

    @pytest.mark.parametrize("kind", ["pipe", "folder", "link", "too large"])
    def test_no_regular_file(self, path: Path, state: Path, kind: str) -> None:
        write(path)
        (entry,) = entries(state)
        put_in_place(entry, kind)
        if kind == "too large":
            os.truncate(entry, 1 << 40)
        nothing_known(path)
        # And the next one is beside it.
        write(path, NEW + b"#")
        files.take_back(path)
        assert path.read_bytes() == NEW

    def test_what_else_lies_there_stays(self, path: Path, state: Path) -> None:
        write(path)
        others = [entries(state)[0].with_name(name) for name in ("mine", "9", "0000000x", "٠٠٠٠٠٠٠٩", ".00000009")]
        for each in others:
            each.touch()
        write(path, NEW + b"#")
        assert files.take_back(path).left == 1
        files.take_back(path)
        assert all(each.exists() for each in others)

    def test_more_digits_are_more(self, path: Path, state: Path) -> None:
        write(path)
        (entry,) = entries(state)
        entry.rename(entry.with_name("99999999"))
        write(path, NEW + b"#")
        write(path, NEW + b"##")
        assert [files.take_back(path).left for _ in range(3)] == [2, 1, 0]
        assert path.read_bytes() == OLD

    def test_a_number_that_cannot_be_counted_on(self, path: Path, state: Path) -> None:
        write(path)
        entries(state)[0].with_name("9" * 200).touch()
        write(path, NEW + b"#")
        assert files.take_back(path).left == 1


def put_in_place(place: Path, kind: str) -> None:
    """Put something else in the place of a file or folder; a link leads to the very thing."""
    away = place.with_name("away")
    place.rename(away)
    if kind == "pipe":
        os.mkfifo(place)
    elif kind == "folder":
        place.mkdir()
    elif kind == "link":
        place.symlink_to(away)
    else:
        place.touch()


class TestNotKept:
    """The write goes through all the same, and there is nothing to take back."""

    @staticmethod
    def check(path: Path, data: bytes = NEW) -> None:
        write(path, data)
        assert path.read_bytes() == data
        assert [each.name for each in path.parent.iterdir()] == [path.name]
        nothing_known(path)

    @pytest.mark.parametrize(
        ("place", "kind"),
        # That gkplan/ leads elsewhere is the user's own arrangement.
        [
            ("gkplan", "pipe"),
            ("gkplan", "file"),
            *((place, kind) for place in ("gkplan/journal", "gkplan/journal/*") for kind in ("pipe", "file", "link")),
        ],
    )
    def test_something_else_in_the_place_of_a_folder(self, path: Path, tmp_path: Path, place: str, kind: str) -> None:
        write(path)
        files.take_back(path)
        (found,) = (tmp_path / "state").glob(place)
        put_in_place(found, kind)
        self.check(path)
        if kind == "link":
            assert not list(found.glob("0000000?")), "the link was followed"

    def test_no_home(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def homeless() -> Path:
            raise RuntimeError("Could not determine home directory.")

        monkeypatch.delenv("XDG_STATE_HOME")
        monkeypatch.setattr(Path, "home", homeless)
        self.check(path)

    def test_a_full_disk(self, path: Path, state: Path) -> None:
        pytest.importorskip("resource")
        path.write_bytes(b"#" * 900)
        # The plan still fits, the entry with its head does not.
        with small_files():
            self.check(path, b"#" * 901)
        assert not entries(state)

    @pytest.mark.skipif(not IS_ROOT, reason="只有 root 能把文件夹给别人，未验证")
    @pytest.mark.parametrize("place", ["journal", "journal/*"])
    def test_a_folder_of_somebody_else(self, path: Path, state: Path, place: str) -> None:
        write(path)
        (found,) = state.parent.glob(place)
        os.chown(found, 1234, -1)
        nothing_known(path)
        self.check(path, NEW + b"#")
        assert len(entries(state)) == 1

    @pytest.mark.skipif(not IS_ROOT, reason="只有 root 能把文件给别人，未验证")
    def test_an_entry_of_somebody_else(self, path: Path, state: Path) -> None:
        write(path)
        os.chown(entries(state)[0], 1234, -1)
        nothing_known(path)

    @pytest.mark.skipif(os.name == "nt", reason="Windows 的文件夹没有这样的权限，未验证")
    @pytest.mark.parametrize("place", ["journal", "journal/*"])
    def test_a_folder_that_everybody_may_write_to(self, path: Path, state: Path, place: str) -> None:
        write(path)
        (found,) = state.parent.glob(place)
        found.chmod(0o777)
        nothing_known(path)
        self.check(path, NEW + b"#")

    def test_a_read_only_folder(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            folder.chmod(0o777)
            for each in ("state", "work"):
                (folder / each).mkdir()
            (folder / "work").chmod(0o777)
            (folder / "state").chmod(0o555)
            monkeypatch.setenv("XDG_STATE_HOME", str(folder / "state"))
            path = folder / "work" / "tasks.yaml"
            path.write_bytes(OLD)
            path.chmod(0o666)
            with as_nobody():
                self.check(path)
            (folder / "state").chmod(0o777)

    def test_more_than_all_entries_may_take(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write(path)
        monkeypatch.setattr(journal, "LARGEST", 500)
        large = b"#" * 500
        path.write_bytes(large)
        write(path, large + b"#")
        assert path.read_bytes() == large + b"#"
        # It pushes out nothing that was kept before.
        path.write_bytes(NEW)
        files.take_back(path)
        assert path.read_bytes() == OLD


class TestLimits:
    def test_of_number(self, path: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(journal, "MOST", 3)
        for number in range(5):
            write(path, NEW + b"#" * number)
        assert [each.name for each in entries(state)] == ["00000003", "00000004", "00000005"]
        assert [files.take_back(path).left for _ in range(3)] == [2, 1, 0]
        assert path.read_bytes() == NEW + b"#"
        nothing_known(path)

    def test_of_size(self, path: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        for number in range(5):
            write(path, NEW + b"#" * number)
        size = entries(state)[-1].stat().st_size
        # Each entry is a byte longer than the one before it: three are just as much, and then one byte too much.
        for most, left in ((3 * size, 2), (3 * size - 1, 1)):
            monkeypatch.setattr(journal, "LARGEST", most)
            write(path, NEW + b"#" * 5)
            assert sum(each.stat().st_size for each in entries(state)) <= most
            assert files.take_back(path).left == left

    def test_a_write_that_fails_costs_no_older_one(
        self, path: Path, state: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(journal, "MOST", 1)
        write(path)
        path.chmod(0o444)
        message(lambda: write(path, OLD))
        path.chmod(0o644)
        assert [each.name for each in entries(state)] == ["00000001"]
        files.take_back(path)
        assert path.read_bytes() == OLD

    def test_of_plan_files(self, tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(journal, "PLANS", 2)
        (state / "mine").mkdir(parents=True)
        paths = [tmp_path / f"{number}.yaml" for number in range(4)]
        for number, path in enumerate(paths):
            path.write_bytes(OLD)
            write(path)
            newest = max(state.iterdir(), key=lambda each: each.stat().st_mtime_ns)
            os.utime(newest, (number, number))
        # The time set above puts each before the next, which is written now.
        nothing_known(paths[0])
        nothing_known(paths[1])
        assert [files.take_back(path).left for path in paths[2:]] == [0, 0]
        assert (state / "mine").is_dir()


@given(st.lists(st.one_of(st.sampled_from(["undo", "undo", "hand"]), st.integers(0, 2))))
def test_against_a_list_of_what_the_file_held(steps: list[str | int]) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", folder)
        patch.setattr("os.fsync", lambda _: None)
        path = Path(folder, "tasks.yaml")
        now = b"\xef\xbb\xbf# \r\n"
        path.write_bytes(now)
        past: list[tuple[bytes, bytes]] = []
        for number, step in enumerate(steps):
            if step == "hand":
                now = f"\ufeff手改 {number}".encode()
                path.write_bytes(now)
            elif step == "undo":
                kind = None if past and past[-1][1] == now else RefusedError if past else NotFoundError
                if kind:
                    message(lambda: files.take_back(path), kind)
                else:
                    now = past.pop()[0]
                    files.take_back(path)
            else:
                # Few texts, so that the same one comes again and again.
                write(path, f"任务 {step}\r\n".encode())
                after = f"\ufeff任务 {step}\r\n".encode()
                past += [(now, after)] if after != now else []
                now = after
            assert path.read_bytes() == now


@given(st.data())
def test_whatever_an_entry_became_no_other_bytes_are_written(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", folder)
        patch.setattr("os.fsync", lambda _: None)
        path = Path(folder, "tasks.yaml")
        states = [OLD, NEW, OLD, NEW + b"#"]
        path.write_bytes(states[0])
        for each in states[1:]:
            write(path, each)
        for entry in entries(Path(folder, "gkplan", "journal")):
            whole = entry.read_bytes()
            became = [whole, whole.replace(b"title", b"tilte"), whole[: data.draw(st.integers(0, len(whole)))]]
            entry.write_bytes(data.draw(st.one_of(st.sampled_from(became), st.binary(max_size=200))))
        for _ in states:
            with suppress(GkplanError):
                files.take_back(path)
            assert path.read_bytes() in states


class TestFolder:
    @pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="只在 Linux 等系统上如此")
    def test_beside_the_users_other_states(self, monkeypatch: pytest.MonkeyPatch) -> None:
        home = Path.home()
        for named in ("", "state", "./state"):
            # What depends on where one stands does not count.
            monkeypatch.setenv("XDG_STATE_HOME", named)
            assert cache.user_folder("state") == home / ".local" / "state" / "gkplan"
        monkeypatch.delenv("XDG_STATE_HOME")
        assert cache.user_folder("state") == home / ".local" / "state" / "gkplan"
        assert cache.user_folder("cache") == home / ".cache" / "gkplan"

    def test_on_a_mac(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "platform", "darwin")
        assert cache.user_folder("state") == Path.home() / "Library" / "Application Support" / "gkplan"
        assert cache.user_folder("cache") == Path.home() / "Library" / "Caches" / "gkplan"

    def test_the_suite_keeps_away_from_the_persons_own(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.undo()
        assert "XDG_STATE_HOME" not in os.environ
        assert "pytest" in str(cache.user_folder("state"))

    def test_a_journal_that_was_removed(self, path: Path, state: Path) -> None:
        write(path)
        shutil.rmtree(state)
        nothing_known(path)
