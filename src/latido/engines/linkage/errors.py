"""The one error this engine raises, with a code that a caller can translate."""


class LinkageError(ValueError):
    """A value, record or file that cannot be linked.

    `code` is stable and meant for machines (`wrong_epoch_key`, `bad_phone`, ...); the message is English
    and never repeats the refused value, which may be somebody's name or number.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
