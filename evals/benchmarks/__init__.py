"""Benchmarks: `python -m evals.benchmarks NAME` prints its figures as one JSON object."""
