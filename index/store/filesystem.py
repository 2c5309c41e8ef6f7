"""What the store asks of the file system: folders and files that only their owner reads, and whether it is a network's.

SQLite's write-ahead log needs memory that all its processes share, which no network file system gives
(https://sqlite.org/wal.html, 2.2).
"""

from __future__ import annotations

import os
from pathlib import Path

from index.errors import DiskError, NoInputError

FOLDER_MODE = 0o700
FILE_MODE = 0o600

NETWORK_KINDS = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs", "ncpfs", "9p", "davfs", "webdav"),
        *("ceph", "glusterfs", "lustre", "gpfs", "beegfs", "pvfs2"),
        *("fuse.sshfs", "fuse.rclone", "fuse.s3fs", "fuse.gcsfuse", "fuse.davfs2", "fuse.curlftpfs"),
        *("fuse.glusterfs", "fuse.ceph", "fuse.smbnetfs"),
    }
)
"""File systems that reach over a network, by the names that Linux gives them."""

_MOUNTS = Path("/proc/self/mountinfo")


def make_folder(folder: Path) -> None:
    """Make a folder that only its owner enters; one that exists and holds something is left as it is."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not any(folder.iterdir()):
            folder.chmod(FOLDER_MODE)
    except (FileExistsError, NotADirectoryError) as error:
        raise NoInputError(f"{folder}: not a folder; name the folder that holds the library") from error
    except OSError as error:
        raise DiskError(f"{folder}: cannot be made: {error.strerror}") from error


def make_file(path: Path) -> None:
    """Make an empty file that only its owner reads, whatever the umask; one that exists is left as it is."""
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, FILE_MODE)
    except FileExistsError:
        return
    except OSError as error:
        raise DiskError(f"{path}: cannot be made: {error.strerror}") from error
    try:
        os.fchmod(descriptor, FILE_MODE)
    finally:
        os.close(descriptor)


def network_kind(folder: Path, mounts: Path = _MOUNTS) -> str:
    """The kind of network file system a folder lies on; empty for a local one, and where the system does not say."""
    try:
        device = folder.stat().st_dev
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    number = f"{os.major(device)}:{os.minor(device)}"
    for line in lines:
        left, _, right = line.partition(" - ")
        if left.split()[2:3] == [number]:
            kind = right.split(" ", 1)[0]
            return kind if kind in NETWORK_KINDS else ""
    return ""
