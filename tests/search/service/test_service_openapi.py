"""The description of the public interface is valid, and every answer is as it says."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from litestar.testing import TestClient
from openapi_spec_validator import validate

FIELDS = ("q", "type", "virksomhet", "ar", "for", "sprak", "side", "antall", "ukjent")
VALUES = st.one_of(
    st.text(max_size=60),
    st.integers().map(str),
    st.sampled_from(["barnehage", "sak", "tjeneste", "nb", "2015", "1", "barnehage OR *", "og i på"]),
)


@pytest.fixture
def schema(client: TestClient) -> dict[str, Any]:
    described: dict[str, Any] = client.get("/api/v1/openapi.json").json()
    return described


def test_the_description_is_valid(schema: dict[str, Any]) -> None:
    assert schema["openapi"].startswith("3.")
    validate(schema)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(fields=st.lists(st.tuples(st.sampled_from(FIELDS), VALUES), max_size=8))
def test_every_answer_is_as_described(client: TestClient, schema: dict[str, Any], fields: list) -> None:
    query = "&".join(f"{name}={quote(value, errors='replace')}" for name, value in fields)
    answer = client.get(f"/api/v1/sok?{query}")
    described = schema["paths"]["/api/v1/sok"]["get"]["responses"][str(answer.status_code)]["content"]
    media_type = answer.headers["content-type"].split(";")[0]
    found = Draft202012Validator({**described[media_type]["schema"], "components": schema["components"]})
    assert [error.message for error in found.iter_errors(answer.json())] == []
