"""The text form of data/world12 from a native file (tools/make_world12.sh calls this).

One labelled matrix a year: industries and final uses across; industries, value added, satellite
rows and output down.  Flows of the source are whole millions and stay so; satellites are
rounded to six digits, which is more than the source is good for."""
import gzip
import sys

import h5py
import numpy as np

SATELLITES = ["EMP", "H_EMP", "H_HS", "H_MS", "H_LS", "LAB", "LABHS", "LABMS", "LABLS", "CAP", "K_GFCF",
              "GFCF", "GFCF_P", "GO_P", "VA_P", "GO_QI", "VA_QI", "II_QI"]


def number(value):
    if np.isnan(value):
        return ""
    return "%d" % value if value == np.rint(value) and abs(value) < 1e15 else "%.6g" % value


def line(label, *parts):
    return ",".join([label] + [number(v) for part in parts for v in part]) + "\n"


def write_year(path, industries, uses, table):
    Z, Y, VA, S, x = (table[k] for k in ("Z", "Y", "VA", "S", "published"))
    for flow in (Z, Y, VA, x):
        assert np.array_equal(flow, np.rint(flow))
    text = ",".join(['""'] + industries + uses + ["OUT"]) + "\n"
    for i, label in enumerate(industries):
        text += line(label, Z[i], Y[i], [x[i]])
    empty = [np.nan] * (len(uses) + 1)
    text += line("VA", VA, empty)
    for code in SATELLITES:
        text += line(code, S[code], empty)
    text += line("OUT", x, empty)
    with open(path, "wb") as raw:       # no name and no time inside: equal data, equal bytes
        with gzip.GzipFile("", "wb", 9, raw, 0) as packed:
            packed.write(text.encode())


def main(source, folder):
    f = h5py.File(source, "r")
    texts = lambda name: [t.decode() for t in f[name][:]]
    rows = texts("satellites/code")
    assert texts("factors/code") == ["VA"]
    for year in f["years"][:]:
        g = f[str(year)]
        table = {k: g[k][...] for k in ("Z", "Y", "published")}
        table["VA"] = g["V"][0]
        table["S"] = {code: g["S"][rows.index(code)] for code in SATELLITES}
        write_year("%s/world12_%d.csv.gz" % (folder, year), texts("labels/industry"),
                   texts("labels/final_use"), table)


if __name__ == "__main__":
    main(*sys.argv[1:3])
