"""`python -m kpicheck` is the same as `kpicheck`."""

import sys

from kpicheck.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
