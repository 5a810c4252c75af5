"""The toy file of unit/native.c as h5py sees it: nothing of domar is used here."""
import hashlib
import sys

import h5py
import numpy as np

f = h5py.File(sys.argv[1], "r")
assert f.attrs["domar_layout"] == 1
assert f.attrs["output_from"].decode() == "published"
assert f.attrs["title"].decode() == "Toy accounts"
assert list(f["years"][:]) == [2007, 2008]
assert [c.decode() for c in f["economies/zh"][:]] == ["中国", "其他"]
assert [c.decode() for c in f["labels/industry"][:]] == [
    g + "_" + i for g in ("CHN", "ROW") for i in "abc"]
assert [c.decode() for c in f["labels/final_use"][:]] == ["CHN_hh", "CHN_inv", "ROW_hh", "ROW_inv"]
assert [c.decode() for c in f["satellites/unit"][:]] == ["thousand", "1995 = 100"]

seen = []
def check(name, item):
    if isinstance(item, h5py.Dataset):
        digest = hashlib.sha256(item[...].tobytes()).hexdigest()
        assert digest == item.attrs["sha256"].decode(), name
        assert item.id.get_offset() % 64 == 0 and item.chunks is None, name
        seen.append(name)
f.visititems(check)
assert len(seen) == 25 + 2 + 1 + 2 * 8, seen

for year in ("2007", "2008"):
    g = f[year]
    Z, Y, V, x = g["Z"][...], g["Y"][...], g["V"][...], g["x"][...]
    assert Z.shape == (6, 6) and Y.shape == (6, 4) and V.shape == (2, 6)
    assert np.array_equal(Z.sum(1) + Y.sum(1), x)
    assert np.array_equal(Z.sum(0) + V.sum(0), x)
    assert np.array_equal(x - Z.sum(0), g["va"][...])
    assert np.isnan(g["S"][0, 1]) and np.isnan(g["S"][1, 4])
    assert g["Z"].attrs["unit"].decode() == "million USD"
    assert [d.label for d in g["Z"].dims] == ["supplier", "user"]
    assert [d.label for d in g["V"].dims] == ["factor", "user"]
    assert g["Y"].dims[1][0] == f["labels/final_use"]
    assert g["S"].dims[0][0] == f["satellites/code"]
    assert g["VY"].dims[0][0] == f["factors/code"]
