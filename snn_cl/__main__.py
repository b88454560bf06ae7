"""`python -m snn_cl` is `snn-cl`."""

from snn_cl.command_line.main import main

if __name__ == "__main__":
    main()
