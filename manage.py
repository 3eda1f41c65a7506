#!/usr/bin/env python
"""Django's own command line, for developers; `cauce` is the one for everybody else."""

import os
import sys


def main() -> None:
    """Run one of Django's commands with Cauce's settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cauce.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
