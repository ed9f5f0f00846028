"""Models in scikit-learn's manner: pure Python shells over the engine's own fits.

They take part in pipelines, grid searches, cloning and pickling where scikit-learn is installed, and work without it.
"""

from ._hazard import ChurnHazard
from ._kmeans import KMeans
from ._purchasing import BetaGeo, BgBb, GammaGamma, MbgNbd, ParetoNbd
from ._retention import BetaDiscreteWeibull, ShiftedBetaGeo
from ._survival import CoxPh, KaplanMeier

__all__ = [
    "BetaDiscreteWeibull",
    "BetaGeo",
    "BgBb",
    "ChurnHazard",
    "CoxPh",
    "GammaGamma",
    "KMeans",
    "KaplanMeier",
    "MbgNbd",
    "ParetoNbd",
    "ShiftedBetaGeo",
]
