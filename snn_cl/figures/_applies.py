"""Why a figure has nothing to draw of a record: what several figures say alike."""

from snn_cl.errors import RunError
from snn_cl.records.record import Record


def no_run(record: Record) -> str:
    """Return why a record is none of a run, '' if it is one.

    Parameters
    ----------
    record : Record

    Returns
    -------
    str
    """
    if "stream" in record.header:
        return ""
    return f"{record.folder}: is no run; expected one with a stream; draw one of 'snn-cl run'"


def require(reason: str) -> None:
    """Refuse to draw where there is a reason not to.

    Parameters
    ----------
    reason : str
        '' if there is none.

    Raises
    ------
    RunError
        If there is one.
    """
    if reason:
        raise RunError(reason)
