"""Everything the service is told from outside, read from the environment once and validated."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator

from plugins.model.state import State
from search.desk.keys import key_at
from search.insight.keeping import Keeping, KeepingError, keeping_from

Network = IPv4Network | IPv6Network


class SettingsError(ValueError):
    """A setting that cannot be used: the message names the key, the value and the remedy (Norwegian)."""


class Settings(BaseModel):
    """The service's settings. The aliases are the names of the environment variables."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True, hide_input_in_errors=True)

    state: Path = Field(Path("var"), alias="STATE")
    content: Path = Field(Path("content"), alias="CONTENT")
    output: Path = Field(Path("output"), alias="OUTPUT")
    theme: Path = Field(Path("theme"), alias="THEME")
    bind: str = Field("127.0.0.1", alias="BIND")
    port: int = Field(8000, alias="PORT", ge=1, le=65535)
    trusted_proxies: tuple[Network, ...] = Field((), alias="TRUSTED_PROXIES")
    session_secret: SecretStr = Field(SecretStr(""), alias="INNSIKT_NOKKEL")
    one_time_hash: SecretStr = Field(SecretStr(""), alias="INNSIKT_ENGANGS_HASH")
    development: bool = Field(False, alias="SKI_UTVIKLING")
    keeping: Keeping = Keeping()
    """How little the search log keeps; its variables are named there."""

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return tuple(value.replace(",", " ").split()) if isinstance(value, str) else value

    @field_validator("session_secret")
    @classmethod
    def _is_long(cls, value: SecretStr) -> SecretStr:
        if 0 < len(value.get_secret_value()) < 32:
            raise ValueError("for kort")
        return value

    @property
    def files(self) -> State:
        """Where the build and the index leave what the service reads."""
        return State(self.state)

    def key(self) -> str:
        """What sessions are signed with: the environment's key, else the one in the state folder.

        Raises SettingsError when that file cannot be used.
        """
        try:
            return self.session_secret.get_secret_value() or key_at(self.files.session_key)
        except OSError as error:
            raise SettingsError(f"Nøkkelen til økter kan ikke brukes: {error.strerror or error}") from None


_REMEDIES = {
    "PORT": "skriv et tall fra 1 til 65535",
    "TRUSTED_PROXIES": "skriv IP-adresser eller nett med komma mellom, for eksempel 127.0.0.1,10.0.0.0/8",
    "INNSIKT_NOKKEL": "skriv en hemmelig tekst på minst 32 tegn",
    "SKI_UTVIKLING": "skriv 1 eller 0",
}
_SECRET = frozenset({"INNSIKT_ENGANGS_HASH", "INNSIKT_NOKKEL"})


def settings_from(environ: Mapping[str, str]) -> Settings:
    """The settings that the environment holds; an empty variable counts as not set. Raises SettingsError."""
    known = {field.alias for field in Settings.model_fields.values()}
    given: dict[str, Any] = {key: value for key, value in environ.items() if key in known and value}
    try:
        return Settings.model_validate({**given, "keeping": keeping_from(environ)})
    except KeepingError as error:
        raise SettingsError(str(error)) from None
    except ValidationError as error:
        keys = dict.fromkeys(str(problem["loc"][0]) for problem in error.errors())
        raise SettingsError("\n".join(_complaint(key, given.get(key, "")) for key in keys)) from None


def _complaint(key: str, value: str) -> str:
    shown = "" if key in _SECRET else f" «{value[:60]}»"
    return f"{key}{shown} kan ikke brukes: {_REMEDIES.get(key, 'se deploy/README.md')}"
