"""The plain project's forms: what Django's own tutorial would do."""

from django import forms

from bench.plain.models import Case, Person

YES_NO = [("yes", "Yes"), ("no", "No"), ("unknown", "I don't know")]
QUESTIONS = 12


class CaseForm(forms.ModelForm):
    """The household."""

    class Meta:
        model = Case
        fields = ("language", "site", "phone", "email", "form_id")


class PersonForm(forms.ModelForm):
    """One person with a dozen answers."""

    class Meta:
        model = Person
        fields = ("given", "surname1", "surname2", "birth", "relation", "paper", "nationality")

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Add the questions."""
        super().__init__(*args, **kwargs)
        for number in range(QUESTIONS):
            self.fields[f"q{number}"] = forms.ChoiceField(choices=YES_NO)


PersonFormSet = forms.formset_factory(PersonForm, extra=0, min_num=1, max_num=12)
