"""How a page of a paper leaves the house: a picture that nothing may run, and nobody may store."""

from django.http import HttpResponse


def as_answer(jpeg: bytes, page: int) -> HttpResponse:
    """Return the answer that carries a page to whoever was let in."""
    return HttpResponse(
        jpeg,
        content_type="image/jpeg",
        headers={
            "Content-Disposition": f'attachment; filename="page-{page}.jpg"',
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        },
    )
