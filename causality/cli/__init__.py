"""The command line: parse, call one library function, print."""

from causality.cli.app import app, main

__all__ = ["app", "main"]
