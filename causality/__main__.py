"""``python -m causality``: the same as the command ``causality``."""

from __future__ import annotations

from causality.cli import main

if __name__ == "__main__":
    main()
