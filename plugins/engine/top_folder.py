"""A hint to the file system about the folder that a whole site is laid ready in."""

from __future__ import annotations

import os
import struct
import sys
from contextlib import suppress
from fcntl import ioctl
from pathlib import Path

_GET_FLAGS, _SET_FLAGS, _TOP = 0x80086601, 0x40086602, 0x00020000
"""As in Linux' ``linux/fs.h``; the last one is what ``chattr +T`` sets."""


def spread_folders(folder: Path) -> None:
    """Let the folders in this one lie apart on the disk; a file system that knows no such thing goes on.

    ext4 puts new folders close to the one they are in, and passes over each place there that was freed within
    the last minutes. Where a site was just deleted, making a folder and a file takes three times as long for
    that reason. Of the top of a hierarchy it spreads the folders, as each unit's is its own.
    """
    if sys.platform != "linux":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with suppress(OSError):
            (flags,) = struct.unpack("l", ioctl(handle, _GET_FLAGS, struct.pack("l", 0)))
            ioctl(handle, _SET_FLAGS, struct.pack("l", flags | _TOP))
    finally:
        os.close(handle)
