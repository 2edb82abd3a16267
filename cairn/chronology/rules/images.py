"""Pictures are drawn anew: what is left is what can be seen, without the place, the time and the camera in the file."""

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from cairn.chronology.kinds import FileKind
from cairn.chronology.rules.limits import Limits
from cairn.core.errors import Refused

MILLION = 1_000_000
_FORMATS = {FileKind.JPEG: "JPEG", FileKind.PNG: "PNG", FileKind.WEBP: "WEBP"}
_SAVED: dict[FileKind, dict[str, int]] = {
    FileKind.JPEG: {"quality": 90},
    FileKind.PNG: {},
    FileKind.WEBP: {"quality": 90},
}
_PLAIN = frozenset({"L", "RGB"})
_SEE_THROUGH = frozenset({"RGBA", "LA", "PA"})
_TOO_LARGE = (Image.DecompressionBombError, Image.DecompressionBombWarning)
# What reading a damaged or hostile picture ends in, as its authors raise it.
_UNREADABLE = (
    *(UnidentifiedImageError, OSError, SyntaxError, EOFError, struct.error, zlib.error),
    *(ValueError, TypeError, ArithmeticError, LookupError, AttributeError, RuntimeError),
)


def redrawn(body: bytes, kind: FileKind, limits: Limits) -> bytes:
    """The same picture, upright, in the same format, with nothing but what can be seen. Of a moving one the first.

    Refuses more than the limit of width times height before anything is unpacked (`image_too_large`), and what cannot
    be drawn (`image_unreadable`).
    """
    try:
        with Image.open(BytesIO(body), formats=[_FORMATS[kind]]) as picture:
            width, height = picture.size
            if width * height > limits.image_pixels:
                raise Refused("image_too_large", most=limits.image_pixels // MILLION)
            ImageOps.exif_transpose(picture, in_place=True)
            return _saved(_only_seen(picture, kind), kind)
    except Refused:
        raise
    except _TOO_LARGE:
        raise Refused("image_too_large", most=limits.image_pixels // MILLION) from None
    except _UNREADABLE:
        raise Refused("image_unreadable") from None


def _only_seen(picture: Image.Image, kind: FileKind) -> Image.Image:
    mode = "RGBA" if kind is not FileKind.JPEG and _shows_through(picture) else "RGB"
    drawn = picture if picture.mode in _PLAIN else picture.convert(mode)
    # Onto an empty one: a picture that was read carries along whatever else its file said.
    fresh = Image.new(drawn.mode, drawn.size)
    fresh.paste(drawn)
    return fresh


def _shows_through(picture: Image.Image) -> bool:
    return picture.mode in _SEE_THROUGH or "transparency" in picture.info


def _saved(picture: Image.Image, kind: FileKind) -> bytes:
    kept = BytesIO()
    picture.save(kept, format=_FORMATS[kind], **_SAVED[kind])
    return kept.getvalue()
