"""``python -m search index|query|serve``."""

from search.cli import app

if __name__ == "__main__":
    app()
