"""Customer intelligence for a racket-sports club: segments, value, churn, event decisions.

``cic.Engine`` answers every question about a club, from a store, from data frames or from export files. Model classes
in scikit-learn's manner stand beside it, ``cic.rfm`` makes what they learn from out of a frame of visits, and
``cic.features`` goes from a club's tables to features and segments where no model is needed.
"""

from typing import TYPE_CHECKING, Any

from ._client import Engine, fit, import_files
from ._errors import CicError, ConflictError, Fault, InternalError, InvalidError, NotFoundError, StoppedError, UnavailableError
from ._features import features
from ._rfm import rfm
from ._table import Table

if TYPE_CHECKING:
    from . import plot as plot
    from .models import (
        BetaDiscreteWeibull,
        BetaGeo,
        BgBb,
        ChurnHazard,
        CoxPh,
        GammaGamma,
        KMeans,
        KaplanMeier,
        MbgNbd,
        ParetoNbd,
        ShiftedBetaGeo,
    )

__version__ = "0.1.0"

__all__ = [
    "BetaDiscreteWeibull",
    "BetaGeo",
    "BgBb",
    "ChurnHazard",
    "CicError",
    "ConflictError",
    "CoxPh",
    "Engine",
    "Fault",
    "GammaGamma",
    "InternalError",
    "InvalidError",
    "KMeans",
    "KaplanMeier",
    "MbgNbd",
    "NotFoundError",
    "ParetoNbd",
    "ShiftedBetaGeo",
    "StoppedError",
    "Table",
    "UnavailableError",
    "features",
    "fit",
    "import_files",
    "rfm",
]

_MODELS = frozenset(
    {
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
    }
)


def __getattr__(name: str) -> Any:
    # Models load scikit-learn where it is installed, which takes longer than everything else together.
    if name in _MODELS:
        from . import models

        return getattr(models, name)
    if name == "plot":
        from importlib import import_module

        return import_module("cic.plot")
    raise AttributeError(f"module 'cic' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
