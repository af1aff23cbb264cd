"""Real repositories for the tests of gkplan/git, with days of their own and none of a person's settings."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="没有 git")

SETTINGS = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "张三",
    "GIT_AUTHOR_EMAIL": "zhang@example.cn",
    "GIT_COMMITTER_NAME": "张三",
    "GIT_COMMITTER_EMAIL": "zhang@example.cn",
}


def git(folder: Path, *args: str, day: str = "2023-06-01", code: int = 0) -> str:
    """Carry out git in `folder`, as of noon of `day`; fails unless it ends with `code`."""
    moment = f"{day}T12:00:00"
    environ = {**os.environ, **SETTINGS, "GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
    done = subprocess.run(["git", *args], cwd=folder, env=environ, capture_output=True, check=False)
    assert done.returncode == code, (args, done.stderr.decode())
    return done.stdout.decode()


def commit(folder: Path, words: str, day: str) -> str:
    """Commit all that is in `folder`; return the name of the commit."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", words, day=day)
    return git(folder, "rev-parse", "HEAD").strip()


def started(folder: Path) -> Path:
    """Make `folder` a repository."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q", "-b", "main")
    return folder
