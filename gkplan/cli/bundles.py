"""Several options as one parameter of a command: declared once, as the fields of a NamedTuple. Nothing here knows which."""

import inspect
from collections.abc import Callable
from typing import Any


def spread(run: Callable[..., Any]) -> Callable[..., Any]:
    """Return `run` with each parameter that is a bundle (a NamedTuple of options) spread into its options.

    Typer sees the options, in the order of the fields, where the bundle stands; `run` gets the bundle.
    """
    shown: list[inspect.Parameter] = []
    bundles: dict[str, Any] = {}
    for name, parameter in inspect.signature(run).parameters.items():
        kind = parameter.annotation
        if hasattr(kind, "_fields"):
            bundles[name] = kind
            shown += [
                parameter.replace(name=field, annotation=option, default=kind._field_defaults[field])
                for field, option in kind.__annotations__.items()
            ]
        else:
            shown.append(parameter)

    def called(**values: Any) -> Any:
        for name, bundle in bundles.items():
            values[name] = bundle(**{field: values.pop(field) for field in bundle._fields})
        return run(**values)

    called.__signature__ = inspect.Signature(  # type: ignore[attr-defined] # what inspect, and so Typer, looks at first
        [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in shown]
    )
    return called
