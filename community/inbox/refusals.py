"""Why a reply could not be taken; rooms raise it."""


class Refused(Exception):
    """Its text says why and what to do, in the writer's language; `path` is where it can be said instead."""

    def __init__(self, why: str, path: str = "") -> None:
        super().__init__(why)
        self.path = path
