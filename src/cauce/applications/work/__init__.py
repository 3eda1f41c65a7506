"""Who looks at an application: taken by rule, given back, handed on to a case, closed."""
