"""The only caller of git: where a file lies in which repository, and what it was in a commit. Nothing here knows plans.

Only commands that read are called, and none that would carry out what a repository says: no alias, hook, pager, filter,
text conversion or transport of it takes effect.
"""

import os
import subprocess
from datetime import date
from pathlib import Path
from typing import NamedTuple

from gkplan.errors import NotFoundError, RefusedError

MAX_BYTES = 64 * 1024 * 1024
"""The largest version that is read: as of a file on disk."""

_SECONDS = 60
_KEPT = ("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH", "GIT_CEILING_DIRECTORIES")
"""What a hook says of where objects are is true of its repository; GIT_DIR and the like may be of another one."""

_QUIET = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.quotepath=off", "--no-pager")


class Version(NamedTuple):
    """A commit: its full name, the day and the words of who made it, and when (local, to the minute)."""

    commit: str
    day: date
    moment: str
    author: str
    subject: str

    @property
    def short(self) -> str:
        """The beginning of its name, as people write it."""
        return self.commit[:8]


class Repository:
    """A repository seen from `path`, a file in it, which need not be there now; `inside` is its name from the top."""

    def __init__(self, folder: Path, inside: str, path: Path, home: Path) -> None:
        self._folder = folder
        self._home = home
        self.inside = inside
        self.path = path

    def version(self, text: str) -> Version:
        """Return the commit that `text` names. Raises NotFoundError for none, and for a repository without commits."""
        found = self._ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{text}^{{commit}}")
        if found.code:
            if self._ask("rev-parse", "--verify", "--quiet", "HEAD").code:
                raise NotFoundError(f"{self._folder} 的 git 仓库里还没有提交，没有「{text}」这个版本；请先 git commit")
            shallow = "（这是浅克隆，较早的版本不在这里，可运行 git fetch --unshallow）" if self._is_shallow() else ""
            raise NotFoundError(
                f"git 里没有「{text}」这个版本{shallow}；可写提交号、标签、分支、HEAD~3，或日期如 2023-06-30"
            )
        return self._told(found.out.decode("ascii", "replace").strip())

    def version_on(self, day: date) -> Version:
        """Return the last commit of the branch that is checked out, made by the end of `day`. Raises NotFoundError."""
        found = self._ask("rev-list", "-1", f"--before={day.isoformat()} 23:59:59", "HEAD", "--")
        commit = found.out.decode("ascii", "replace").strip()
        if found.code or not commit:
            shallow = "，这是浅克隆，较早的版本不在这里，可运行 git fetch --unshallow" if self._is_shallow() else ""
            raise NotFoundError(f"到 {day} 为止 git 里还没有提交{shallow}；请写以后的日期")
        return self._told(commit)

    def content(self, version: Version) -> bytes:
        """Return what the file held in `version`. Raises NotFoundError where it was not there, RefusedError for no file."""
        entry = self._ask("ls-tree", "-z", "--full-tree", version.commit, "--", f":(literal){self.inside}")
        if entry.code:
            raise self._missing(version)
        if not entry.out:
            raise NotFoundError(
                f"{version.short} 那个版本里没有 {self.inside}；当时叫别的名字的，请用 --file 写出那时的名字"
            )
        mode, kind, name = entry.out.decode("utf-8", "surrogateescape").partition("\t")[0].split()
        if kind != "blob" or mode == "120000":
            raise RefusedError(f"{version.short} 那个版本里的 {self.inside} 是链接、文件夹或子模块，不是方案文件")
        size = self._ask("cat-file", "-s", name)
        if size.code:
            raise self._missing(version)
        if int(size.out) > MAX_BYTES:
            raise RefusedError(
                f"{version.short} 那个版本里的 {self.inside} 超过 {MAX_BYTES // 1024 // 1024} MB，不像是任务台账"
            )
        data = self._ask("cat-file", "blob", name)
        if data.code:
            raise self._missing(version)
        return data.out

    def staged(self) -> bytes:
        """Return what the file is in the index. Raises NotFoundError where it is not there, RefusedError in a conflict."""
        entry = self._ask("ls-files", "-z", "--stage", "--full-name", "--", f":(top,literal){self.inside}")
        rows = [row for row in entry.out.decode("utf-8", "surrogateescape").split("\0") if row]
        if entry.code or not rows:
            raise NotFoundError(f"git 的暂存区里没有 {self.inside}；请先 git add")
        if len(rows) > 1:
            raise RefusedError(f"{self.inside} 合并时有冲突，还没有解决；请先解决冲突，再 git add")
        data = self._ask("cat-file", "blob", rows[0].split()[1])
        if data.code:
            raise RefusedError(f"git 的暂存区里 {self.inside} 的内容读不出来，仓库可能已损坏；请运行 git fsck")
        return data.out

    def _told(self, commit: str) -> Version:
        shown = self._ask(
            "log",
            "-1",
            "--no-show-signature",
            "--date=format-local:%Y-%m-%d %H:%M",
            "--format=%cd%x00%an%x00%s",
            commit,
            "--",
        )
        if shown.code:
            raise RefusedError(f"git 里 {commit[:8]} 这个提交读不出来，仓库可能已损坏；请运行 git fsck")
        moment, author, subject = shown.out.decode("utf-8", "replace").rstrip("\n").split("\0", 2)
        return Version(commit, date.fromisoformat(moment[:10]), moment, author, subject)

    def _missing(self, version: Version) -> RefusedError:
        return RefusedError(
            f"git 里 {version.short} 那个版本的内容不全（部分克隆，或仓库已损坏），没有读到 {self.inside}；"
            "请运行 git fetch 或 git fsck"
        )

    def _is_shallow(self) -> bool:
        return self._ask("rev-parse", "--is-shallow-repository").out.strip() == b"true"

    def _ask(self, *args: str) -> "_Answer":
        return _ask(self._folder, *args, index=self._index())

    def _index(self) -> str | None:
        """Return the index that a hook is told of: that of the commit that is being made, if it is of this repository."""
        named = os.environ.get("GIT_INDEX_FILE")
        own = Path(named).absolute() if named else None
        return str(own) if own and self._home in own.resolve().parents else None


class _Answer(NamedTuple):
    code: int
    out: bytes
    err: str


def find(path: Path) -> Repository:
    """Return the repository in which the file at `path` lies, or would; in a bare one `path` is its name from the top.

    Raises RefusedError where there is no git or no repository.
    """
    path = Path(os.path.realpath(path.parent), path.name)
    folder = path.parent
    while not folder.is_dir():
        folder = folder.parent
    found = _ask(
        folder, "rev-parse", "--is-bare-repository", "--is-inside-git-dir", "--absolute-git-dir", "--show-prefix"
    )
    if found.code:
        raise _no_repository(folder, found)
    told = found.out.decode("utf-8", "surrogateescape").split("\n")
    rest, home = path.relative_to(folder).as_posix(), Path(told[2]).resolve()
    if told[0] == "true":
        # Its folders are git's own: what is named is the file in the tree.
        return Repository(folder, os.path.relpath(path, Path.cwd()).replace(os.sep, "/"), path, home)
    if told[1] == "true":
        raise RefusedError(f"{folder} 是 git 自己的文件夹；请到放方案文件的文件夹里运行，或用 --file 指明文件")
    return Repository(folder, f"{told[3]}{rest}", path, home)


def _no_repository(folder: Path, found: _Answer) -> RefusedError:
    if "dubious ownership" in found.err or "safe.directory" in found.err:
        return RefusedError(
            f"{folder} 的 git 仓库是别的用户的，git 不肯读；确认可信后运行 git config --global --add safe.directory <文件夹>"
        )
    return RefusedError(f"{folder} 不在 git 仓库里，没有以前的版本；请在仓库里运行，或不写 --rev")


def _ask(folder: Path, *args: str, index: str | None = None) -> _Answer:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in _KEPT}
    environ |= {"GIT_INDEX_FILE": index} if index else {}
    # Nothing is fetched for it: an address in the repository's configuration may be a command.
    environ |= {
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C.UTF-8",
    }
    command = ["git", *_QUIET, "-C", str(folder), *args]
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, env=environ, timeout=_SECONDS, check=False
        )
    except FileNotFoundError:
        raise RefusedError("这台机器上没有 git，不能看以前的版本；请先装上 git") from None
    except (OSError, subprocess.TimeoutExpired):
        raise RefusedError("git 没有回答，不能看以前的版本；请检查 git 和仓库所在的磁盘") from None
    return _Answer(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))
