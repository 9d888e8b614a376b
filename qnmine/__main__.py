"""`python -m qnmine`."""

from qnmine.cli.main import main

if __name__ == "__main__":
    main()
