"""FAERS quarterly files to flat records: reports a second, share set aside, most memory."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks._quarter import written
from causality.batch.flat.faers import FaersColumns
from causality.formats.tables.files import OpenFiles, in_folder, opened

AT_ONCE = 20_000


def run(folder: Path) -> str:
    """All reports of a folder by columns, on one core."""
    began = time.process_time()
    flat = aside = refused = 0
    with OpenFiles() as stack:
        files = [file for path in in_folder(folder) for file in opened(path, stack)]
        for chunk in FaersColumns(files, folder.name).chunks(AT_ONCE):
            flat += len(chunk.flat_at)
            aside += len(chunk.aside_at)
            refused += len(chunk.refused)
    taken = time.process_time() - began
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000
    total = flat + aside + refused
    return (
        f"{total:,} reports: {total / taken:,.0f} a second, {aside / total:.2%} set aside, "
        f"{refused / total:.2%} refused, {most:,} MB at most"
    )


def main() -> None:
    """Print the figures; an argument names how many thousand reports, 100 by default."""
    if Path(sys.argv[-1]).is_dir():
        print(run(Path(sys.argv[-1])))
        return
    wanted = 1000 * int(sys.argv[1] if len(sys.argv) > 1 else "100")
    for reports in (wanted // 4, wanted):
        with tempfile.TemporaryDirectory() as name:
            size = written(reports, Path(name))
            print(f"{size:,} MB", end=": ", flush=True)
            subprocess.run([sys.executable, "-m", "benchmarks.faers_flat", name], check=True)


if __name__ == "__main__":
    main()
