"""Mutations that pass their input on as it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, Self, TypeVar

import strawberry

from contracts.wire import Method
from gateway.schema.connections import Info
from gateway.schema.inputs import request_of

A = TypeVar("A")
A_contra = TypeVar("A_contra", contravariant=True)


class Payload(Protocol[A_contra]):
    """What a mutation answers with, made of what the service answered."""

    @classmethod
    def of(cls, record: A_contra, /) -> Self: ...


def passing(
    payload: type[Payload[A]], request: Callable[[type[Any], Any], Any] = request_of
) -> Callable[[Method[Any, A], type, str], Any]:
    """Makes mutations of methods: the input is the request, as ``request`` reads it."""

    def mutation(method: Method[Any, A], given: type, description: str) -> Any:
        async def resolver(info: Info, input: Any) -> Any:  # noqa: A002 -- Relay's word
            return payload.of(await info.context.ask(method, request(method.request, input)))

        # Strawberry reads from these what the mutation takes and gives.
        resolver.__annotations__ = {"info": Info, "input": given, "return": payload}
        return strawberry.mutation(resolver=resolver, description=description)

    return mutation
