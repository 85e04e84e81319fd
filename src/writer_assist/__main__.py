"""``python -m writer_assist``."""

from writer_assist.cli import run

if __name__ == "__main__":
    run()
