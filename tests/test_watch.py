"""Which files were saved."""

import os
from pathlib import Path

from viz.watch import EVERY_S, Watch


def test_a_saved_file_is_told_once(tmp_path: Path):
    file = tmp_path / "scene.toml"
    file.write_text("one")
    watch = Watch([file])
    assert watch.changed() == []
    file.write_text("three")
    assert watch.changed() == [file]
    assert watch.changed() == []


def test_the_same_size_saved_again_is_seen_by_its_time(tmp_path: Path):
    file = tmp_path / "scene.toml"
    file.write_text("one")
    watch = Watch([file])
    file.write_text("two")
    os.utime(file, ns=(1, 1))
    assert watch.changed() == [file]


def test_a_file_that_is_gone_for_a_moment_is_no_change(tmp_path: Path):
    file = tmp_path / "scene.toml"
    file.write_text("one")
    stat = file.stat()
    watch = Watch([file])
    file.unlink()
    assert watch.changed() == []
    file.write_text("one")
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert watch.changed() == []


def test_it_looks_a_few_times_a_second():
    watch = Watch([])
    looks = [watch.due(i / 100) for i in range(100)]
    assert sum(looks) == round(1 / EVERY_S)
