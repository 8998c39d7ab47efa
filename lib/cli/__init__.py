"""Command line: a stable interface for those who run Jalons (python -m lib.cli)."""
