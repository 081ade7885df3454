"""What differs when the site is published."""

import pelicanconf as _base
from pelicanconf import *  # noqa: F403

SKI = {**_base.SKI, "site_url": "https://ski.kommune.no"}
