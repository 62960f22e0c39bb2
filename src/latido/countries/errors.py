"""What is wrong with a country pack, and where."""


class CountryDataError(ValueError):
    """A country file cannot be used. The message names file, row and what to do."""

    def __init__(self, file: str, row: str, problem: str) -> None:
        super().__init__(f"{file}, {row}: {problem}")
        self.file = file
        self.row = row
        self.problem = problem


class UnknownCountryError(ValueError):
    """No pack of this code is shipped."""
