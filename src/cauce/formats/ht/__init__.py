"""How dates look on pages, per language; Django reads it by FORMAT_MODULE_PATH."""
