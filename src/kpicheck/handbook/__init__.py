"""The rules in prose: a page per provision, a page of issues, the difference of two editions."""
