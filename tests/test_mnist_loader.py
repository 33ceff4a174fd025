"""Fetching MNIST from a server of the test's own: whole, cut off, broken, absent, and no room."""

from __future__ import annotations

import errno
import gzip
import hashlib
import struct
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import ModuleType

import numpy as np
import pytest

from reference import datasets, mnist

IMAGES = np.random.default_rng(0).integers(256, size=(50, 28, 28), dtype=np.uint8)
LABELS = (np.arange(50) % 10).astype(np.uint8)


def idx(array):
    head = bytes([0, 0, 8, array.ndim]) + struct.pack(f">{array.ndim}I", *array.shape)
    return head + array.tobytes()


PACKED = {
    "train-images-idx3-ubyte.gz": gzip.compress(idx(IMAGES), mtime=0),
    "train-labels-idx1-ubyte.gz": gzip.compress(idx(LABELS), mtime=0),
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        mirror, _, name = self.path.strip("/").partition("/")
        content, first = PACKED[name], 0
        self.server.asked.append((mirror, name, self.headers.get("Range")))
        if mirror == "absent":
            self.send_error(404)
            return
        if mirror == "broken":
            content = b"x" + content[1:]
        if self.headers.get("Range"):
            first = int(self.headers["Range"][6:-1])
            if first >= len(content):
                self.send_error(416)
                return
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {first}-{len(content) - 1}/{len(content)}")
        else:
            self.send_response(200)
        self.send_header("Content-Length", str(len(content) - first))
        self.end_headers()
        self.wfile.write(content[first : len(content) // 2 if mirror == "cut" else None])

    def log_message(self, *_):
        pass


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setenv("no_proxy", "*")
    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running.asked = []
    threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
    yield running
    running.shutdown()
    running.server_close()


@pytest.fixture
def mirrors(server, monkeypatch):
    def use(*names):
        url = f"http://127.0.0.1:{server.server_port}"
        sums = tuple(hashlib.md5(content).hexdigest() for content in PACKED.values())
        small = mnist.Collection("MNIST", tuple(f"{url}/{n}/" for n in names), {"train": sums})
        monkeypatch.setitem(mnist.COLLECTIONS, "mnist", small)

    return use


def right(found):
    return np.array_equal(found.images, IMAGES) and np.array_equal(found.labels, LABELS)


def test_a_fetched_file_is_read_and_not_fetched_again(server, mirrors, tmp_path):
    mirrors("good")
    told = []
    found = mnist.load(folder=tmp_path, on_progress=lambda *call: told.append(call))
    assert right(found)
    assert found.notice is None
    size = len(PACKED["train-images-idx3-ubyte.gz"])
    assert told[-2] == ("train-images-idx3-ubyte.gz", size, size)
    asked = len(server.asked)
    assert right(mnist.load(folder=tmp_path))
    assert len(server.asked) == asked == 2


def test_the_next_mirror_takes_over_where_one_breaks_off(server, mirrors, tmp_path):
    mirrors("absent", "broken", "cut", "good")
    assert right(mnist.load(folder=tmp_path))
    half = len(PACKED["train-images-idx3-ubyte.gz"]) // 2
    assert ("good", "train-images-idx3-ubyte.gz", f"bytes={half}-") in server.asked


def test_who_stops_a_download_goes_on_from_there(server, mirrors, tmp_path):
    mirrors("good")

    def stop(*_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        mnist.load(folder=tmp_path, on_progress=stop)
    assert right(mnist.load(folder=tmp_path))


@pytest.mark.parametrize("left", [b"rubbish", b"x" * 100_000])
def test_a_part_that_is_wrong_is_fetched_anew(mirrors, tmp_path, left):
    mirrors("good")
    part = tmp_path / "MNIST" / "raw" / "train-images-idx3-ubyte.gz.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(left)
    assert right(mnist.load(folder=tmp_path))


def test_broken_files_are_fetched_anew_and_unpacked_ones_are_read(server, mirrors, tmp_path):
    mirrors("good")
    raw = tmp_path / "MNIST" / "raw"
    raw.mkdir(parents=True)
    (raw / "train-images-idx3-ubyte.gz").write_bytes(b"broken")
    (raw / "train-labels-idx1-ubyte").write_bytes(idx(LABELS))
    assert right(mnist.load(folder=tmp_path))
    assert [name for _, name, _ in server.asked] == ["train-images-idx3-ubyte.gz"]


def stands_in(found, words):
    assert found.name == "mnist_5k"
    assert found.images.shape == (5000, 28, 28)
    assert words in found.notice
    assert found.notice.endswith("are used instead.")


@pytest.mark.parametrize(
    ("mirror", "words"), [("absent", "Not Found"), ("broken", "checksum"), ("cut", "ended early")]
)
def test_the_shipped_digits_stand_in_with_a_reason(mirrors, tmp_path, mirror, words):
    mirrors(mirror)
    stands_in(mnist.load(folder=tmp_path), words)


def test_without_network_or_without_leave_to_use_it(server, mirrors, tmp_path):
    mirrors("good")
    stands_in(mnist.load(folder=tmp_path, download=False), "no sound")
    server.server_close()
    stands_in(mnist.load(folder=tmp_path), "could not be fetched")


def test_no_room_and_no_folder(mirrors, tmp_path):
    mirrors("good")

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    stands_in(mnist.load(folder=tmp_path, on_progress=full), "no room")
    assert not list(tmp_path.rglob("*.part"))
    (tmp_path / "file").write_text("")
    stands_in(mnist.load(folder=tmp_path / "file"), "can't be kept")


@pytest.mark.parametrize("options", [{"name": "letters"}, {"split": "half"}])
def test_an_unknown_name_or_split_is_a_value_error(options):
    with pytest.raises(ValueError, match=r"^There is no .*\.$"):
        mnist.load(**options)


def test_datasets_offers_them(mirrors, tmp_path, monkeypatch):
    mirrors("good")
    monkeypatch.setattr(mnist, "default_folder", lambda: tmp_path)
    data = datasets.load("mnist")
    assert np.array_equal(data.X, IMAGES)
    assert "mnist" not in datasets.names()


@pytest.mark.parametrize("broken", ["missing", "misfit"])
def test_a_torchvision_that_does_not_fit_is_told(broken, tmp_path, monkeypatch):
    pytest.importorskip("torch", reason="lesson 4 needs torch")
    from reference import variational_auto_encoder_examples as vae4

    class Misfit(ModuleType):
        def __getattr__(self, name):
            raise RuntimeError("operator torchvision::nms does not exist")

    monkeypatch.setitem(
        sys.modules, "torchvision.datasets", None if broken == "missing" else Misfit("t")
    )
    monkeypatch.setitem(sys.modules, "torchvision", ModuleType("torchvision"))
    monkeypatch.setattr(vae4, "__file__", str(tmp_path / "file.py"))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileNotFoundError, match=r"There are no images.*torchvision"):
        vae4.load_images()
