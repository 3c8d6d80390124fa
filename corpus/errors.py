"""Everything that can go wrong in a way the user can act on.

    NewsdeskError                 one line: what is wrong, and what to do next
    ├── UnreadableFile            a file or folder that cannot be read at all
    ├── FetchError                a web address that cannot be fetched now, or must not be
    ├── ArchiveError              the archive cannot be opened, written or understood
    │   ├── ArchiveNotFound       there is no archive in that folder
    │   └── ArchiveBusy           another process is writing to it
    ├── EncoderError              the encoder's weights are missing, broken or not the expected ones
    ├── ReaderError               a question-answering model that is not there, or is none
    ├── QuoteError                a quote that does not stand in its article
    └── QuestionError             a question, or a row of a question file, that cannot be asked

The command prints the message as one line and exits with 2; the page shows it as a notice.
Nobody ever sees a traceback for one of these.
"""

__all__ = [
    "ArchiveBusy",
    "ArchiveError",
    "ArchiveNotFound",
    "EncoderError",
    "FetchError",
    "NewsdeskError",
    "QuestionError",
    "QuoteError",
    "ReaderError",
    "UnreadableFile",
]


class NewsdeskError(Exception):
    """Say in one line what is wrong and what to do next."""


class UnreadableFile(NewsdeskError):
    """A file or folder cannot be read at all; a broken record inside one is only skipped."""


class FetchError(NewsdeskError):
    """A web address cannot be fetched, or must not be; `later` says whether it is worth asking again soon."""

    def __init__(self, reason: str, *, later: bool = False) -> None:
        super().__init__(reason)
        self.later = later


class ArchiveError(NewsdeskError):
    """The archive cannot be opened, written or understood."""


class ArchiveNotFound(ArchiveError):
    """There is no archive in the folder that was named."""


class ArchiveBusy(ArchiveError):
    """Another process is writing to the archive."""


class EncoderError(NewsdeskError):
    """The encoder's weights are missing, broken or not the expected ones."""


class ReaderError(NewsdeskError):
    """The reader that was named is not to be had, or is no question-answering model."""


class QuoteError(NewsdeskError):
    """A quote does not stand in its article at its offsets."""


class QuestionError(NewsdeskError):
    """A question, or a row of a question file, cannot be asked."""
