"""The HKEX content index of a report: where it stands, what its rows claim, where they point."""
