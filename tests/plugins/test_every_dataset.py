"""Datasets: the embedded digits, and MNIST's format in tiny files written here."""

import gzip
import os
import re
import struct
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from snn_cl.datasets._idx import FILES, cache_folder
from snn_cl.datasets.digits import digits
from snn_cl.datasets.fashion_mnist import fashion_mnist
from snn_cl.datasets.mnist import mnist
from snn_cl.errors import NotFoundError, StreamError
from snn_cl.find import find_function, names

TRAIN_IMAGES = "train-images-idx3-ubyte"
EITHER = pytest.mark.parametrize(
    ("dataset", "folder"), [(mnist, "MNIST"), (fashion_mnist, "FashionMNIST")]
)


def exactly(text: str) -> str:
    return f"^{re.escape(text)}$"


def idx(array: np.ndarray) -> bytes:
    """The IDX file of an array of unsigned bytes."""
    header = struct.pack(f">{array.ndim + 1}I", 0x800 + array.ndim, *array.shape)
    return header + array.astype(np.uint8).tobytes()


def images_of(n: int) -> np.ndarray:
    return np.random.default_rng(n).integers(0, 256, (n, 28, 28), dtype=np.uint8)


@pytest.fixture
def torchvision():
    return pytest.importorskip("torchvision", reason="the extra 'mnist' is not installed")


@pytest.fixture
def tiny(tmp_path) -> Path:
    """A folder with 20 training and 10 test images in both datasets' resolved."""
    for folder in ("MNIST", "FashionMNIST"):
        raw = tmp_path / folder / "raw"
        raw.mkdir(parents=True)
        for part, n in (("train", 20), ("t10k", 10)):
            (raw / f"{part}-images-idx3-ubyte").write_bytes(idx(images_of(n)))
            (raw / f"{part}-labels-idx1-ubyte").write_bytes(idx(np.arange(n) % 10))
    return tmp_path


@pytest.fixture
def raw(tiny) -> Path:
    return tiny / "MNIST" / "raw"


@pytest.fixture
def real() -> Path:
    """The folder of the real images."""
    beside = Path(__file__).resolve().parents[3] / "shared" / "data"
    folder = Path(os.environ.get("SNN_CL_DATA") or beside)
    if not (folder / "MNIST" / "raw").is_dir():
        pytest.skip(f"the real images are neither in $SNN_CL_DATA nor in {beside}")
    return folder


# --- every dataset


@pytest.mark.parametrize("name", names("datasets"))
@pytest.mark.parametrize("train", [True, False])
def test_every_dataset_holds_28_x_28_images_of_ten_classes(name, train, tiny):
    data = find_function("datasets", name)(tiny, train)
    assert data.name == name
    assert data.images.shape[1:] == (28, 28)
    assert set(data.labels.tolist()) == set(range(10))
    assert data.n_classes == len(set(data.class_names)) == 10


# --- digits


def test_digits_need_no_folder():
    assert len(digits(None, True)) == 1500
    assert len(digits(None, False)) == 297


def test_digits_are_split_the_same_way_every_time():
    np.testing.assert_array_equal(digits(None, True).images, digits(None, True).images)


def test_no_digit_is_in_both_parts():
    train = {image.tobytes() for image in digits(None, True).images}
    assert not [image for image in digits(None, False).images if image.tobytes() in train]


def test_digits_use_the_whole_range_of_brightness():
    images = digits(None, True).images
    assert (images.min(), images.max()) == (0, 255)


def test_digits_stand_in_a_black_frame_of_four_pixels():
    images = digits(None, True).images
    middle = images[:, 4:24, 4:24]
    assert images.sum(dtype=int) == middle.sum(dtype=int)
    assert middle[:, 0].any()
    assert middle[:, -1].any()


def test_digits_are_enlarged_corner_to_corner():
    from sklearn.datasets import load_digits

    first = np.random.default_rng(0).permutation(1797)[0]
    small = load_digits().images[first] * 255 / 16
    large = digits(None, True).images[0, 4:24, 4:24]
    np.testing.assert_allclose(
        large[[0, 0, -1, -1], [0, -1, 0, -1]], small[[0, 0, -1, -1], [0, -1, 0, -1]], atol=0.5
    )
    assert digits(None, True).labels[0] == load_digits().target[first]


# --- MNIST and FashionMNIST: what is read


@EITHER
def test_images_and_labels_come_as_they_stand_in_the_files(dataset, folder, tiny):
    data = dataset(tiny, train=True)
    np.testing.assert_array_equal(data.images, images_of(20))
    np.testing.assert_array_equal(data.labels, np.arange(20) % 10)
    np.testing.assert_array_equal(dataset(tiny, train=False).images, images_of(10))


def test_the_classes_of_fashion_mnist_have_torchvisions_names(tiny, torchvision):
    from torchvision.datasets import FashionMNIST

    assert list(fashion_mnist(tiny, True).class_names) == FashionMNIST.classes


def test_the_folder_may_be_set_in_the_environment(tiny, monkeypatch):
    monkeypatch.setenv("SNN_CL_DATA", str(tiny))
    assert len(mnist(None, train=True)) == 20


def test_a_given_folder_wins_over_the_environment(tiny, monkeypatch):
    monkeypatch.setenv("SNN_CL_DATA", "/no/such/folder")
    assert len(mnist(tiny, train=True)) == 20


def test_the_cache_folder_is_used_without_download_if_it_holds_all(tiny, tmp_path, monkeypatch):
    monkeypatch.delenv("SNN_CL_DATA", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "snn_cl").symlink_to(tiny)
    assert len(mnist(None, train=True)) == 20


def test_the_cache_folder_is_in_the_home_folder(monkeypatch):
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", "/home/ada")
    assert cache_folder() == Path("/home/ada/.cache/snn_cl")


@pytest.fixture
def mirror(tiny, tmp_path, monkeypatch, torchvision) -> Path:
    """A server on this machine in place of MNIST's; return the folder that it serves."""
    from torchvision.datasets import MNIST

    folder = tmp_path / "mirror"
    folder.mkdir()
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=folder)
    )
    Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setattr(MNIST, "mirrors", [f"http://127.0.0.1:{server.server_port}/"])
    monkeypatch.setattr(MNIST, "resources", [(f"{f}.gz", None) for f in FILES])
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.delenv("SNN_CL_DATA", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    yield folder
    server.shutdown()
    server.server_close()


def test_torchvision_downloads_into_the_cache_folder(mirror, raw, tmp_path):
    for file in raw.iterdir():
        (mirror / f"{file.name}.gz").write_bytes(gzip.compress(file.read_bytes()))
    np.testing.assert_array_equal(mnist(None, train=True).images, images_of(20))
    assert (tmp_path / "cache" / "snn_cl" / "MNIST" / "raw" / TRAIN_IMAGES).is_file()


def test_a_failed_download_says_in_one_line_how_to_do_without(mirror, tmp_path, capsys):
    message = (
        rf"^mnist: torchvision could not download it into {tmp_path}/cache/snn_cl \(.*\); "
        "set --data-root or SNN_CL_DATA to a folder that holds MNIST/raw$"
    )
    with pytest.raises(NotFoundError, match=message) as caught:
        mnist(None, train=True)
    assert "\n" not in str(caught.value)
    assert capsys.readouterr().out == ""


@EITHER
def test_the_real_images_are_complete(dataset, folder, real):
    train, test = dataset(real, train=True), dataset(real, train=False)
    assert train.images.shape == (60000, 28, 28)
    assert test.images.shape == (10000, 28, 28)


def test_real_mnist_begins_with_a_five_and_a_seven(real):
    assert mnist(real, train=True).labels[:3].tolist() == [5, 0, 4]
    assert mnist(real, train=False).labels[:3].tolist() == [7, 2, 1]


# --- what cannot be read


def test_what_only_a_download_would_bring_names_the_extra_and_the_way_without(
    tmp_path, monkeypatch
):
    monkeypatch.delenv("SNN_CL_DATA", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setitem(sys.modules, "torchvision", None)
    monkeypatch.setitem(sys.modules, "torchvision.datasets", None)
    message = (
        "mnist: downloading it needs torchvision (the extra 'mnist'), which is not installed; "
        "set --data-root or SNN_CL_DATA to a folder that holds MNIST/raw"
    )
    with pytest.raises(NotFoundError, match=exactly(message)):
        mnist(None, train=True)


@EITHER
def test_a_missing_folder_is_named(dataset, folder, tmp_path):
    message = f"{tmp_path}/no: no such folder; expected the folder that holds {folder}/raw"
    with pytest.raises(NotFoundError, match=exactly(message)):
        dataset(tmp_path / "no", train=True)


def test_a_missing_folder_of_the_environment_is_named(monkeypatch):
    monkeypatch.setenv("SNN_CL_DATA", "/no/such/folder")
    message = "/no/such/folder: no such folder; expected the folder that holds MNIST/raw"
    with pytest.raises(NotFoundError, match=exactly(message)):
        mnist(None, train=True)


def test_a_file_given_as_folder_is_named(raw):
    path = raw / TRAIN_IMAGES
    message = f"{path}: is a file; expected the folder that holds MNIST/raw"
    with pytest.raises(NotFoundError, match=exactly(message)):
        mnist(path, train=True)


@EITHER
def test_an_empty_folder_answers_with_the_path_expected(dataset, folder, tmp_path):
    path = tmp_path / folder / "raw" / TRAIN_IMAGES
    message = f"{path}: no such file; put it there or give another folder"
    with pytest.raises(NotFoundError, match=exactly(message)):
        dataset(tmp_path, train=True)


def test_each_of_the_four_files_is_needed(tiny, raw):
    (raw / "t10k-labels-idx1-ubyte").unlink()
    message = f"{raw}/t10k-labels-idx1-ubyte: no such file; put it there or give another folder"
    with pytest.raises(NotFoundError, match=exactly(message)):
        mnist(tiny, train=True)


def test_a_packed_file_is_to_be_unpacked(tiny, raw):
    (raw / TRAIN_IMAGES).rename(raw / f"{TRAIN_IMAGES}.gz")
    message = f"{raw / TRAIN_IMAGES}: no such file; gunzip {raw / TRAIN_IMAGES}.gz"
    with pytest.raises(NotFoundError, match=exactly(message)):
        mnist(tiny, train=True)


def test_a_folder_in_a_files_place_is_named(tiny, raw):
    (raw / TRAIN_IMAGES).unlink()
    (raw / TRAIN_IMAGES).mkdir()
    message = (
        f"{raw / TRAIN_IMAGES}: cannot be read (Is a directory); expected a readable file; "
        "check the path and its permissions"
    )
    with pytest.raises(NotFoundError, match=exactly(message)):
        mnist(tiny, train=True)


def test_a_truncated_file_is_named_with_both_sizes(tiny, raw):
    whole = idx(images_of(20))
    (raw / TRAIN_IMAGES).write_bytes(whole[:5000])
    message = (
        f"{raw / TRAIN_IMAGES}: has 5000 bytes; its header (20, 28, 28) asks for {len(whole)}; "
        "fetch the file again"
    )
    with pytest.raises(StreamError, match=exactly(message)):
        mnist(tiny, train=True)


def test_a_file_with_too_much_is_named_with_both_sizes(tiny, raw):
    path = raw / "t10k-labels-idx1-ubyte"
    path.write_bytes(path.read_bytes() + b"\0")
    message = f"{path}: has 19 bytes; its header (10,) asks for 18; fetch the file again"
    with pytest.raises(StreamError, match=exactly(message)):
        mnist(tiny, train=True)


@pytest.mark.parametrize("size", [0, 3, 15])
def test_a_file_cut_within_its_header_is_named(size, tiny, raw):
    (raw / TRAIN_IMAGES).write_bytes(idx(images_of(20))[:size])
    message = (
        f"{raw / TRAIN_IMAGES}: has {size} bytes; expected a header of 16 bytes; "
        "fetch the file again"
    )
    with pytest.raises(StreamError, match=exactly(message)):
        mnist(tiny, train=True)


def test_labels_in_place_of_images_are_noticed(tiny, raw):
    (raw / TRAIN_IMAGES).write_bytes(idx(np.arange(20) % 10))
    message = (
        f"{raw / TRAIN_IMAGES}: starts with 0x00000801; expected 0x00000803; "
        "is it packed or another file? fetch the file again"
    )
    with pytest.raises(StreamError, match=exactly(message)):
        mnist(tiny, train=True)


def test_different_numbers_of_images_and_labels_are_named(tiny, raw):
    (raw / "train-labels-idx1-ubyte").write_bytes(idx(np.arange(19) % 10))
    with pytest.raises(StreamError, match=exactly("mnist: 20 images but 19 labels; give one each")):
        mnist(tiny, train=True)


def test_a_label_without_a_class_is_named(tiny, raw):
    (raw / "train-labels-idx1-ubyte").write_bytes(idx(np.arange(20)))
    message = "mnist: label 19 but only 10 labels; labels run from 0 to 9"
    with pytest.raises(StreamError, match=exactly(message)):
        mnist(tiny, train=True)


def test_an_empty_file_is_named(tiny, raw):
    path = raw / "train-images-idx3-ubyte"
    path.write_bytes(idx(np.zeros((0, 28, 28), np.uint8)))
    message = (
        f"{path}: its header (0, 28, 28) says that it is empty; expected at least one image of at "
        "least one pixel; fetch the file again"
    )
    with pytest.raises(StreamError, match=exactly(message)):
        mnist(tiny, train=True)


def test_a_pipe_in_a_files_place_is_named_and_not_waited_for(tiny, raw):
    path = raw / "t10k-labels-idx1-ubyte"
    path.unlink()
    os.mkfifo(path)
    message = f"{path}: is no regular file; expected one; put the data there"
    with pytest.raises(NotFoundError, match=exactly(message)):
        mnist(tiny, train=True)


def test_a_folder_with_a_name_longer_than_a_folder_can_have_is_named():
    path = Path("/tmp") / ("x" * 300)
    message = f"{path}: no such folder; expected the folder that holds MNIST/raw"
    with pytest.raises(NotFoundError, match=exactly(message)):
        mnist(path, train=True)
