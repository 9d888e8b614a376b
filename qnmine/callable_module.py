"""Rooms that are named after what they do and can be called: ``qnmine.entities(document)``."""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def make_callable(module: str, function: Callable[..., Any]) -> None:
    """Make a module that has been imported callable: calling it calls the function.

    Importing a submodule binds it as an attribute of its package, so that a package cannot hold both a
    function and a submodule of one name; this way both spellings stay true.
    """

    class CallableModule(ModuleType):
        __doc__ = function.__doc__
        __wrapped__ = staticmethod(function)

        def __call__(self, *arguments: Any, **options: Any) -> Any:
            return function(*arguments, **options)

        def __reduce__(self) -> tuple[Callable[[str], ModuleType], tuple[str]]:
            return importlib.import_module, (module,)  # so that worker processes can be sent it

    sys.modules[module].__class__ = CallableModule
