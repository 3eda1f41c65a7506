"""The register of counterparts, posts and tenures as rows, and back as a record has them."""

from cauce.base.shelf import Shelf
from cauce.partners.models import Counterpart, Post, Tenure

COUNTERPARTS = Shelf(
    Counterpart,
    {"name": "name", "name_variants": "name_variants", "kind": "kind", "country": "country"}
    | {"parent": "parent_id"},
)
POSTS = Shelf(Post, {"title": "title", "country": "country"})
TENURES = Shelf(
    Tenure,
    {"actor": "holder_id", "office": "post_id", "from": "begins", "to": "ends"}
    | {"ends_with": "ends_with", "note": "note"},
)
