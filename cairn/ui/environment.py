"""The Jinja environment that every page is rendered in."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import (
    BaseLoader,
    ChainableUndefined,
    ChoiceLoader,
    Environment,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
)
from jinja2 import Template as JinjaTemplate

from cairn.ui import fields, formats, shell

_LENIENT = "govuk_frontend_jinja/"


class CairnEnvironment(Environment):
    """Strict about names in our templates, lenient inside the GOV.UK macros, which rely on absent parameters."""

    _lenient: Environment | None = None

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> JinjaTemplate:
        """The template of that name; the GOV.UK ones come from the lenient twin of this environment."""
        if self._lenient is not None and isinstance(name, str) and name.startswith(_LENIENT):
            return self._lenient.get_template(name, parent, globals)
        return super().get_template(name, parent, globals)

    def open_lenient_twin(self) -> None:
        """Make the twin once everything shared by the two has been put in place."""
        twin = self.overlay(undefined=ChainableUndefined, trim_blocks=False, lstrip_blocks=False)
        # The macros indent what they wrap, which would put blanks into every line of a text area's words.
        twin.filters = {**self.filters, "indent": _as_it_is}
        self._lenient = twin


def environment(*, loader: BaseLoader, **options: Any) -> CairnEnvironment:
    """Build the environment; Django's Jinja2 backend calls this with its loader and options."""
    options["undefined"] = StrictUndefined
    options["autoescape"] = True
    options["trim_blocks"] = options["lstrip_blocks"] = True
    options["extensions"] = [*options.get("extensions", []), "jinja2.ext.i18n", "jinja2.ext.do"]
    govuk = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    made = CairnEnvironment(loader=ChoiceLoader([loader, govuk]), **options)
    _speak(made)
    made.globals.update(_globals())
    made.filters.update(_filters())
    made.open_lenient_twin()
    return made


def _as_it_is(words: str, *_: object) -> str:
    return words


def _speak(made: Environment) -> None:
    made.policies["ext.i18n.trimmed"] = True
    # The extension adds this method to the environment at run time; type stubs do not know it.
    made.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=translation.gettext,
        ngettext=translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )


def _globals() -> dict[str, Any]:
    """Names every template knows. `shell` and `messages` are what a page without a request shows, such as a failure."""
    return {
        "url": _url,
        "static": static,
        "field_params": fields.field_params,
        "error_summary": fields.error_summary,
        "shell": shell.SIGNED_OUT,
        "messages": (),
    }


def _filters() -> dict[str, Any]:
    named = (
        formats.day,
        formats.weekday,
        formats.clock_time,
        formats.day_and_time,
        formats.by_end_of,
        formats.iso,
        formats.phone,
        formats.tel,
        formats.language,
        formats.country,
    )
    return {each.__name__: each for each in named}


def _url(name: str, /, *args: object, **kwargs: object) -> str:
    """The address of a named page: `url("concerns:concern", concern.id)`."""
    return reverse(name, args=args or None, kwargs=kwargs or None)
