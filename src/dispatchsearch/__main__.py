"""`python -m dispatchsearch`."""

from dispatchsearch.cli import main

if __name__ == "__main__":
    main()
