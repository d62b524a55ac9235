"""The machine-readable description of the addresses for programs (OpenAPI 3.1), served without the net."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from dispatchsearch.web import words

PROBLEM = {
    "type": "object",
    "required": ["error", "column"],
    "properties": {
        "error": {"type": "string", "description": "What was wrong, and what to do"},
        "column": {"type": ["integer", "null"], "description": "Where in the query, counted from 0"},
    },
}
JSON_PROBLEM = {"application/json": {"schema": PROBLEM}}
PLAIN = {"text/plain": {"schema": {"type": "string"}}}
WRONG: dict[int | str, dict[str, Any]] = {
    304: {"description": "The archive has not changed since the answer with this ETag"},
    400: {"description": "The query or a parameter asks the impossible", "content": JSON_PROBLEM},
    404: {"description": "Nothing has this address", "content": JSON_PROBLEM},
    421: {"description": "This host name is not served here", "content": PLAIN},
    503: {"description": "Too many requests, or the archive cannot answer", "content": JSON_PROBLEM | PLAIN},
}


def answers(media_type: str, description: str) -> dict[int | str, dict[str, Any]]:
    """Return what an address may answer: one kind of file, or what is wrong."""
    schema = {} if media_type.endswith("json") else {"type": "string"}
    right = {"description": description, "content": {media_type: {"schema": schema}}}
    return {200: right, 308: {"description": "The id has moved: Location leads on"}, **WRONG}


def describe(app: FastAPI) -> None:
    """Give the application its description; a parameter that is wrong is answered 400 here, never 422."""

    def description() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = get_openapi(title=words.NAME, version=app.version, summary=words.TAGLINE, routes=app.routes)
            for path in schema["paths"].values():
                for operation in path.values():
                    operation["responses"].pop("422", None)
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = description  # type: ignore[method-assign]
