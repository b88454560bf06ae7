"""What a recording takes, said before anything runs."""

import logging
import shutil
from collections.abc import Sequence
from pathlib import Path

from snn_cl.errors import ModelError
from snn_cl.network.memory import memory_of_machine, size_in_words
from snn_cl.network.recording_spec import recorded_elements
from snn_cl.network.resolved import ResolvedModel

logger = logging.getLogger(__name__)
_LARGE = 1e9  # bytes from which on the size is a warning
_VALUE = 8  # bytes of a value in the record
_COPIES = 2  # of a block's values: as the program wrote them, and as they go to the disk


def check_recording(
    recorded: Sequence[str], resolved: ResolvedModel, n_presentations: int, block: int, folder: Path
) -> None:
    """Refuse a recording that memory cannot hold, and say what one takes on the disk.

    Parameters
    ----------
    recorded : sequence of str
        Each GROUP.VARIABLE[INDICES].
    resolved : ResolvedModel
    n_presentations : int
        In the stream.
    block : int
        Presentations that are in memory at a time.
    folder : Path
        On whose disk the record is written; it need not be there yet.

    Raises
    ------
    ModelError
        If something to record is none, or a block of it takes more memory than there is.
    """
    n_elements = sum(len(recorded_elements(text, resolved)[1]) for text in recorded)
    if not n_elements:
        return
    in_memory = _COPIES * _VALUE * n_elements * min(block, n_presentations)
    if in_memory > memory_of_machine():
        raise ModelError(
            f"a block of {min(block, n_presentations)} presentations has "
            f"{size_in_words(in_memory)} to record, this machine has memory of "
            f"{size_in_words(memory_of_machine())}: record fewer elements, or choose smaller blocks"
        )
    on_disk = _VALUE * n_elements * n_presentations
    logger.log(
        logging.WARNING if on_disk > _LARGE else logging.INFO,
        "%s values to record take up to %s on the disk, where %s are free",
        f"{n_elements * n_presentations:,}",
        size_in_words(on_disk),
        size_in_words(_free(folder)),
    )


def _free(folder: Path) -> float:
    there = next(each for each in (folder, *folder.absolute().parents) if each.exists())
    return float(shutil.disk_usage(there).free)
