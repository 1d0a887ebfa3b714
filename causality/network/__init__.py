"""The Bayesian network: how likely each candidate cause is.

Files are another matter (``network.exchange``, ``network.read``): reading them loads the schema
library, which scoring a million cases does not need.
"""

from causality.network.codes import MISSING, codes_of
from causality.network.conditioned import TooEntangled
from causality.network.engine import Engine, compiled
from causality.network.evidence import ContradictoryEvidence, EvidenceProblem
from causality.network.marginals import expected_counts, marginals, marginals_of_many
from causality.network.network import Network, Node, node, normalised
from causality.network.noisy_or import noisy_or
from causality.network.parameters import posteriors_over
from causality.network.posterior import Posterior, Posteriors
from causality.network.query import Answer, query
from causality.network.show import check, described

__all__ = [
    "MISSING",
    "Answer",
    "ContradictoryEvidence",
    "Engine",
    "EvidenceProblem",
    "Network",
    "Node",
    "Posterior",
    "Posteriors",
    "TooEntangled",
    "check",
    "codes_of",
    "compiled",
    "described",
    "expected_counts",
    "marginals",
    "marginals_of_many",
    "node",
    "noisy_or",
    "normalised",
    "posteriors_over",
    "query",
]
