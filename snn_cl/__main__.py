"""`python -m snn_cl` is `snn-cl`."""

from snn_cl.cli import main

if __name__ == "__main__":
    main()
