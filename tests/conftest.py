"""What holds for every test."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# Machines are noisy: how long one example takes is for the benchmarks to say.
settings.register_profile(
    "project", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("project")
