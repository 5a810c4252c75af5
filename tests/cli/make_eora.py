"""make_eora.py FOLDER: files made up in the layout of Eora26: two regions of two sectors and the rest of the world,
which has one."""
import os
import sys

folder = sys.argv[1]
os.makedirs(folder, exist_ok=True)
regions = [("China", "CHN", ["Food", "Mining"]), ("Germany", "DEU", ["Food", "Mining"]), ("Statistical discrepancies", "ROW", ["TOTAL"])]
uses = ["Household final consumption P.3h", "Non-profit institutions serving households (NPISH) P.3n"]
put = lambda name, text: open(os.path.join(folder, name), "w").write(text)
put("labels_T.txt", "".join(f"{n}\t{c}\tIndustries\t{s}\t\n" for n, c, k in regions for s in k))
put("labels_FD.txt", "".join(f"{n}\t{c}\tFinal Demand\t{u}\t\n" for n, c, _ in regions for u in uses))
put("labels_VA.txt", "Primary Inputs\tCompensation of employees D.1\t\nPrimary Inputs\tNet operating surplus B.2n\t\n")
put("labels_Q.txt", "I-GHG-CO2 emissions (Gg)\tTotal\t\n")
lines = lambda rows: "".join("\t".join(map(str, row)) + "\n" for row in rows)
put("Eora26_2015_bp_T.txt", lines([[20, 5, 3, 0, 1], [4, 10, 0, 2, 0], [2, 0, 30, 6, 0], [0, 1, 5, 12, 0.5], [0, 0, 1, 0, 0]]))
put("Eora26_2015_bp_FD.txt", lines([[50, 1, 9, 0, 2, 0], [20, 0, 3, 0, 1, 0], [4, 0, 60, 2, 1, 0], [1, 0, 15, 0, 0.5, 0], [0, 0, 2, 0, 0, 0]]))
put("Eora26_2015_bp_VA.txt", lines([[40, 14, 40, 9, 1], [25, 10, 26, 6, 0.5]]))
put("Eora26_2015_bp_Q.txt", lines([[7, 8, 9, 10, 0]]))
put("Eora26_2015_bp_QY.txt", lines([[1, 0, 1, 0, 0, 0]]))
