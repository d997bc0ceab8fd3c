"""How property tests run: the same examples every time, or fresh ones for `make soak`."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile(
    "same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("soak", max_examples=1_000, deadline=None, print_blob=True)
settings.load_profile("same")
