"""``python -m writer_assist``."""

import sys

from writer_assist.cli import main

if __name__ == "__main__":
    sys.exit(main())
