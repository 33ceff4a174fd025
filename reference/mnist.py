"""All of MNIST and Fashion-MNIST: read where they lie, fetched where they don't, else the digits.

Files are kept as torchvision keeps them (`MNIST/raw/train-images-idx3-ubyte.gz`), so either finds
what the other fetched; torchvision itself is not needed. MNIST: LeCun, Bottou, Bengio and Haffner
(1998). Fashion-MNIST: Xiao, Rasul and Vollgraf (2017). The checksums are those that torchvision and
the authors publish.
"""

from __future__ import annotations

import errno
import gzip
import hashlib
import http.client
import math
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from reference import datasets

OnProgress = Callable[[str, int, int | None], object]
Split = Literal["train", "test"]

CHUNK = 2**16  # bytes between two reports of progress: 150 for the largest file of MNIST
MOST = 2**26  # no file has more bytes: 26 MB is the largest
SECONDS = 15.0  # without a byte from the server
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class UnavailableError(OSError):
    """The images can be neither read nor fetched; its text says why, in a sentence."""


@dataclass(frozen=True)
class Collection:
    """Where a data set lies, and the md5 of each file, by split: images and labels."""

    folder: str
    mirrors: tuple[str, ...]
    md5: dict[str, tuple[str, str]]


COLLECTIONS = {
    "mnist": Collection(
        "MNIST",
        ("https://ossci-datasets.s3.amazonaws.com/mnist/", "http://yann.lecun.com/exdb/mnist/"),
        {
            "train": ("f68b3c2dcbeaaa9fbdd348bbdeb94873", "d53e105ee54ea40749a09fcbcd1e9432"),
            "test": ("9fb629c4189551a2d022fa330f9573f3", "ec29112dd5afa0611ce80d1b7f02629c"),
        },
    ),
    "fashion_mnist": Collection(
        "FashionMNIST",
        (
            "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
            "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/",
        ),
        {
            "train": ("8d4fb7e6c68d591d4c3dfef9ec88bf0d", "25c81989df183df01b3e8a0aad5dffbe"),
            "test": ("bef4ecab320f06d8554ea6380940ec79", "bb300cfdad3c16e7a12a480ee83cd310"),
        },
    ),
}


@dataclass(frozen=True, eq=False)
class Images:
    """images uint8 (n, 28, 28), labels (n,), where they are from, and what went wrong, if it did.

    `notice` is a sentence for the learner where the shipped digits stand in, else None.
    """

    name: str
    images: NDArray[np.uint8]
    labels: NDArray[np.intp]
    source: str
    notice: str | None = None


def default_folder() -> Path:
    """The cache of this user, as the operating system has it."""
    from platformdirs import user_cache_path

    return user_cache_path("cem-tutor")


def load(
    name: str = "mnist",
    split: Split = "train",
    folder: Path | None = None,
    on_progress: OnProgress | None = None,
    download: bool = True,
) -> Images:
    """The images of that name and split, or the 5,000 shipped digits with a notice that says why.

    on_progress(file, bytes so far, bytes in all or None) is called as a file comes in. What it
    raises stops the download, which goes on from there the next time.
    Errors: ValueError, with a sentence, for a name or a split that there is not.
    """
    try:
        return fetch(name, split, folder, on_progress, download)
    except UnavailableError as error:
        shipped = datasets.mnist_5k()
        notice = f"{error} The 5,000 digits that ship are used instead."
        return Images("mnist_5k", shipped.X, np.asarray(shipped.labels), shipped.source, notice)


def fetch(
    name: str = "mnist",
    split: Split = "train",
    folder: Path | None = None,
    on_progress: OnProgress | None = None,
    download: bool = True,
) -> Images:
    """As `load`, but what cannot be had is an `UnavailableError`."""
    collection = COLLECTIONS.get(name)
    if collection is None or split not in collection.md5:
        raise ValueError(
            f"There is no {name!r} with a split {split!r}: choose from "
            f'{", ".join(COLLECTIONS)}, and "train" or "test".'
        )
    raw = (folder or default_folder()) / collection.folder / "raw"
    prefix = {"train": "train", "test": "t10k"}[split]
    files = (f"{prefix}-images-idx3-ubyte", f"{prefix}-labels-idx1-ubyte")
    wanted = zip(files, collection.md5[split], strict=True)
    got = [_array(raw, file, md5, collection, on_progress, download) for file, md5 in wanted]
    images, labels = got[0], got[1].astype(np.intp)
    if images.shape != (len(labels), 28, 28):
        raise UnavailableError(f"The files in {raw} do not belong together: delete them.")
    return Images(name, images, labels, f"{collection.folder}, {split} images")


def _array(
    raw: Path,
    file: str,
    md5: str,
    collection: Collection,
    on_progress: OnProgress | None,
    download: bool,
) -> NDArray[np.uint8]:
    """From the unpacked file, from the packed one, from the network: the first that is sound."""
    packed = raw / f"{file}.gz"
    try:
        if (raw / file).is_file():
            array = _parsed((raw / file).read_bytes())
            if array is not None:
                return array
        if not (packed.is_file() and _md5(packed) == md5):
            if not download:
                raise UnavailableError(f"There is no sound {packed.name} in {raw}.")
            _download(packed, md5, collection.mirrors, on_progress)
        array = _parsed(gzip.decompress(packed.read_bytes()))
    except UnavailableError:
        raise
    except (OSError, EOFError, zlib.error) as error:
        raise UnavailableError(_sentence(error, packed)) from error
    if array is None:
        raise UnavailableError(f"{packed} does not hold what its name says: delete it.")
    return array


def _parsed(content: bytes) -> NDArray[np.uint8] | None:
    """The array of an IDX file of bytes; None where it is broken.

    Two zeros, 8 for unsigned bytes, the number of dimensions, each as four bytes, then the numbers.
    """
    if content[:4] not in (b"\0\0\x08\1", b"\0\0\x08\3"):  # labels, images
        return None
    start = 4 + 4 * content[3]
    if len(content) < start:
        return None
    shape = tuple(np.frombuffer(content[4:start], dtype=">u4").tolist())
    if len(content) - start != math.prod(shape):
        return None
    return np.frombuffer(content, dtype=np.uint8, offset=start).reshape(shape).copy()


def _md5(path: Path) -> str:
    """Against broken files, not against forgers: it is what is published for these."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


def _download(
    target: Path, md5: str, mirrors: tuple[str, ...], on_progress: OnProgress | None
) -> None:
    """Fetch the file from the first mirror that gives the right one; one process at a time."""
    from filelock import FileLock

    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    with FileLock(f"{target}.lock"):
        if target.is_file() and _md5(target) == md5:  # another process was first
            return
        reasons = []
        for mirror in mirrors:
            reason = _from_mirror(mirror + target.name, part, md5, on_progress)
            if reason is None:
                part.replace(target)
                return
            reasons.append(f"{mirror}: {reason}")
    raise UnavailableError(f"{target.name} could not be fetched ({'; '.join(reasons)}).")


def _from_mirror(url: str, part: Path, md5: str, on_progress: OnProgress | None) -> str | None:
    """Bring the part to its end; None if it then is the right file, else what went wrong."""
    resumed = part.is_file() and part.stat().st_size > 0
    try:
        ended = _append(url, part, on_progress)
    except (urllib.error.URLError, http.client.HTTPException, ConnectionError, TimeoutError) as e:
        if not (resumed and isinstance(e, urllib.error.HTTPError) and e.code == 416):
            return _short(e)
        ended = True  # what there is has no continuation: it is whole, or wrong
    except OSError as error:
        if error.errno in NO_ROOM:
            part.unlink(missing_ok=True)  # it would keep the disk full
        raise
    if not ended:
        return "the connection ended early"  # the next attempt goes on from here
    if part.is_file() and _md5(part) == md5:
        return None
    part.unlink(missing_ok=True)
    return _from_mirror(url, part, md5, on_progress) if resumed else "its checksum is wrong"


def _append(url: str, part: Path, on_progress: OnProgress | None) -> bool:
    """Add to the part what it lacks, or all where the server can't continue: whether it ended."""
    have = part.stat().st_size if part.is_file() else 0
    headers = {"User-Agent": "cem-tutor", **({"Range": f"bytes={have}-"} if have else {})}
    request = urllib.request.Request(url, headers=headers)
    with urllib.request.urlopen(request, timeout=SECONDS) as response:
        follows = response.headers.get("Content-Range", "").startswith(f"bytes {have}-")
        if not (response.status == 206 and follows):
            have = 0
        length = response.headers.get("Content-Length")
        total = have + int(length) if length and length.isdigit() else None
        with part.open("ab" if have else "wb") as file:
            while have <= MOST and (chunk := response.read(CHUNK)):
                file.write(chunk)
                have += len(chunk)
                if on_progress is not None:
                    on_progress(part.stem, have, total)
    return have > MOST or total is None or have >= total


def _short(error: Any) -> str:
    reason = getattr(error, "reason", None) or error
    return str(reason) or type(error).__name__


def _sentence(error: BaseException, path: Path) -> str:
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        return f"There is no room for {path.name} in {path.parent}."
    if isinstance(error, OSError) and not isinstance(error, gzip.BadGzipFile):
        return f"{path.name} can't be kept or read in {path.parent}: {error.strerror or error}."
    return f"{path} is broken: delete it."
