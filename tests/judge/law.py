"""All the pathways of the pack, as the judge reads them."""

from tests.judge import law_mobility, law_refuge, law_visa

PATHWAYS = (*law_mobility.PATHWAYS, *law_refuge.PATHWAYS, *law_visa.PATHWAYS)
