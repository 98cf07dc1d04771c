"""A script written for docxtpl → the same script over reportgen's engine: ``from reportgen.compat.docxtpl import DocxTemplate``.

Knows how docxtpl is called (0.20), not how it works.  ``docs/docxtpl.md`` says of each thing whether it is the same,
better or refused, and why.  What is not passed over in silence: a name that the data do not have raises
``reportgen.ReportError`` with all faults and their places, unless the script says ``DocxTemplate(path,
undefined="blank")``; ``problems`` has what is worth knowing besides.  Objects in a context are read as plain data
(``context``); nothing of Python can be called by a template but the filters of the ``jinja_env`` that the script hands in.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from functools import wraps
from os import PathLike
from typing import IO, TYPE_CHECKING, Any

from jinja2.defaults import DEFAULT_NAMESPACE
from jinja2.exceptions import TemplateError as JinjaError
from jinja2.filters import FILTERS

from reportgen.compat.context import as_data, unwrapped
from reportgen.compat.refusal import refused
from reportgen.compat.replacement import Replacements, Source, content_of
from reportgen.compat.subdocument import Subdoc
from reportgen.compat.values import RP, InlineImage, Listing, R, RichText, RichTextParagraph, UrlId
from reportgen.engine.arguments import target_of
from reportgen.engine.template import Template
from reportgen.message import say
from reportgen.ooxml.names import OFFICE
from reportgen.problem import Problem, ReportError, WordPlace
from reportgen.storage import replace_file

if TYPE_CHECKING:
    from docx.document import Document
    from jinja2 import Environment

__all__ = ["RP", "DocxTemplate", "InlineImage", "Listing", "R", "RichText", "RichTextParagraph", "Subdoc", "TemplateError"]


class TemplateError(ReportError, JinjaError):
    """What a script for docxtpl catches as ``jinja2.exceptions.TemplateError``, with every fault in ``problems``.

    ``docx_context`` gives the text around each fault, the fault between 【 and 】.
    """

    @property
    def docx_context(self) -> list[str]:
        """In the order of the problems."""
        places = (problem.place for problem in self.problems)
        return [place.excerpt for place in places if isinstance(place, WordPlace) and place.excerpt]


class DocxTemplate:
    """A template, then the file made of it: ``render``, then ``save``, any number of times.

    ``undefined="blank"`` lets unknown names and empty values print nothing, as docxtpl does; otherwise they are told, in
    ``language`` (``zh``, ``en``), or else in the one that the environment asks for.
    """

    HEADER_URI = f"{OFFICE}header"
    FOOTER_URI = f"{OFFICE}footer"

    def __init__(self, template_file: Source, *, undefined: str = "told", language: str | None = None) -> None:
        if undefined not in ("told", "blank"):
            raise refused(say('undefined 只能是 "told" 或 "blank"，不能是“{written}”', written=undefined))
        self.template_file = template_file
        self.allow_missing_pics = False
        self.is_rendered = False
        self.is_saved = False
        self.problems: tuple[Problem, ...] = ()
        self._blank = undefined == "blank"
        self._language = language
        self._template = content_of(template_file)
        self._result = b""
        self._docx: Document | None = None
        self._replacements = Replacements()

    # --- filling ---

    def render(self, context: Mapping[str, Any], jinja_env: Environment | None = None, autoescape: bool = False) -> None:
        """Fills the template.  Text is always escaped, so ``autoescape`` changes nothing.

        Raises ``TemplateError``, a ``ReportError``, with every fault of template and context.
        """
        if not isinstance(context, Mapping):
            raise refused(say("render 的数据要传字典（dict），这里传的是 {type}", type=type(context).__name__))
        template = self._opened(jinja_env)
        given = {**_globals(jinja_env), **context}
        rendered = template.render(as_data(given))
        self.problems = rendered.problems
        if not rendered.package:
            raise TemplateError(rendered.problems)
        self._result, self._docx, self.is_rendered = rendered.package, None, True

    def get_undeclared_template_variables(
        self, jinja_env: Environment | None = None, context: Mapping[str, Any] | None = None
    ) -> set[str]:
        """The top-level names that the template asks for, of all its parts; those in ``context`` left out."""
        return set(self._opened(jinja_env).names) - set(_globals(jinja_env)) - set(context or {})

    def _opened(self, jinja_env: Environment | None) -> Template:
        source = self._template if self.is_rendered else self._current()
        return Template.open(source, _filters(jinja_env), lenient=self._blank, scripted=True, language=self._language)

    # --- what a context may hold ---

    def new_subdoc(self, docpath: Source | None = None) -> Subdoc:
        """A document to be built with python-docx, in the template's styles.

        A file of its own (``docpath``) brings its styles, lists and notes along; of two styles of one name the template's counts.
        """
        return Subdoc(self._template, content_of(docpath) if docpath is not None else None)

    def build_url_id(self, url: str) -> UrlId:
        """What ``RichText(…, url_id=…)`` takes for a link."""
        return UrlId(url)

    # --- replacing ---

    def replace_pic(self, embedded_file: str, dst_file: Source) -> None:
        """The picture of this name, title or description becomes another of the same format."""
        self._replacements.pictures[embedded_file] = content_of(dst_file)

    def replace_media(self, src_file: Source, dst_file: Source) -> None:
        """The picture with the content of ``src_file`` becomes another of the same format."""
        self._replacements.exchange("word/media/", content_of(src_file), content_of(dst_file))

    def replace_embedded(self, src_file: Source, dst_file: Source) -> None:
        """The embedded file with the content of ``src_file`` becomes another."""
        self._replacements.exchange("word/embeddings/", content_of(src_file), content_of(dst_file))

    def replace_zipname(self, zipname: str, dst_file: Source) -> None:
        """The part of this name becomes another."""
        self._replacements.names[zipname] = content_of(dst_file)

    def reset_replacements(self) -> None:
        """Forgets all replacements."""
        self._replacements = Replacements()

    # --- the file ---

    def save(self, filename: str | PathLike[str] | IO[bytes]) -> None:
        """Writes the file, replacements made; without ``render`` the template with its replacements.

        Raises ``ValueError`` for a replacement that finds nothing to replace, unless ``allow_missing_pics``.
        """
        data = self._replacements.applied(self._current(), missing_allowed=self.allow_missing_pics)
        if isinstance(filename, (str, PathLike)):
            replace_file(target_of(filename), data)
        else:
            filename.write(data)
        self.is_saved = True

    @property
    def docx(self) -> Document:
        """The file so far, for python-docx; what a script changes in it is kept."""
        if self._docx is None:
            from docx import Document as opened  # imported when asked for: it costs 0.1 s

            self._docx = opened(io.BytesIO(self._result or self._template))
        return self._docx

    def get_docx(self) -> Document:
        """The same as ``docx``."""
        return self.docx

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.docx, name)

    def _current(self) -> bytes:
        if self._docx is None:
            return self._result or self._template
        buffer = io.BytesIO()
        self._docx.save(buffer)
        return buffer.getvalue()


def _filters(jinja_env: Environment | None) -> dict[str, Callable[..., Any]]:
    """The filters that the script has added; Jinja's own are the engine's business."""
    held = getattr(jinja_env, "filters", None) if jinja_env is not None else {}
    if held is None:
        raise refused(say("jinja_env 要传 jinja2.Environment，这里传的是 {type}", type=type(jinja_env).__name__))
    return {name: _adapted(function) for name, function in held.items() if FILTERS.get(name) is not function}


def _adapted(function: Callable[..., Any]) -> Callable[..., Any]:
    """A script's filter gets the script's own objects, and what it makes becomes data."""

    @wraps(function)
    def apply(*args: Any, **named: Any) -> Any:
        result = function(*map(unwrapped, args), **{name: unwrapped(value) for name, value in named.items()})
        return as_data(result)

    return apply


def _globals(jinja_env: Environment | None) -> dict[str, Any]:
    held = jinja_env.globals if jinja_env is not None else {}
    return {name: value for name, value in held.items() if name not in DEFAULT_NAMESPACE}
