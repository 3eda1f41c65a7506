"""The document that describes the interface, made from the operations themselves."""

from typing import Any

from cauce import __version__
from cauce.api.asking import MANY
from cauce.ledger import OPERATIONS

Json = dict[str, Any]
PUBLIC, WHOLE = "/api/ledger/{}", "/office/governments/ask/{}"
_KINDS = {
    "day": "A day, such as 2024-01-11.",
    "days": "Days, such as 2024-01-11.",
    "text": "A text.",
    "texts": "Names of fields.",
    "currency": "A currency's code of ISO 4217, such as USD.",
    "side": "A side of the ledger, such as a government's id.",
    "sides": "Sides of the ledger, such as governments' ids.",
    "office": "The id of an office.",
    "entry": "The id of an entry.",
    "initiative": "The id of an initiative.",
    "request": "The id of a request.",
    "commitment": "The id of a commitment.",
    "source": "The id of a source.",
    "sources": "Ids of sources.",
    "actors": "Ids of those who take part.",
    "topics": "Ids of topics.",
    "entries": "Ids of entries.",
    "levels": "Levels: head, elect, minister, senior, working.",
    "modes": "Modes, such as phone or visit.",
    "money": "Sources of money: public, private, mixed.",
}
_FAULT = {
    "type": "object",
    "required": ["field", "what", "allowed"],
    "properties": {key: {"type": "string"} for key in ("field", "what", "allowed")},
}
_SCHEMAS = {
    "Answer": {
        "type": "object",
        "required": ["asked", "answer"],
        "properties": {
            "asked": {"type": "object", "description": "The question as it was read."},
            "answer": {"description": "The same as `cauce ledger ask` prints for it."},
        },
    },
    "Faults": {
        "type": "object",
        "required": ["faults"],
        "properties": {"faults": {"type": "array", "items": _FAULT}},
    },
}


def document() -> Json:
    """The whole document (OpenAPI 3.1)."""
    paths = {PUBLIC.format(name): {"get": _operation(name, "")} for name in OPERATIONS}
    whole = {WHOLE.format(name): {"get": _operation(name, "whole_")} for name in OPERATIONS}
    for path in whole.values():
        path["get"]["security"] = [{"officer": []}]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Cauce: the ledger between governments",
            "version": __version__,
            "description": "Without signing in only published entries are answered from.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths | whole,
        "components": {
            "schemas": _SCHEMAS,
            "securitySchemes": {"officer": {"type": "apiKey", "in": "cookie", "name": "cauce"}},
        },
    }


def _operation(name: str, prefix: str) -> Json:
    operation = OPERATIONS[name]
    doc = operation.answer.__doc__ or name
    return {
        "operationId": prefix + name,
        "summary": doc.splitlines()[0],
        "parameters": [
            _parameter(key, kind, key in operation.needs) for key, kind in operation.takes.items()
        ],
        "responses": {
            "200": _response("The answer.", "Answer"),
            "422": _response(
                "A question that cannot be read: which field, what is allowed.", "Faults"
            ),
        },
    }


def _parameter(key: str, kind: str, required: bool) -> Json:
    one: Json = (
        {"type": "string", "format": "date"} if kind in ("day", "days") else {"type": "string"}
    )
    return {
        "name": key,
        "in": "query",
        "required": required,
        "description": _KINDS.get(kind, kind),
        "schema": {"type": "array", "items": one, "minItems": 1} if kind in MANY else one,
    }


def _response(description: str, schema: str) -> Json:
    shape = {"schema": {"$ref": f"#/components/schemas/{schema}"}}
    return {"description": description, "content": {"application/json": shape}}
