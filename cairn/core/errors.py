"""What can go wrong on purpose. Raised where the rule lives, turned into a sentence at each entrance."""


class CairnError(Exception):
    """Root of every deliberate failure. `code` is stable; `params` fill the sentence and never hold personal facts."""

    code = "failed"

    def __init__(self, code: str = "", **params: object) -> None:
        self.code = code or type(self).code
        self.params = params
        super().__init__(self.code)


class Refused(CairnError):
    """A rule said no. The sentence for `code` is in the catalogue of the app that raised it."""

    code = "refused"


class AnswerFirst(Refused):
    """Something must be said first, on a page of its own; then the same is asked again."""

    code = "answer_first"


class NotAllowed(CairnError):
    """The actor sees the thing but may not do this with it."""

    code = "not_allowed"


class NotFound(CairnError):
    """There is no such thing, or none that this actor may see: the two are told apart by nobody."""

    code = "not_found"


class Conflict(CairnError):
    """Somebody else changed it first; nothing of either version is lost."""

    code = "conflict"
