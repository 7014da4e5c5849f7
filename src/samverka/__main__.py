"""`python -m samverka` does what the `samverka` command does."""

from samverka.config.cli import main

if __name__ == "__main__":
    main()
