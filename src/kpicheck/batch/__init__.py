"""Many reports at once: plan, run, write; a report that cannot be checked is a row with its reason."""

from kpicheck.batch.outcome import Outcome, Status
from kpicheck.batch.run import run_batch
from kpicheck.batch.settings import Settings

__all__ = ["Outcome", "Settings", "Status", "run_batch"]
