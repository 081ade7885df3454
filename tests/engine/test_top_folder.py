"""A hint to the file system is a hint: what refuses it is as good a place for a site."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from plugins.engine import top_folder
from plugins.engine.top_folder import spread_folders


def test_a_folder_that_is_spread_is_a_folder_as_before(tmp_path: Path) -> None:
    folder = tmp_path / "klart"
    folder.mkdir()
    spread_folders(folder)
    spread_folders(folder)
    (folder / "barnehage").mkdir()
    (folder / "barnehage" / "index.html").write_text("Velkommen")
    folder.rename(tmp_path / "ut")
    assert (tmp_path / "ut/barnehage/index.html").read_text() == "Velkommen"


@pytest.mark.parametrize("refusal", [errno.ENOTTY, errno.EOPNOTSUPP, errno.EPERM, errno.EINVAL])
def test_a_file_system_may_refuse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusal: int) -> None:
    asked = []

    def refuse(*about: object) -> bytes:
        asked.append(about)
        raise OSError(refusal, "nei")

    monkeypatch.setattr(top_folder, "ioctl", refuse)
    spread_folders(tmp_path)
    assert asked
    (tmp_path / "barnehage").mkdir()
    assert [path.name for path in tmp_path.iterdir()] == ["barnehage"]
