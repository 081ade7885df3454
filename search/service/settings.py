"""Everything the service is told from outside, read from the environment once and validated."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Any

from argon2 import extract_parameters
from argon2.exceptions import InvalidHashError
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator

from plugins.model.state import State

Network = IPv4Network | IPv6Network


class SettingsError(ValueError):
    """A setting that cannot be used: the message names the key, the value and the remedy (Norwegian)."""


class Settings(BaseModel):
    """The service's settings. The aliases are the names of the environment variables."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True, hide_input_in_errors=True)

    state: Path = Field(Path("var"), alias="STATE")
    output: Path = Field(Path("output"), alias="OUTPUT")
    theme: Path = Field(Path("theme"), alias="THEME")
    bind: str = Field("127.0.0.1", alias="BIND")
    port: int = Field(8000, alias="PORT", ge=1, le=65535)
    trusted_proxies: tuple[Network, ...] = Field((), alias="TRUSTED_PROXIES")
    user: str = Field("", alias="INNSIKT_BRUKER", max_length=100)
    password_hash: SecretStr = Field(SecretStr(""), alias="INNSIKT_PASSORD_HASH")
    session_secret: SecretStr = Field(
        default_factory=lambda: SecretStr(secrets.token_urlsafe(32)), alias="INNSIKT_NOKKEL"
    )
    development: bool = Field(False, alias="SKI_UTVIKLING")

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return tuple(value.replace(",", " ").split()) if isinstance(value, str) else value

    @field_validator("password_hash")
    @classmethod
    def _is_argon2(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value():
            try:
                extract_parameters(value.get_secret_value())
            except InvalidHashError:
                raise ValueError("ikke argon2") from None
        return value

    @field_validator("session_secret")
    @classmethod
    def _is_long(cls, value: SecretStr) -> SecretStr:
        if len(value.get_secret_value()) < 32:
            raise ValueError("for kort")
        return value

    @property
    def files(self) -> State:
        """Where the build and the index leave what the service reads."""
        return State(self.state)

    @property
    def has_account(self) -> bool:
        """Whether anybody can log in to the insight pages."""
        return bool(self.user and self.password_hash.get_secret_value())


_REMEDIES = {
    "PORT": "skriv et tall fra 1 til 65535",
    "TRUSTED_PROXIES": "skriv IP-adresser eller nett med komma mellom, for eksempel 127.0.0.1,10.0.0.0/8",
    "INNSIKT_BRUKER": "skriv et brukernavn på høyst 100 tegn",
    "INNSIKT_PASSORD_HASH": "lag verdien med «python -m search.service.password»",
    "INNSIKT_NOKKEL": "skriv en hemmelig tekst på minst 32 tegn",
    "SKI_UTVIKLING": "skriv 1 eller 0",
}
_SECRET = frozenset({"INNSIKT_PASSORD_HASH", "INNSIKT_NOKKEL"})


def settings_from(environ: Mapping[str, str]) -> Settings:
    """The settings that the environment holds; an empty variable counts as not set. Raises SettingsError."""
    known = {field.alias for field in Settings.model_fields.values()}
    given = {key: value for key, value in environ.items() if key in known and value}
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        keys = dict.fromkeys(str(problem["loc"][0]) for problem in error.errors())
        raise SettingsError("\n".join(_complaint(key, given.get(key, "")) for key in keys)) from None


def _complaint(key: str, value: str) -> str:
    shown = "" if key in _SECRET else f" «{value[:60]}»"
    return f"{key}{shown} kan ikke brukes: {_REMEDIES.get(key, 'se deploy/README.md')}"
