"""A module of the user's own beside the provenance scenes; it knows no engine."""


def build(mobject_class):
    return mobject_class()  # Imported: created
