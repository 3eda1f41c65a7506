"""What waits at the desk between governments, in the order in which an officer looks at it."""

from cauce.governments.briefs.intray import BRIEFS
from cauce.governments.drafts import trays as drafts
from cauce.governments.work import trays

TRAYS = (*trays.TRAYS, BRIEFS, *drafts.TRAYS)
