"""A thousand random networks against the joint table and pgmpy; run by name, as it takes minutes.

The first hundred are part of every run (``test_published``).
"""

from __future__ import annotations

import numpy as np
import pytest

from tests.network.test_published import agree_with_both


@pytest.mark.parametrize("hundred", range(1, 10))
def test_a_hundred_more_random_networks_agree_with_both(hundred: int) -> None:
    assert agree_with_both(np.random.default_rng([4, hundred]), networks=100) > 50
