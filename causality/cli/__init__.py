"""The command line: parse, call one library function, print."""

from causality.cli.program import app, main

__all__ = ["app", "main"]
