"""The command line: one module per command, each thin; `main.main` is the only place where errors become exit codes."""
