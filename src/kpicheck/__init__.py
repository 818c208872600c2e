"""kpicheck: reads an ESG report and says, provision by provision, what the HKEX rules find in it."""

__version__ = "0.1.0"
