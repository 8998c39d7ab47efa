"""Profiles of the property tests: « ci », always the same examples; « chasse », new ones and many more."""

import os

from hypothesis import HealthCheck, settings

_LENTS = [HealthCheck.too_slow]

settings.register_profile(
    "ci", derandomize=True, deadline=None, max_examples=60, database=None, suppress_health_check=_LENTS
)
settings.register_profile("chasse", deadline=None, max_examples=3_000, database=None, suppress_health_check=_LENTS)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))
