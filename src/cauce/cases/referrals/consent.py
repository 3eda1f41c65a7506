"""Whether a family agreed that its data goes to an organisation: by name if it was asked, else in general."""

from cauce.partners.models import Organisation
from cauce.people.models import Consent, Household

PURPOSE, ANY_ORGANISATION = "refer", "organisations"


def may_refer(household: Household, organisation: Organisation) -> bool:
    """Say whether the newest answer about this organisation, or about all of them, is yes."""
    answers = Consent.objects.of(household=household).filter(purpose=PURPOSE)
    for recipient in (organisation.recipient, ANY_ORGANISATION):
        newest = answers.filter(recipient=recipient).order_by("-at", "-pk").first()
        if newest is not None:
            return bool(newest.given)
    return False
