"""How a command can end: its exit codes, and what goes wrong in the user's words. Nothing here knows why it was asked."""

from enum import IntEnum


class ExitCode(IntEnum):
    """How a command ended, as scripts are told; docs/commands.md has them for people."""

    DONE = 0
    UNSETTLED = 1
    """Something was found that a person must see to: problems, open questions, or what is overdue if asked so."""
    USAGE = 2
    NOT_FOUND = 3
    REFUSED = 4
    INTERRUPTED = 130
    UNREAD = 141
    """Whoever read the output has stopped reading."""


class GkplanError(Exception):
    """A failure the user can act on: one Chinese sentence with what, where and what to do."""

    exit_code = ExitCode.REFUSED

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class UsageError(GkplanError):
    """An option or argument that cannot be understood."""

    exit_code = ExitCode.USAGE


class NotFoundError(GkplanError):
    """A task, unit, section or file that does not exist, or a write to take back."""

    exit_code = ExitCode.NOT_FOUND


class NoPlanError(NotFoundError):
    """No plan file was named, and none is near."""


class RefusedError(GkplanError):
    """An operation that would lose or damage something, or that the file as it stands does not allow."""


def lacking(library: str, purpose: str, instead: str = "") -> RefusedError:
    """Return the refusal for a library that is not installed: what it is for, the command, what would do without it."""
    return RefusedError(f"{purpose}需要 {library}；请运行 pip install 'gkplan[office]' 后再试{instead}")


class UntoldError(GkplanError):
    """The work is done, but nobody could be told on stdout."""


def reason_of(error: OSError) -> str:
    """Return in a few Chinese words why the system refused; the system's number for what no office meets."""
    import errno

    words = {
        errno.EACCES: "没有权限",
        errno.EPERM: "没有权限",
        errno.EROFS: "磁盘是只读的",
        errno.ENOSPC: "磁盘已满",
        errno.EDQUOT: "磁盘配额已用完",
        errno.EFBIG: "超过允许的文件大小",
        errno.EIO: "磁盘读写出错",
        errno.EBUSY: "正被系统占用",
        errno.ENOENT: "文件或文件夹不存在",
        errno.ENOTDIR: "路径中有一段不是文件夹",
        errno.EISDIR: "那里是文件夹，不是文件",
        errno.EEXIST: "路径中有一段已是文件",
        errno.ELOOP: "链接绕成了圈",
        errno.ENAMETOOLONG: "文件名太长",
        errno.EMFILE: "打开的文件太多",
        errno.ENOLCK: "磁盘不支持文件锁",
        errno.EOPNOTSUPP: "磁盘不支持这样的操作",
        errno.EINTR: "被系统打断",
        errno.EINVAL: "系统不接受这样的操作",
        errno.ENXIO: "设备不存在",
    }
    return words.get(error.errno or 0) or (f"系统错误 {error.errno}" if error.errno else "系统没有说明原因")
