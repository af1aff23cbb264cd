"""The file is found, read, and replaced as a whole or not at all; what cannot be done is said in one sentence."""

import errno
import os
import re
import stat
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import filelock
import pytest

from gkplan.errors import GkplanError, NotFoundError, RefusedError
from gkplan.store import atomic, files, lock
from tests.conftest import Invoke, RunGkplan

OLD = "plan: {title: 旧}\n"
NEW = "plan: {title: 新}\n"
NOBODY = 65534
IS_ROOT = hasattr(os, "getuid") and os.getuid() == 0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "tasks.yaml"
    path.write_bytes(OLD.encode())
    return path


def change(_: files.Content) -> str:
    return NEW


def message(action: Callable[[], object], error: type[GkplanError] = RefusedError) -> str:
    """Return what `action` is refused with: one sentence, for people."""
    with pytest.raises(error) as caught:
        action()
    text = caught.value.message
    assert "\n" not in text
    assert re.search("[\u4e00-\u9fff]", text)
    assert not re.search("Errno|Permission|denied|such file|Traceback|Operation", text)
    return text


def refused(path: Path, make: Callable[[files.Content], str] = change) -> str:
    """Return what a write of `path` is refused with, after a look at all that must be as before."""
    before = {each.name: each.read_bytes() if each.is_file() else None for each in path.parent.iterdir()}
    text = message(lambda: files.update(path, make))
    assert {each.name: each.read_bytes() if each.is_file() else None for each in path.parent.iterdir()} == before
    return text


@contextmanager
def as_nobody() -> Iterator[None]:
    """Be somebody without privileges: the superuser may write everywhere."""
    if not IS_ROOT:
        yield
        return
    groups = os.getgroups()
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, 0)
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)
        os.setresgid(0, 0, 0)
        os.setgroups(groups)


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that everybody may reach and write to, with a plan of everybody's."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        path = folder / "tasks.yaml"
        path.write_bytes(OLD.encode())
        # What a write imports late must be there before privileges are dropped: nobody may read this Python.
        files.update(path, lambda document: document.text + "#")
        path.write_bytes(OLD.encode())
        path.chmod(0o666)
        yield folder
        folder.chmod(0o777)


@contextmanager
def mounted(*arguments: str) -> Iterator[None]:
    """Have something mounted; skip where that is not allowed."""
    done = subprocess.run(["mount", *arguments], capture_output=True, check=False)
    if done.returncode:
        pytest.skip(f"这里不许挂载（mount {' '.join(arguments)}），未验证")
    try:
        yield
    finally:
        subprocess.run(["umount", arguments[-1]], check=True)


@contextmanager
def small_files() -> Iterator[None]:
    """Let no file grow beyond 1000 bytes. Python ignores the signal that goes with it."""
    import resource

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


class TestFind:
    def test_named_then_variable_then_nearest(self, tmp_path: Path) -> None:
        (tmp_path / "data").mkdir()
        (tmp_path / "data" / "tasks.yaml").touch()
        (tmp_path / "tasks.yaml").touch()
        deep = tmp_path / "a" / "b"
        deep.mkdir(parents=True)
        assert files.find("x.yaml", {"GKPLAN_FILE": "y.yaml"}, deep) == Path("x.yaml")
        assert files.find(None, {"GKPLAN_FILE": "y.yaml"}, deep) == Path("y.yaml")
        assert files.find(None, {"GKPLAN_FILE": ""}, deep) == tmp_path / "data" / "tasks.yaml"
        (tmp_path / "a" / "tasks.yaml").touch()
        assert files.find(None, {}, deep) == tmp_path / "a" / "tasks.yaml"

    def test_a_broken_link_is_not_passed_over(self, tmp_path: Path) -> None:
        (tmp_path / "tasks.yaml").touch()
        (tmp_path / "a").mkdir()
        (tmp_path / "a" / "tasks.yaml").symlink_to("gone.yaml")
        found = files.find(None, {}, tmp_path / "a")
        assert found == tmp_path / "a" / "tasks.yaml"
        assert "指向的文件不存在" in message(lambda: files.read(found))

    def test_none(self, tmp_path: Path) -> None:
        # Unless somebody keeps a plan above the folder for temporary files.
        assert "gkplan init" in message(lambda: files.find(None, {}, tmp_path), NotFoundError)

    def test_a_folder_that_may_not_be_entered(self, shared: Path) -> None:
        (shared / "tasks.yaml").unlink()
        (shared / "data").mkdir(mode=0o700)
        with as_nobody():
            assert "都没有 data/tasks.yaml" in message(lambda: files.find(None, {}, shared), NotFoundError)


class TestRead:
    def test_text_and_bytes(self, path: Path) -> None:
        path.write_bytes(b"\xef\xbb\xbfa: 1\r\n")
        assert files.read(path) == files.Content(path, "a: 1\r\n", b"\xef\xbb\xbfa: 1\r\n")

    def test_missing(self, tmp_path: Path) -> None:
        for each in (tmp_path / "x.yaml", tmp_path / "gone" / "x.yaml"):
            assert message(lambda each=each: files.read(each), NotFoundError).startswith(f"没有文件 {each}，")  # type: ignore[misc] # bound now

    def test_below_a_file(self, path: Path) -> None:
        assert "没有文件" in message(lambda: files.read(path / "x.yaml"), NotFoundError)

    def test_folder(self, tmp_path: Path) -> None:
        assert "是文件夹" in message(lambda: files.read(tmp_path))

    def test_pipe_and_devices_do_not_hang(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        for name in (tmp_path / "pipe", "/dev/zero", "/dev/null", "/dev/tty"):
            if Path(name).exists():
                assert "是管道或设备" in message(lambda name=name: files.read(Path(name)))  # type: ignore[misc] # bound now

    def test_standard_input(self, folder: Path, run_gkplan: RunGkplan) -> None:
        # run_gkplan gives /dev/null.
        assert "是管道或设备" in run_gkplan("list", "--file", "/dev/stdin", code=4).err
        assert folder.is_dir()

    def test_link_that_leads_to_itself(self, tmp_path: Path) -> None:
        (tmp_path / "a").symlink_to("a")
        assert "链接绕成了圈" in message(lambda: files.read(tmp_path / "a"))

    def test_name_too_long(self, tmp_path: Path) -> None:
        assert "文件名太长" in message(lambda: files.read(tmp_path / ("长" * 100)))

    def test_no_permission(self, shared: Path) -> None:
        (shared / "tasks.yaml").chmod(0)
        with as_nobody():
            assert message(lambda: files.read(shared / "tasks.yaml")).startswith("没有权限读取")

    def test_what_is_too_big_for_any_memory_is_not_read(self, path: Path) -> None:
        with path.open("wb") as file:
            file.truncate(1 << 40)
        assert "超过 64 MB" in message(lambda: files.read(path))
        assert "超过 64 MB" in message(lambda: files.update(path, change))

    def test_a_file_that_does_not_tell_its_size(self, monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
        monkeypatch.setattr(files, "MAX_BYTES", 10)
        monkeypatch.setattr(files, "_examine", lambda _: None)
        assert "超过" in message(lambda: files.read(path))


class TestUpdate:
    def test_only_the_text_changes(self, path: Path) -> None:
        path.write_bytes(b"\xef\xbb\xbfa: 1\r\n")
        path.chmod(0o604)
        os.utime(path, (1, 1))
        document = files.update(path, lambda document: document.text + "b: 2\r\n")
        assert document.text == "a: 1\r\n"
        assert path.read_bytes() == b"\xef\xbb\xbfa: 1\r\nb: 2\r\n"
        assert stat.S_IMODE(path.stat().st_mode) == 0o604
        assert path.stat().st_mtime > 1e9
        assert [each.name for each in path.parent.iterdir()] == ["tasks.yaml"]

    def test_the_same_text_writes_nothing(self, path: Path) -> None:
        before = path.stat()
        path.chmod(0o444)
        files.update(path, lambda document: document.text)
        assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)

    def test_what_the_change_raises_leaves_nothing_behind(self, path: Path) -> None:
        def make(_: files.Content) -> str:
            raise RefusedError("不行")

        assert refused(path, make) == "不行"

    def test_half_a_character(self, path: Path) -> None:
        assert "「新\u3000」后面有不成字的字节" in refused(path, lambda _: "新\u3000\udcff")

    def test_missing(self, tmp_path: Path) -> None:
        message(lambda: files.update(tmp_path / "gone" / "tasks.yaml", change), NotFoundError)
        message(lambda: files.update(tmp_path / "tasks.yaml", change), NotFoundError)
        assert not list(tmp_path.iterdir())

    def test_dangling_link(self, tmp_path: Path) -> None:
        (tmp_path / "tasks.yaml").symlink_to("gone.yaml")
        assert "指向的文件不存在" in refused(tmp_path / "tasks.yaml")

    def test_folder_and_pipe(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        (tmp_path / "folder").mkdir()
        assert "是管道或设备" in refused(tmp_path / "pipe")
        assert "是文件夹" in refused(tmp_path / "folder")

    @pytest.mark.parametrize("target", ["real/tasks.yaml", "{}/real/tasks.yaml"], ids=["relative", "absolute"])
    def test_a_link_stays_a_link(self, tmp_path: Path, target: str) -> None:
        real = tmp_path / "real" / "tasks.yaml"
        real.parent.mkdir()
        real.write_bytes(OLD.encode())
        link = tmp_path / "tasks.yaml"
        link.symlink_to(target.format(tmp_path))
        second = tmp_path / "second.yaml"
        second.symlink_to("tasks.yaml")
        files.update(second, change)
        assert link.readlink() == Path(target.format(tmp_path))
        assert second.readlink() == Path("tasks.yaml")
        assert real.read_bytes() == NEW.encode()
        assert [each.name for each in real.parent.iterdir()] == ["tasks.yaml"]

    def test_a_linked_folder(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (path.parent / "folder").symlink_to(".")
        monkeypatch.chdir(path.parent)
        files.update(Path("folder", "tasks.yaml"), change)
        assert path.read_bytes() == NEW.encode()

    def test_hard_links_are_not_torn_apart(self, path: Path) -> None:
        os.link(path, path.with_name("other.yaml"))
        assert "另有 1 个硬链接" in refused(path)
        assert path.stat().st_nlink == 2

    @pytest.mark.skipif(not hasattr(os, "setxattr"), reason="这个系统的 Python 不能读写扩展属性，未验证")
    def test_extended_attributes_stay(self, path: Path) -> None:
        try:
            os.setxattr(path, "user.origin", b"office")
        except OSError:
            pytest.skip("这里的磁盘没有扩展属性，未验证")
        files.update(path, change)
        assert os.getxattr(path, "user.origin") == b"office"

    @pytest.mark.skipif(not hasattr(os, "setxattr"), reason="这个系统的 Python 不能读写扩展属性，未验证")
    def test_access_lists_stay(self, path: Path) -> None:
        # As `setfacl -m u:65534:rw` writes it (linux/posix_acl_xattr.h): version, then tag, rights and id of each entry.
        nobody = 0xFFFFFFFF
        entries = [(1, 6, nobody), (2, 6, NOBODY), (4, 4, nobody), (16, 6, nobody), (32, 4, nobody)]
        packed = struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)
        try:
            os.setxattr(path, "system.posix_acl_access", packed)
        except OSError:
            pytest.skip("这里的磁盘没有访问控制表，未验证")
        files.update(path, change)
        assert path.read_bytes() == NEW.encode()
        assert os.getxattr(path, "system.posix_acl_access") == packed

    @pytest.mark.skipif(not IS_ROOT, reason="只有 root 能把文件给别人，属主未验证")
    def test_owner_and_group_stay(self, path: Path) -> None:
        os.chown(path, 1234, 2345)
        path.chmod(0o660)
        files.update(path, change)
        found = path.stat()
        assert (found.st_uid, found.st_gid, stat.S_IMODE(found.st_mode)) == (1234, 2345, 0o660)

    @pytest.mark.skipif(not IS_ROOT, reason="只有 root 能换身份，同组的人改文件未验证")
    def test_a_colleague_keeps_the_group(self, shared: Path) -> None:
        path = shared / "tasks.yaml"
        os.chown(path, 1234, 2345)
        path.chmod(0o664)
        os.setgroups([2345])
        os.setresuid(NOBODY, NOBODY, 0)
        try:
            files.update(path, change)
        finally:
            os.setresuid(0, 0, 0)
            os.setgroups([0])
        found = path.stat()
        assert (found.st_uid, found.st_gid, stat.S_IMODE(found.st_mode)) == (NOBODY, 2345, 0o664)

    def test_on_the_disk_before_it_bears_the_name(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        steps: list[str] = []
        fsync, rename = os.fsync, Path.replace

        def sync(handle: int) -> None:
            is_folder = stat.S_ISDIR(os.fstat(handle).st_mode)
            # Nothing may be left in a buffer of ours, nor the mode to be set after.
            assert is_folder or os.fstat(handle).st_size == len(NEW.encode())
            assert is_folder or stat.S_IMODE(os.fstat(handle).st_mode) == 0o604
            steps.append("sync folder" if is_folder else "sync file")
            fsync(handle)

        def replace_by(self: Path, target: Path) -> Path:
            steps.append("rename")
            return rename(self, target)

        path.chmod(0o604)
        monkeypatch.setattr(os, "fsync", sync)
        monkeypatch.setattr(Path, "replace", replace_by)
        files.update(path, change)
        assert steps == ["sync file", "rename", "sync folder"]

    def test_nobody_else_sees_the_new_text_early(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path.chmod(0o600)
        seen: list[int] = []
        keep = atomic._keep_attributes

        def look(target: Path, temporary: Path) -> None:
            seen.append(stat.S_IMODE(temporary.stat().st_mode))
            keep(target, temporary)

        monkeypatch.setattr(atomic, "_keep_attributes", look)
        files.update(path, change)
        assert seen == [0o600]


class TestRefusals:
    def test_read_only_file(self, shared: Path) -> None:
        (shared / "tasks.yaml").chmod(0o444)
        assert "是只读的" in refused(shared / "tasks.yaml")
        with as_nobody():
            assert "是只读的" in refused(shared / "tasks.yaml")

    @pytest.mark.skipif(not IS_ROOT, reason="只有 root 能造出别人的文件，未验证")
    def test_file_of_another(self, shared: Path) -> None:
        (shared / "tasks.yaml").chmod(0o644)
        with as_nobody():
            assert "是只读的" in refused(shared / "tasks.yaml")

    def test_read_only_folder(self, shared: Path) -> None:
        shared.chmod(0o555)
        with as_nobody():
            assert f"文件夹 {shared} 里不能新建文件（没有权限）" in refused(shared / "tasks.yaml")

    @pytest.mark.skipif(not IS_ROOT, reason="只有 root 能挂载，未验证")
    def test_read_only_disk(self, path: Path) -> None:
        folder = str(path.parent)
        with mounted("--bind", folder, folder):
            subprocess.run(["mount", "-o", "remount,ro,bind", folder], check=True)
            assert "磁盘是只读的" in refused(path)

    @pytest.mark.skipif(not IS_ROOT, reason="只有 root 能挂载，未验证")
    def test_full_disk(self, tmp_path: Path) -> None:
        path = tmp_path / "tasks.yaml"
        with mounted("-t", "tmpfs", "-o", "size=64k", "tmpfs", str(tmp_path)):
            path.write_bytes(OLD.encode())
            assert "磁盘已满" in refused(path, lambda document: document.text + "# 很长\n" * 20_000)
            with suppress_full(), (tmp_path / "filler").open("wb") as file:
                file.write(b"x" * 65536)
            assert "磁盘已满" in refused(path, lambda document: document.text + "#" * 5000)

    @pytest.mark.skipif(not IS_ROOT, reason="只有 root 能挂载，未验证")
    def test_file_that_is_a_mount(self, path: Path) -> None:
        path.with_name("other").write_bytes(OLD.encode())
        with mounted("--bind", str(path.with_name("other")), str(path)):
            assert "正被系统占用" in refused(path)

    def test_file_size_limit(self, path: Path) -> None:
        with small_files():
            assert "超过允许的文件大小" in refused(path, lambda document: document.text + "#" * 5000)

    def test_folder_vanished(self, tmp_path: Path) -> None:
        path = tmp_path / "data" / "tasks.yaml"
        path.parent.mkdir()
        path.write_bytes(OLD.encode())

        def make(_: files.Content) -> str:
            path.parent.rename(tmp_path / "moved")
            return NEW

        assert "刚刚被别的程序改过或移走" in message(lambda: files.update(path, make))
        assert (tmp_path / "moved" / "tasks.yaml").read_bytes() == OLD.encode()
        assert {each.name for each in (tmp_path / "moved").iterdir()} <= {".tasks.yaml.lock", "tasks.yaml"}

    def test_folder_vanished_while_the_new_file_was_written(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "data" / "tasks.yaml"
        path.parent.mkdir()
        path.write_bytes(OLD.encode())
        keep = atomic._keep_attributes

        def vanish(target: Path, temporary: Path) -> None:
            keep(target, temporary)
            path.parent.rename(tmp_path / "moved")

        monkeypatch.setattr(atomic, "_keep_attributes", vanish)
        assert "刚刚被别的程序改过或移走" in message(lambda: files.update(path, change))
        assert (tmp_path / "moved" / "tasks.yaml").read_bytes() == OLD.encode()

    def test_an_editor_saved_in_between(self, path: Path) -> None:
        def make(_: files.Content) -> str:
            path.write_bytes(b"of the editor\n")
            return NEW

        assert "刚刚被别的程序改过" in message(lambda: files.update(path, make))
        assert path.read_bytes() == b"of the editor\n"
        assert [each.name for each in path.parent.iterdir()] == ["tasks.yaml"]

    def test_an_editor_saved_while_the_new_file_was_written(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        fsync = os.fsync

        def save(handle: int) -> None:
            path.with_name("saved").write_bytes(b"of the editor\n")
            path.with_name("saved").rename(path)
            fsync(handle)

        monkeypatch.setattr(os, "fsync", save)
        assert "刚刚被别的程序改过" in message(lambda: files.update(path, change))
        assert path.read_bytes() == b"of the editor\n"

    @pytest.mark.parametrize("is_pipe", [False, True], ids=["folder", "pipe"])
    def test_something_else_in_its_place(self, path: Path, *, is_pipe: bool) -> None:
        def make(_: files.Content) -> str:
            path.unlink()
            os.mkfifo(path) if is_pipe else path.mkdir()
            return NEW

        assert "刚刚被别的程序改过或移走" in message(lambda: files.update(path, make))
        assert [each.name for each in path.parent.iterdir()] == ["tasks.yaml"]
        assert not path.is_file()

    def test_removed_in_between(self, path: Path) -> None:
        def make(_: files.Content) -> str:
            path.unlink()
            return NEW

        assert "刚刚被别的程序改过或移走" in message(lambda: files.update(path, make))
        assert not list(path.parent.iterdir())

    def test_another_takes_too_long(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(lock, "LOCK_SECONDS", 0.1)
        name = path.with_name(".tasks.yaml.lock")
        with filelock.FileLock(name):
            text = refused(path)
        assert "正被另一个 gkplan 修改" in text
        assert str(name) in text

    def test_a_command_says_it(self, lived_in: Path, invoke: Invoke) -> None:
        lived_in.chmod(0o444)
        before = lived_in.read_bytes()
        result = invoke("reopen", "1", code=4)
        assert result.out == ""
        assert result.err == f"gkplan: {lived_in} 是只读的，没有改动；请先取消文件的只读属性，或向有权限的人要\n"
        assert lived_in.read_bytes() == before


@contextmanager
def suppress_full() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        assert error.errno == errno.ENOSPC  # noqa: PT017 - this is the set-up


class TestWindows:
    """What replacing a file gives there while a reader has it open; the errors are made by hand."""

    @staticmethod
    def held(code: int) -> PermissionError:
        error = PermissionError(errno.EACCES, "Access is denied")
        error.winerror = code  # type: ignore[attr-defined] # only Windows has it
        return error

    @pytest.mark.parametrize("code", [5, 32, 33])
    def test_tried_again_until_the_reader_lets_go(self, path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
        rename, tries = Path.replace, []

        def once_held(self: Path, target: Path) -> Path:
            tries.append(target)
            if len(tries) < 4:
                raise self_held(code)
            return rename(self, target)

        self_held = self.held
        monkeypatch.setattr(Path, "replace", once_held)
        files.update(path, change)
        assert len(tries) == 4
        assert path.read_bytes() == NEW.encode()

    def test_not_for_ever(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def always_held(_: Path, __: Path) -> Path:
            raise self.held(32)

        monkeypatch.setattr(Path, "replace", always_held)
        monkeypatch.setattr(atomic, "RETRY_SECONDS", 0.2)
        assert "是否有别的程序占用它" in refused(path)

    def test_an_editor_that_saves_meanwhile_is_seen(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def save(_: Path, target: Path) -> Path:
            target.write_bytes(b"of the editor\n")
            raise self.held(32)

        monkeypatch.setattr(Path, "replace", save)
        assert "刚刚被别的程序改过" in message(lambda: files.update(path, change))
        assert path.read_bytes() == b"of the editor\n"

    def test_no_permission_elsewhere_is_final(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        tries = []

        def denied(_: Path, target: Path) -> Path:
            tries.append(target)
            raise PermissionError(errno.EPERM, "Operation not permitted")

        monkeypatch.setattr(Path, "replace", denied)
        assert "没有权限" in refused(path)
        assert len(tries) == 1


class TestLitter:
    def left(self, path: Path, name: str, age: float) -> Path:
        litter = path.with_name(name)
        litter.write_bytes(b"half")
        os.utime(litter, (time.time() - age,) * 2)
        return litter

    def test_what_a_killed_write_left_is_removed_once_old(self, path: Path) -> None:
        litter = self.left(path, ".tasks.yaml.0123456789abcdef.tmp", atomic.LITTER_SECONDS + 5)
        files.update(path, change)
        assert not litter.exists()

    @pytest.mark.parametrize(
        ("name", "age"),
        [
            (".tasks.yaml.0123456789abcdef.tmp", 60),
            (".tasks.yaml.mine.tmp", 1e6),
            (".tasks.yaml.0123456789ABCDEF.tmp", 1e6),
            (".other.yaml.0123456789abcdef.tmp", 1e6),
            ("tasks.yaml.0123456789abcdef.tmp", 1e6),
            (".tasks.yaml.swp", 1e6),
            (".tasks.yaml.tmp", 1e6),
        ],
    )
    def test_what_may_be_anothers_stays(self, path: Path, name: str, age: float) -> None:
        litter = self.left(path, name, age)
        files.update(path, change)
        assert litter.read_bytes() == b"half"

    def test_a_writer_whose_file_was_removed_says_that_nothing_was_changed(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        fsync = os.fsync

        def remove(handle: int) -> None:
            fsync(handle)
            for each in path.parent.glob(".tasks.yaml.*.tmp"):
                each.unlink()

        monkeypatch.setattr(os, "fsync", remove)
        assert "文件没有改动" in refused(path)

    def test_a_folder_that_cannot_be_listed(self, shared: Path) -> None:
        shared.chmod(0o333)
        with as_nobody():
            files.update(shared / "tasks.yaml", change)
            assert (shared / "tasks.yaml").read_bytes() == NEW.encode()


class TestLock:
    @staticmethod
    def refuse_locks(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
        """Let the system refuse every lock with the error `code`."""

        def refuse(*_: object) -> None:
            raise OSError(code, os.strerror(code))

        monkeypatch.setattr("fcntl.flock", refuse)
        monkeypatch.setattr("fcntl.lockf", refuse)

    def test_a_disk_without_locks(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.refuse_locks(monkeypatch, errno.ENOSYS)

        def make(_: files.Content) -> str:
            # Its existence is the lock.
            assert path.with_name(".tasks.yaml.lock").exists()
            return NEW

        files.update(path, make)
        assert path.read_bytes() == NEW.encode()
        assert [each.name for each in path.parent.iterdir()] == ["tasks.yaml"]

    def test_a_disk_where_locks_fail(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.refuse_locks(monkeypatch, errno.ENOLCK)
        text = message(lambda: files.update(path, change))
        assert "磁盘不支持文件锁" in text
        assert path.read_bytes() == OLD.encode()

    @pytest.mark.skipif(not IS_ROOT, reason="只有 root 能换身份，未验证")
    def test_what_a_killed_colleague_left(self, shared: Path) -> None:
        code = "import sys, os, signal; from pathlib import Path; from gkplan.store import files\n"
        code += "files.update(Path(sys.argv[1]), lambda _: os.kill(os.getpid(), signal.SIGKILL))"
        killed = subprocess.run(
            [sys.executable, "-c", code, shared / "tasks.yaml"], cwd=Path(__file__).parents[2], check=False
        )
        assert killed.returncode < 0
        assert (shared / ".tasks.yaml.lock").stat().st_uid == 0
        with as_nobody():
            files.update(shared / "tasks.yaml", change)
        assert [each.name for each in shared.iterdir()] == ["tasks.yaml"]


class TestCreate:
    def test_new_in_a_new_folder(self, tmp_path: Path) -> None:
        old = os.umask(0o027)
        try:
            files.create(tmp_path / "a" / "b" / "tasks.yaml", NEW)
        finally:
            os.umask(old)
        path = tmp_path / "a" / "b" / "tasks.yaml"
        assert path.read_bytes() == NEW.encode()
        assert stat.S_IMODE(path.stat().st_mode) == 0o640
        assert [each.name for each in path.parent.iterdir()] == ["tasks.yaml"]

    @pytest.mark.parametrize("kind", ["file", "broken link", "folder"])
    def test_never_over_something(self, tmp_path: Path, kind: str) -> None:
        path = tmp_path / "tasks.yaml"
        if kind == "file":
            path.write_bytes(b"mine")
        elif kind == "folder":
            path.mkdir()
        else:
            path.symlink_to("gone")
        assert message(lambda: files.create(path, NEW)).startswith(f"已经有 {path}，")
        assert [each.name for each in tmp_path.iterdir()] == ["tasks.yaml"]
        assert path.is_symlink() or path.is_dir() or path.read_bytes() == b"mine"

    def test_waits_for_others(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(lock, "LOCK_SECONDS", 0.1)
        with filelock.FileLock(tmp_path / ".tasks.yaml.lock"):
            assert "正被另一个 gkplan 修改" in message(lambda: files.create(tmp_path / "tasks.yaml", NEW))
        assert not (tmp_path / "tasks.yaml").exists()

    def test_below_a_file(self, path: Path) -> None:
        assert message(lambda: files.create(path / "data" / "x.yaml", NEW)).startswith("建不了文件夹")

    def test_nothing_half_written(self, tmp_path: Path) -> None:
        with small_files():
            message(lambda: files.create(tmp_path / "tasks.yaml", "#" * 5000))
        assert not list(tmp_path.iterdir())

    def test_a_folder_that_may_not_be_written_to(self, shared: Path) -> None:
        shared.chmod(0o555)
        with as_nobody():
            assert "没有权限" in message(lambda: files.create(shared / "new.yaml", NEW))
            assert message(lambda: files.create(shared / "data" / "new.yaml", NEW)).startswith("建不了文件夹")


class TestFoldersMade:
    """Folders that a new file needs are made for good, or not at all."""

    def test_they_outlast_a_power_cut(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        fsync, synced = os.fsync, set()

        def sync(handle: int) -> None:
            synced.add(os.fstat(handle).st_ino)
            fsync(handle)

        monkeypatch.setattr(os, "fsync", sync)
        files.create(tmp_path / "a" / "b" / "tasks.yaml", NEW)
        assert {each.stat().st_ino for each in (tmp_path, tmp_path / "a", tmp_path / "a" / "b")} <= synced

    def test_none_is_left_of_a_write_that_fails(self, tmp_path: Path) -> None:
        (tmp_path / "a").mkdir()
        with small_files():
            message(lambda: files.create(tmp_path / "a" / "b" / "c" / "tasks.yaml", "#" * 5000))
        assert [each.name for each in tmp_path.rglob("*")] == ["a"]

    def test_none_is_left_when_one_of_them_cannot_be_made(self, tmp_path: Path) -> None:
        assert message(lambda: files.create(tmp_path / "a" / ("长" * 100) / "x.yaml", NEW)).startswith("建不了文件夹")
        assert not list(tmp_path.iterdir())

    def test_none_is_left_of_a_write_that_is_interrupted(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupt(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(atomic, "replace", interrupt)
        with pytest.raises(KeyboardInterrupt):
            files.create(tmp_path / "a" / "tasks.yaml", NEW)
        assert not list(tmp_path.iterdir())

    def test_what_another_put_there_meanwhile_stays(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupt(target: Path, *_: object) -> None:
            target.with_name("of another").touch()
            raise RefusedError("不行")

        monkeypatch.setattr(atomic, "replace", interrupt)
        assert message(lambda: files.create(tmp_path / "a" / "b" / "tasks.yaml", NEW)) == "不行"
        assert (tmp_path / "a" / "b" / "of another").exists()

    def test_init_that_fails_leaves_no_folder(self, folder: Path, invoke: Invoke) -> None:
        with small_files():
            invoke("init", "neu", code=4)
        assert not list(folder.iterdir())


class TestOddLocks:
    @pytest.mark.parametrize("kind", ["link", "broken link", "link to itself", "folder", "pipe"])
    def test_what_is_no_lock_is_named_and_left_alone(self, path: Path, kind: str) -> None:
        name = path.with_name(".tasks.yaml.lock")
        if kind == "link":
            path.with_name("precious").write_bytes(b"precious")
            name.symlink_to("precious")
        elif kind == "folder":
            name.mkdir()
        elif kind == "pipe":
            os.mkfifo(name)
        else:
            name.symlink_to("gone" if kind == "broken link" else name.name)
        assert refused(path).startswith(f"{name} 是链接、文件夹或别的东西，不是锁文件，tasks.yaml 没有改动")
        assert os.path.lexists(name)
        assert not path.with_name("gone").exists()

    @pytest.mark.skipif(not IS_ROOT, reason="只有 root 能换身份，未验证")
    def test_what_a_colleague_left_who_was_killed_before_opening_it_to_all(self, shared: Path) -> None:
        name = shared / ".tasks.yaml.lock"
        name.touch()
        name.chmod(0o644)
        with as_nobody():
            text = refused(shared / "tasks.yaml")
        assert text.startswith(f"锁文件 {name} 是别人的，打不开（没有权限），tasks.yaml 没有改动")
        assert "请删除它" in text
        with as_nobody():
            name.unlink()
            files.update(shared / "tasks.yaml", change)

    @pytest.mark.skipif(not IS_ROOT, reason="只有 root 能换身份，未验证")
    def test_one_that_its_maker_is_about_to_open_is_waited_for(
        self, shared: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        name = shared / ".tasks.yaml.lock"
        name.touch()
        name.chmod(0o644)
        monkeypatch.setattr(lock, "OPEN_SECONDS", 30)
        with subprocess.Popen(["/bin/sh", "-c", f"sleep 0.3; chmod 666 {name}"]), as_nobody():
            files.update(shared / "tasks.yaml", change)
        assert (shared / "tasks.yaml").read_bytes() == NEW.encode()

    def test_two_writers_who_both_got_the_lock(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """As some network disks grant it: each has seen the old file, and the one who renames first is told."""
        rename = Path.replace

        def overtaken(self: Path, target: Path) -> Path:
            done = rename(self, target)
            target.write_bytes(b"of the other\n")
            return done

        monkeypatch.setattr(Path, "replace", overtaken)
        assert "刚写好又被别的程序改过" in message(lambda: files.update(path, change))
        assert path.read_bytes() == b"of the other\n"

    def test_what_cannot_be_looked_at_afterwards_was_written(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        holds = atomic._holds

        def fail(target: Path, data: bytes | None) -> bool:
            if data == NEW.encode():
                raise OSError(errno.EIO, "defect")
            return holds(target, data)

        monkeypatch.setattr(atomic, "_holds", fail)
        files.update(path, change)
        assert path.read_bytes() == NEW.encode()


UNKNOWN = [errno.EPERM, errno.EINVAL, errno.ENOTSUP, errno.ENOSYS]


def refusing(monkeypatch: pytest.MonkeyPatch, call: str, refuse: Callable[..., None]) -> None:
    """Let a call to the system be refused, by whatever name: the paths of Python 3.10 keep names of their own."""
    monkeypatch.setattr(os, call, refuse)
    monkeypatch.setattr(Path, call, refuse, raising=False)


class TestPoorDisks:
    """Folders of other systems that know no modes, or cannot be told to put a file on the disk."""

    @pytest.mark.parametrize("code", UNKNOWN, ids=errno.errorcode.get)
    def test_no_syncing_is_said_once(self, path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
        def refuse(_: int) -> None:
            raise OSError(code, os.strerror(code))

        monkeypatch.setattr(os, "fsync", refuse)
        (remark,) = files.update(path, change).remarks
        assert remark.startswith(f"提醒：{path.parent} 所在的磁盘不能确认内容已经落盘，已写入的在断电时可能丢失")
        assert path.read_bytes() == NEW.encode()
        (remark,) = files.create(path.with_name("new.yaml"), NEW)
        assert "不能确认内容已经落盘" in remark

    @pytest.mark.parametrize("code", UNKNOWN, ids=errno.errorcode.get)
    @pytest.mark.parametrize("call", ["chmod", "utime"])
    def test_what_has_the_same_mode_anyway_needs_no_words(
        self, path: Path, monkeypatch: pytest.MonkeyPatch, code: int, call: str
    ) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise OSError(code, os.strerror(code))

        path.chmod(0o600)
        refusing(monkeypatch, call, refuse)
        assert files.update(path, change).remarks == ()
        assert path.read_bytes() == NEW.encode()

    def test_another_mode_is_said(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

        path.chmod(0o664)
        refusing(monkeypatch, "chmod", refuse)
        (remark,) = files.update(path, change).remarks
        assert f"{path} 的权限成了 600" in remark
        assert path.read_bytes() == NEW.encode()

    def test_times_that_cannot_be_set_cost_no_mode(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

        path.chmod(0o664)
        refusing(monkeypatch, "utime", refuse)
        assert files.update(path, change).remarks == ()
        assert stat.S_IMODE(path.stat().st_mode) == 0o664

    @pytest.mark.parametrize("code", [errno.EINVAL, errno.EPERM], ids=errno.errorcode.get)
    def test_a_lock_without_modes(self, path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
        def refuse(*_: object) -> None:
            raise OSError(code, os.strerror(code))

        monkeypatch.setattr(os, "fchmod", refuse, raising=False)
        files.update(path, change)
        assert path.read_bytes() == NEW.encode()
        assert [each.name for each in path.parent.iterdir()] == ["tasks.yaml"]

    @pytest.mark.parametrize(
        ("command", "code"),
        [(["done", "14"], 0), (["undo"], 0), (["init", "neu"], 0), (["rollover", "2024", "-o", "n.yaml"], 0)],
        ids=lambda each: " ".join(each) if isinstance(each, list) else "",
    )
    def test_commands_say_it(
        self, plan_file: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch, command: list[str], code: int
    ) -> None:
        def refuse(_: int) -> None:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))

        assert plan_file.exists()
        invoke("done", "1")
        monkeypatch.setattr(os, "fsync", refuse)
        assert invoke(*command, code=code).err.count("不能确认内容已经落盘") == 1

    def test_reminders_say_it_once(self, plan_file: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(_: int) -> None:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))

        assert plan_file.exists()
        monkeypatch.setattr(os, "fsync", refuse)
        err = invoke("remind", "--split", "out", "--as-of", "2023-12-31").err
        assert err.count("不能确认内容已经落盘") == 1


class TestInTheLastMoment:
    """What somebody does to the file while the new one is being written holds for the new one too."""

    @staticmethod
    def meanwhile(monkeypatch: pytest.MonkeyPatch, action: Callable[[], object]) -> None:
        """Have something done when the new bytes are on the disk and before they bear the name."""
        fsync = os.fsync
        done: list[object] = []

        def sync(handle: int) -> None:
            fsync(handle)
            if not done:
                done.append(action())

        monkeypatch.setattr(os, "fsync", sync)

    @pytest.mark.parametrize(("mode", "then"), [(0o644, 0o600), (0o600, 0o664)])
    def test_a_changed_mode(self, path: Path, monkeypatch: pytest.MonkeyPatch, mode: int, then: int) -> None:
        path.chmod(mode)
        self.meanwhile(monkeypatch, lambda: path.chmod(then))
        files.update(path, change)
        assert path.read_bytes() == NEW.encode()
        assert stat.S_IMODE(path.stat().st_mode) == then

    def test_protected_from_writing(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.meanwhile(monkeypatch, lambda: path.chmod(0o444))
        assert "是只读的" in refused(path)

    def test_a_second_name(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        other = path.with_name("other.yaml")
        self.meanwhile(monkeypatch, lambda: os.link(path, other))
        assert "另有 1 个硬链接" in message(lambda: files.update(path, change))
        assert path.samefile(other)
        assert path.read_bytes() == OLD.encode()

    @pytest.mark.skipif(not IS_ROOT, reason="只有 root 能把文件给别人，未验证")
    def test_another_group(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.meanwhile(monkeypatch, lambda: os.chown(path, -1, 2345))
        files.update(path, change)
        assert path.stat().st_gid == 2345

    def test_a_link_to_the_same_bytes(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def link() -> None:
            path.rename(path.with_name("moved.yaml"))
            path.symlink_to("moved.yaml")

        self.meanwhile(monkeypatch, link)
        assert "刚刚被别的程序改过或移走" in message(lambda: files.update(path, change))
        assert path.is_symlink()
        assert path.read_bytes() == OLD.encode()

    def test_a_link_where_there_was_nothing(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        new = path.with_name("new.yaml")
        self.meanwhile(monkeypatch, lambda: new.symlink_to("gone"))
        assert "刚刚被别的程序改过或移走" in message(lambda: files.create(new, NEW))
        assert new.is_symlink()
