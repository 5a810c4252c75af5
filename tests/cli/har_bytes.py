"""har_bytes.py: header array files apart from the program, after the public description of their
records (the GEMPACK manual's note on header array files, and what open readers of them do).

    show FILE           every header: name, type, dimensions, sets, long name, sum of its numbers
    same A.h5 B.h5      are all arrays of two native files equal bit by bit?
    make FOLDER         files that GEMPACK might have written: both byte orders, every type
"""
import struct
import sys

import numpy as np


class Records:
    def __init__(self, data):
        self.data, self.at = data, 0
        self.order = "<" if struct.unpack("<i", data[:4])[0] == 4 else ">"

    def next(self):
        size, = struct.unpack_from(self.order + "i", self.data, self.at)
        body = self.data[self.at + 4:self.at + 4 + size]
        again, = struct.unpack_from(self.order + "i", self.data, self.at + 4 + size)
        assert again == size, "two lengths of a record differ"
        self.at += size + 8
        return body

    def ints(self, body, first, count):
        return struct.unpack_from(f"{self.order}{count}i", body, first)

    def texts(self, width):
        found, left = [], 2
        while left > 1:
            body = self.next()
            left, total, here = self.ints(body, 4, 3)
            assert body[:4] == b"    " and len(body) == 16 + here * width
            found += [body[16 + k * width:16 + (k + 1) * width].decode("ascii").rstrip() for k in range(here)]
        assert len(found) == total
        return found


def read(path):
    """[(name, type, long name, dims, {set: elements}, coefficient, values or texts)]"""
    with open(path, "rb") as f:
        r, found = Records(f.read()), []
    while r.at < len(r.data):
        name = r.next()
        assert len(name) == 4 and name.strip()
        second = r.next()
        kind, about = second[4:10].decode(), second[10:80].decode("ascii").rstrip()
        rank, = r.ints(second, 80, 1)
        dims = r.ints(second, 84, rank)
        assert len(second) == 84 + 4 * rank and second[:4] == b"    "
        sets, names, coefficient = {}, [], ""
        if kind == "1CFULL":
            values = r.texts(dims[1])
            assert len(values) == dims[0]
        else:
            assert kind[:2] == "RE"
            body = r.next()
            written, _, used = r.ints(body, 4, 3)
            coefficient = body[16:28].decode().rstrip()
            names = [body[32 + 12 * k:44 + 12 * k].decode().rstrip() for k in range(used)]
            assert body[32 + 12 * used:32 + 13 * used] == b"k" * used and len(body) == 36 + 17 * used
            for s in names:
                if s not in sets:
                    sets[s] = r.texts(12)
            assert len(sets) == written and all(len(sets[s]) == d for s, d in zip(names, dims))
            values = np.zeros(dims, order="F").ravel(order="F")
            body = r.next()
            if kind == "REFULL":
                left, seven = r.ints(body, 4, 2)
                assert r.ints(body, 12, seven) == dims
                array, seen = values.reshape(dims, order="F"), 0
                while left > 1:
                    box, data = r.next(), r.next()
                    edges = r.ints(box, 8, 14)
                    assert r.ints(box, 4, 1)[0] == left - 1 and r.ints(data, 4, 1)[0] == left - 2
                    left -= 2
                    part = tuple(slice(edges[2 * k] - 1, edges[2 * k + 1]) for k in range(7))
                    numbers = np.frombuffer(data[8:], r.order + "f4")
                    array[part] = numbers.reshape(array[part].shape, order="F")
                    seen += numbers.size
                assert seen == values.size
                values = array.ravel(order="F")
            else:
                count, four, also = r.ints(body, 4, 3)
                assert (four, also, len(body)) == (4, 4, 96)
                left, seen = 2, 0
                while left > 1:
                    body = r.next()
                    left, total, here = r.ints(body, 4, 3)
                    at = np.array(r.ints(body, 16, here))
                    values[at - 1] = np.frombuffer(body[16 + 4 * here:], r.order + "f4")
                    seen += here
                assert seen == count == total
        found.append((name.decode().rstrip(), kind, about, dims, names, sets, coefficient, values))
    return found


def show(path):
    for name, kind, about, dims, names, sets, coefficient, values in read(path):
        if kind == "1CFULL":
            print(f"{name:4} {kind} {dims[0]}x{dims[1]} [{about}] " + "|".join(values))
        else:
            print(f"{name:4} {kind} {coefficient}({','.join(names)}) {'x'.join(str(d) for d in dims[:len(names)])} "
                  f"[{about}] sum {float(values.sum()):g}")


def same(a, b):
    import h5py
    seen = []

    def compare(name, one):
        if not isinstance(one, h5py.Dataset) or one.dtype.kind not in "fi":
            return
        seen.append(name)
        if one[()].tobytes() != B[name][()].tobytes():
            print(f"{name} differs")
    with h5py.File(a) as A, h5py.File(b) as B:
        A.visititems(compare)
    print(f"{len(seen)} arrays compared")


# ---- files as GEMPACK might write them
class Out:
    def __init__(self, order):
        self.order, self.bytes = order, b""

    def record(self, *parts):
        body = b"".join(p if isinstance(p, bytes) else struct.pack(self.order + "i", p) for p in parts)
        self.bytes += struct.pack(self.order + "i", len(body)) + body + struct.pack(self.order + "i", len(body))

    def head(self, name, kind, about, dims):
        self.record(name.ljust(4).encode())
        self.record(b"    ", kind.encode(), about.ljust(70).encode(), len(dims), *dims)

    def texts(self, texts, width, most):
        parts = [texts[k:k + most] for k in range(0, len(texts), most)]
        for k, part in enumerate(parts):
            self.record(b"    ", len(parts) - k, len(texts), len(part), *[t.ljust(width).encode() for t in part])

    def floats(self, values, kind="f"):
        return struct.pack(f"{self.order}{len(values)}{kind}", *values)

    def matrix(self, name, about, array, kind="2R"):
        """2R and 2I: one record a column, to have several boxes."""
        self.head(name, kind + "FULL", about, array.shape)
        for j in range(array.shape[1]):
            self.record(b"    ", array.shape[1] - j, *array.shape, 1, array.shape[0], j + 1, j + 1,
                        self.floats(array[:, j], "f" if kind == "2R" else "i"))

    def real(self, name, about, array, sets, elements, sparse=False, with_sets=True):
        """RE with its sets, RL without; two boxes along the last dimension that is longer than 1."""
        dims = list(array.shape) + [1] * (7 - array.ndim)
        self.head(name, ("RE" if with_sets else "RL") + ("SPSE" if sparse else "FULL"), about, dims)
        if with_sets:
            once = list(dict.fromkeys(sets))
            self.record(b"    ", len(once), -1, len(sets), name.ljust(12).encode(), -1,
                        *[s.ljust(12).encode() for s in sets], b"k" * len(sets), *[0] * len(sets), 0)
            for s in once:
                self.texts(elements[s], 12, 2)
        flat = array.ravel(order="F")
        if sparse:
            at = np.flatnonzero(flat)
            self.record(b"    ", len(at), 4, 4, b" " * 80)
            parts = [at[k:k + 3] for k in range(0, len(at), 3)]
            for k, part in enumerate(parts):
                self.record(b"    ", len(parts) - k, len(at), len(part),
                            *[int(p) + 1 for p in part], self.floats(flat[part]))
            return
        cut = max(k for k in range(7) if dims[k] > 1)
        edges = [(1, 1 + dims[cut] // 2), (1 + dims[cut] // 2, 1 + dims[cut])]
        self.record(b"    ", 5, 7, *dims)
        for k, (low, high) in enumerate(edges):
            box = [e for d in range(7) for e in ((low, high - 1) if d == cut else (1, dims[d]))]
            part = array[tuple(slice(low - 1, high - 1) if d == cut else slice(None) for d in range(array.ndim))]
            self.record(b"    ", 4 - 2 * k, *box)
            self.record(b"    ", 3 - 2 * k, self.floats(part.ravel(order="F")))

    def save(self, path):
        with open(path, "wb") as f:
            f.write(self.bytes)


ELEMENTS = {"COM": ["wheat", "steel", "care"], "REG": ["east", "west"], "SRC": ["dom", "imp"],
            "FD": ["hh", "gov"], "FAC": ["lab", "cap"]}


def make(folder):
    rng = np.random.default_rng(7)
    whole = lambda *shape: rng.integers(1, 9, shape).astype(float)
    flows, sparse = whole(3, 2, 3, 2), whole(3, 2, 3, 2) * (whole(3, 2, 3, 2) > 6)
    final, paid = whole(3, 2, 2, 2) * 10, whole(2, 3, 2) * 5
    for order, name in (("<", "little"), (">", "big")):
        f = Out(order)
        f.head("SETC", "1CFULL", "Set COM commodities", [3, 12])
        f.texts(ELEMENTS["COM"], 12, 2)
        # the flows as two headers with their dimensions turned round; region and user first in the second
        f.real("DFLO", "Domestic flows", flows, ["COM", "REG", "COM", "REG"], ELEMENTS)
        f.real("XFLO", "Others, sparse", sparse.transpose(1, 0, 3, 2), ["REG", "COM", "REG", "COM"], ELEMENTS, True)
        f.real("FIND", "Final demand", final.transpose(2, 0, 1, 3), ["FD", "COM", "REG", "REG"], ELEMENTS)
        f.real("VADD", "Primary inputs", paid, ["FAC", "COM", "REG"], ELEMENTS)
        f.matrix("JOBS", "Jobs", np.arange(1, 7).reshape(3, 2), "2I")
        f.save(f"{folder}/{name}_2001.har")
    f = Out("<")
    f.matrix("BAS1", "Flows", flows[:, 0, :, 0])
    f.matrix("BAS3", "Households", final[:, 0, 0, :1])
    f.real("BAS5", "Government", final[:, 0, 1, 0], [], {}, with_sets=False)
    f.matrix("V1LB", "Wages", paid[0, :, :1])
    f.save(f"{folder}/national_2001.har")
    n = flows.reshape(6, 6, order="F") + sparse.reshape(6, 6, order="F")      # commodity fastest
    y = final.transpose(0, 1, 2, 3).reshape(6, 4, order="F")                   # category fastest
    v = paid.reshape(2, 6, order="F")
    with open(f"{folder}/expected.csv", "w") as out:
        names = [f"{r}_{c}" for r in ELEMENTS["REG"] for c in ELEMENTS["COM"]]
        out.write("," + ",".join(names + [f"{r}_{k}" for r in ELEMENTS["REG"] for k in ELEMENTS["FD"]]) + "\n")
        for k, label in enumerate(names):
            out.write(label + "," + ",".join(f"{x:g}" for x in list(n[k]) + list(y[k])) + "\n")
        for k, label in enumerate(ELEMENTS["FAC"]):
            out.write(label + "," + ",".join(f"{x:g}" for x in v[k]) + ",,,,\n")
        out.write("jobs,1,3,5,2,4,6,,,,\n")


{"show": show, "same": same, "make": make}[sys.argv[1]](*sys.argv[2:])
