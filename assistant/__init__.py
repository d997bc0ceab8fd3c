"""An assistant for project management offices: computed rankings, grounded briefs."""

__version__ = "0.1.0"
