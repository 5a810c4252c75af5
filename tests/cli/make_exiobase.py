"""make_exiobase.py FOLDER: files made up in the layout of EXIOBASE 3: two regions, two sectors, two uses."""
import os
import sys

folder = sys.argv[1]
os.makedirs(os.path.join(folder, "satellite"), exist_ok=True)
regions, sectors = ["AT", "CN"], ["Paddy rice", "Vehicles"]
uses = ["Final consumption expenditure by households", "Changes in inventories"]
Z = [[20, 10, 15, 5], [10, 8, 2, 4], [12, 3, 60, 20], [3, 6, 25, 16]]
Y = [[40, 2, 7, 1], [52, 0, 4, 0], [17, -1, 85, 4], [5, 0, 65, 0]]
x = [sum(a) + sum(b) for a, b in zip(Z, Y)]
rows = [("Compensation of employees; wages", "M.EUR", [30, 35, 50, 45]), ("Operating surplus", "M.EUR", [10, 9, 20, 15]),
        ("CO2 - combustion - air", "kg", [50, 4, 260, 10])]
keys = [(r, s) for r in regions for s in sectors]
put = lambda name, lines: open(os.path.join(folder, name), "w").write("".join("\t".join(map(str, l)) + "\n" for l in lines))


def grid(columns, second, body):
    return [["region", "", *[c[0] for c in columns]], [second, "", *[c[1] for c in columns]],
            ["region", "sector", *[""] * len(columns)], *[[*k, *row] for k, row in zip(keys, body)]]


put("Z.txt", grid(keys, "sector", Z))
put("A.txt", grid(keys, "sector", [[z / x[j] for j, z in enumerate(row)] for row in Z]))
put("Y.txt", grid([(r, u) for r in regions for u in uses], "category", Y))
put("x.txt", [["region", "sector", "indout"], *[[*k, v] for k, v in zip(keys, x)]])
put("unit.txt", [["region", "sector", "unit"], *[[*k, "M.EUR"] for k in keys]])
put("satellite/unit.txt", [["stressor", "unit"], *[[a, b] for a, b, _ in rows]])
put("satellite/F.txt", [["region", *[k[0] for k in keys]], ["sector", *[k[1] for k in keys]],
                        ["stressor", *[""] * 4], *[[a, *v] for a, _, v in rows]])
