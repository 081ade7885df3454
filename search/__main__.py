"""``python -m search index|query|serve``."""

import sys


def main() -> int:
    """Run a command, and read no more of the program than it takes."""
    if sys.argv[1:2] == ["index"]:
        from search import indexing, usage  # noqa: PLC0415

        return usage.run(indexing.app)
    from search import cli  # noqa: PLC0415

    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
