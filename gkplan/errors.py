"""What goes wrong, in the user's words, each with its exit code. Nothing here knows why it was asked."""


class GkplanError(Exception):
    """A failure the user can act on: one Chinese sentence with what, where and what to do."""

    exit_code = 4

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class UsageError(GkplanError):
    """An option or argument that cannot be understood."""

    exit_code = 2


class NotFoundError(GkplanError):
    """A task, unit, section or file that does not exist."""

    exit_code = 3


class RefusedError(GkplanError):
    """An operation that would lose or damage something, or that the file as it stands does not allow."""

    exit_code = 4
