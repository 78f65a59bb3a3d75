"""Refusals of what is made public."""

from belonging.web.base.errors import Refused


class NothingToPublish(Refused):
    """No programme report has been released."""

    def __init__(self) -> None:
        super().__init__("There is no programme report of this cohort yet. It can be published once there is one.")


class ResultsChanged(Refused):
    """Newer findings or words came between reading and pressing."""

    def __init__(self) -> None:
        super().__init__("Newer results or words have come in since you opened this page. Please read them first.")
