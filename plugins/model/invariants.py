"""What a search must always give: an address among the first hits, whatever else changes."""

from __future__ import annotations

from pydantic import Field

from plugins.model.curation import OWN_ADDRESS
from plugins.model.fields import Model

MOST_AMONG = 50


class Invariant(Model):
    """Each of ``sok`` gives ``adresse`` among the ``blant`` first hits, or as the fixed answer above them."""

    queries: tuple[str, ...] = Field(alias="sok", min_length=1, max_length=50)
    address: str = Field(alias="adresse", pattern=OWN_ADDRESS)
    among: int = Field(3, alias="blant", ge=1, le=MOST_AMONG)
    why: str = Field(alias="hvorfor", min_length=3, max_length=300)
