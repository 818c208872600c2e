"""PDFium's C interface, bound so that a call costs a fraction of a microsecond.

pypdfium2's helpers make a Python object per character or rectangle; a report has a quarter of a million of them.
Handles are plain integers here. PDFium is not thread-safe: one process, one thread.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import c_double, c_int, c_uint, c_ulong, c_void_p
from functools import lru_cache
from typing import Any, NamedTuple

PAGE_OBJECT_TEXT = 1
PAGE_OBJECT_PATH = 2
PAGE_OBJECT_IMAGE = 3
PAGE_OBJECT_FORM = 5

SEGMENT_LINE, SEGMENT_BEZIER, SEGMENT_MOVE = 0, 1, 2


class Calls(NamedTuple):
    """The functions of PDFium that the reader uses, with integers for handles."""

    load_page: Callable[..., int | None]
    close_page: Callable[..., None]
    load_text: Callable[..., int | None]
    close_text: Callable[..., None]
    page_box: Callable[..., int]
    rotation: Callable[..., int]
    count_chars: Callable[..., int]
    get_text: Callable[..., int]
    unicode: Callable[..., int]
    text_object: Callable[..., int | None]
    loose_box: Callable[..., int]
    origin: Callable[..., int]
    char_matrix: Callable[..., int]
    font_size: Callable[..., float]
    font: Callable[..., int | None]
    font_name: Callable[..., int]
    font_weight: Callable[..., int]
    render_mode: Callable[..., int]
    fill_colour: Callable[..., int]
    count_objects: Callable[..., int]
    page_object: Callable[..., int | None]
    count_form_objects: Callable[..., int]
    form_object: Callable[..., int | None]
    object_type: Callable[..., int]
    object_bounds: Callable[..., int]
    object_matrix: Callable[..., int]
    count_segments: Callable[..., int]
    segment: Callable[..., int | None]
    segment_point: Callable[..., int]
    segment_type: Callable[..., int]
    viewer_preference: Callable[..., int]


_P, _I = c_void_p, c_int
_SIGNATURES: dict[str, tuple[str, Any, tuple[Any, ...]]] = {
    "load_page": ("FPDF_LoadPage", _P, (_P, _I)),
    "close_page": ("FPDF_ClosePage", None, (_P,)),
    "load_text": ("FPDFText_LoadPage", _P, (_P,)),
    "close_text": ("FPDFText_ClosePage", None, (_P,)),
    "page_box": ("FPDF_GetPageBoundingBox", _I, (_P, _P)),
    "rotation": ("FPDFPage_GetRotation", _I, (_P,)),
    "count_chars": ("FPDFText_CountChars", _I, (_P,)),
    "get_text": ("FPDFText_GetText", _I, (_P, _I, _I, _P)),
    "unicode": ("FPDFText_GetUnicode", c_uint, (_P, _I)),
    "text_object": ("FPDFText_GetTextObject", _P, (_P, _I)),
    "loose_box": ("FPDFText_GetLooseCharBox", _I, (_P, _I, _P)),
    "origin": ("FPDFText_GetCharOrigin", _I, (_P, _I, _P, _P)),
    "char_matrix": ("FPDFText_GetMatrix", _I, (_P, _I, _P)),
    "font_size": ("FPDFText_GetFontSize", c_double, (_P, _I)),
    "font": ("FPDFTextObj_GetFont", _P, (_P,)),
    "font_name": ("FPDFFont_GetBaseFontName", c_ulong, (_P, _P, c_ulong)),
    "font_weight": ("FPDFFont_GetWeight", _I, (_P,)),
    "render_mode": ("FPDFTextObj_GetTextRenderMode", _I, (_P,)),
    "fill_colour": ("FPDFPageObj_GetFillColor", _I, (_P, _P, _P, _P, _P)),
    "count_objects": ("FPDFPage_CountObjects", _I, (_P,)),
    "page_object": ("FPDFPage_GetObject", _P, (_P, _I)),
    "count_form_objects": ("FPDFFormObj_CountObjects", _I, (_P,)),
    "form_object": ("FPDFFormObj_GetObject", _P, (_P, c_ulong)),
    "object_type": ("FPDFPageObj_GetType", _I, (_P,)),
    "object_bounds": ("FPDFPageObj_GetBounds", _I, (_P, _P, _P, _P, _P)),
    "object_matrix": ("FPDFPageObj_GetMatrix", _I, (_P, _P)),
    "count_segments": ("FPDFPath_CountSegments", _I, (_P,)),
    "segment": ("FPDFPath_GetPathSegment", _P, (_P, _I)),
    "segment_point": ("FPDFPathSegment_GetPoint", _I, (_P, _P, _P)),
    "segment_type": ("FPDFPathSegment_GetType", _I, (_P,)),
    "viewer_preference": ("FPDF_VIEWERREF_GetName", c_ulong, (_P, ctypes.c_char_p, _P, c_ulong)),
}


@lru_cache(maxsize=1)
def calls() -> Calls:
    """The bound functions; the library is loaded on the first call."""
    import pypdfium2.raw as raw

    def bind(name: str, result: Any, arguments: tuple[Any, ...]) -> Callable[..., Any]:
        address = ctypes.cast(getattr(raw, name), c_void_p).value or 0
        # PYFUNCTYPE keeps the interpreter lock: taking and giving it would cost more than most of these calls.
        return ctypes.PYFUNCTYPE(result, *arguments)(address)

    return Calls(**{field: bind(*signature) for field, signature in _SIGNATURES.items()})


def handle(pointer: Any) -> int:
    """The integer behind one of pypdfium2's typed pointers."""
    return int(ctypes.cast(pointer, c_void_p).value or 0)


def is_right_to_left(document: int) -> bool:
    """Whether the catalogue asks for right-to-left reading, which makes PDFium turn its lines round."""
    buffer = ctypes.create_string_buffer(16)
    calls().viewer_preference(document, b"Direction", buffer, 16)
    return buffer.value == b"R2L"
