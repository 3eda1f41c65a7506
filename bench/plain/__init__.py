"""What Cauce is measured beside: a plain Django project with forms, a form set and the ORM."""
