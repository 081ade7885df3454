"""Jinja's environment without the detours that thousands of pages pay for. What it renders is the same."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, optimizeconst
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup, _escape_inner, escape  # type: ignore[attr-defined]

from plugins.views.remember import Remembering

_OF_DICTS = frozenset(dir(dict))


def escaped(value: object) -> str:
    """What ``escape`` gives, as plain text where it was: it is only to be written out.

    What ``escape`` calls for text is called at once: to make the answer ``Markup`` takes longer than that.
    """
    kind = value.__class__
    if kind is Markup:
        return value  # type: ignore[return-value]
    return _escape_inner(value) if kind is str else escape(value)  # type: ignore[arg-type]


class _ShortContext(Context):
    def call(__self, __obj: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - as Jinja has it
        """A macro needs nothing of the context; Jinja asks each time what it needs."""
        kind = __obj.__class__
        if kind is not Macro and kind is not Remembering:
            return super().call(__obj, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return _called(__obj, args) if kind is Macro and not kwargs else __obj(*args, **kwargs)  # type: ignore[arg-type]


def _called(macro: Macro, given: tuple[Any, ...]) -> Any:
    """What a macro makes of arguments that all are given by their place."""
    left = macro._argument_count - len(given)
    if left < 0 or macro.caller or macro.catch_kwargs or macro.catch_varargs:
        return macro(*given)
    made: str = macro._func(*given, *(missing,) * left)
    return str.__new__(Markup, made) if macro._default_autoescape else made


class _ShortTemplate(jinja2.Template):
    environment: ShortEnvironment

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        """What an import gives: the same each time, when no template has names of its own for all others."""
        if self._module is None or not self.environment.alike:
            return super()._get_default_module(ctx)
        return self._module


class _ShortCode(CodeGenerator):
    """Writes ``escaped`` where what is written out is escaped, and takes what an object has at once.

    Only of what it has not is the environment asked: what a dict holds, or what is missing.
    """

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("escaped = environment.escaped")

    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - as Jinja has it
        self.write("(_got if (_got := getattr(_of := ")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r}, missing)) is not missing else environment.getattr(_of, {node.attr!r}))")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)


class ShortEnvironment(jinja2.Environment):
    """An environment with autoescape, for templates that are given frozen values and mappings of text."""

    context_class = _ShortContext
    code_generator_class = _ShortCode
    template_class = _ShortTemplate
    escaped = staticmethod(escaped)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._loaded: dict[str, jinja2.Template] = {}
        self.alike = True
        """Whether all templates see the same names beside those that they are rendered with."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """A plain dict: Jinja compares the names in it at every import, which is slow with its ChainMap."""
        self.alike = self.alike and not d
        return {**self.globals, **(d or {})}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Of a dict what it holds, without first failing to find an attribute by that name."""
        if obj.__class__ is dict:
            if attribute in obj and attribute not in _OF_DICTS:
                return obj[attribute]
        else:
            try:
                return getattr(obj, attribute)
            except AttributeError:
                pass
        return super().getattr(obj, attribute)

    def get_template(
        self,
        name: str | jinja2.Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,
    ) -> jinja2.Template:
        """A template that is loaded already, unless changes of the files are followed."""
        if name in self._loaded and not globals:
            return self._loaded[name]
        template = super().get_template(name, parent, globals)
        if isinstance(name, str) and not self.auto_reload and not globals:
            self._loaded[name] = template
        return template

    def load_changed(self) -> None:
        """Load anew what has changed since it was loaded, for one that does not follow changes by itself.

        All of it: a template that is as it was, may have taken something from one that is not.
        """
        if not all(template.is_up_to_date for template in self._loaded.values()):
            self._loaded.clear()
            if self.cache is not None:
                self.cache.clear()
