"""sdmx_lines.py FOLDER: files in the layouts of SDMX-CSV that Eurostat and the OECD serve, written
after their published column names from a few numbers, and the same numbers as labelled matrices."""
import csv
import sys

INDUSTRIES, USES, FACTORS = ["A01", "C26"], ["P3_S14", "P51G"], ["D21X31", "D1", "B2A3G"]
AREAS = ["AT", "DE"]


def number(*words):
    """A number that belongs to these words."""
    return sum((k + 1) * sum(map(ord, w)) for k, w in enumerate(words)) % 97 + 1


def cells():
    """(origin, row, destination, column, value) of a world of two; factors come from DOM."""
    for d in AREAS:
        for use in INDUSTRIES + USES:
            for o in AREAS:
                for row in INDUSTRIES:
                    yield o, row, d, use, number(o, row, d, use)
            for row in FACTORS:
                yield "DOM", row, d, use, number(row, d, use) if use in INDUSTRIES or row == "D21X31" else 0


def write(path, head, rows):
    with open(path, "w", encoding="utf-8", newline="") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow(head)
        w.writerows(rows)


def matrix(path, areas, data):
    head = [f"{a}_{i}" for a in areas for i in INDUSTRIES] + [f"{a}_{u}" for a in areas for u in USES]
    rows = [f"{a}_{i}" for a in areas for i in INDUSTRIES] + FACTORS
    at = {((o + "_" if row in INDUSTRIES else "") + row, f"{d}_{c}"): v for o, row, d, c, v in data}
    write(path, [""] + head, [[r] + [at.get((r, c), 0) for c in head] for r in rows])


def main(folder):
    world = list(cells())
    matrix(folder + "/world_2020.csv", AREAS, world)
    # Eurostat, FIGARO (naio_10_fcp_ii): SDMX-CSV 1.0, lower-case dimensions, with its totals
    flat = [["ESTAT:NAIO_10_FCP_II1(1.0)", "23/01/26 23:00:00", "A", c, r, d, "MIO_EUR", o, 2020, v, ""]
            for o, r, d, c, v in world]
    flat += [["ESTAT:NAIO_10_FCP_II1(1.0)", "23/01/26 23:00:00", "A", "TOTAL", "A01", "AT", "MIO_EUR", "AT", 2020, 5, ""],
             ["ESTAT:NAIO_10_FCP_II1(1.0)", "23/01/26 23:00:00", "A", "A01", "TOTAL", "AT", "MIO_EUR", "DOM", 2020, 5, "e"]]
    head = ["DATAFLOW", "LAST UPDATE", "freq", "ind_use", "ind_ava", "c_dest", "unit", "c_orig", "TIME_PERIOD",
            "OBS_VALUE", "OBS_FLAG"]
    write(folder + "/figaro.csv", head, flat)
    # Eurostat, one country (naio_10_cp1750): two units, domestic and total, totals and balances
    home = [(o, r, d, c, v) for o, r, d, c, v in world if d == "AT" and o in ("AT", "DOM")]
    output = {i: sum(v for o, r, d, c, v in home if r == i) for i in INDUSTRIES}
    matrix(folder + "/home_2020.csv", ["AT"], home)
    rows = []
    for unit, factor in (("MIO_EUR", 1), ("MIO_NAC", 2)):
        for flow, more in (("TOTAL", 0), ("DOM", -1)):
            line = lambda c, r, v: rows.append(["ESTAT:NAIO_10_CP1750(1.0)", "x", "A", unit, flow, c, r, "AT", 2020, v, ""])
            for o, r, d, c, v in home:
                line(c, r, factor * (v + (more if r in INDUSTRIES else 0)))
            for i in INDUSTRIES:
                line(i, "P1", factor * output[i])
                line("TFU", i, 1)
                line(i, "P7", ":")
    write(folder + "/country.csv", ["DATAFLOW", "LAST UPDATE", "freq", "unit", "stk_flow", "ind_use", "ind_ava", "geo",
                                    "TIME_PERIOD", "OBS_VALUE", "OBS_FLAG"], rows)
    # OECD style, SDMX-CSV 2.0 with names beside codes and two years; columns that the page names
    rows = [["DATAFLOW", "OECD.STI.PIE:DSD_T@DF_T(1.0)", "Tables", "I", o, "x " + o, "A", "Annual", r, "row, " + r, d,
             "y", c, "col", year, "", v * (1 if year == 2020 else 3), "", "USD", "US dollar", 6, "Millions", "A"]
            for year in (2019, 2020) for o, r, d, c, v in world]
    write(folder + "/areas.csv", ["STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION", "REF_AREA", "Reference area",
                                  "FREQ", "Frequency", "SUPPLIER", "Supplying industry", "COUNTERPART_AREA", "Counterpart area",
                                  "USER", "User", "TIME_PERIOD", "Time period", "OBS_VALUE", "Observation value",
                                  "UNIT_MEASURE", "Unit of measure", "UNIT_MULT", "Unit multiplier", "OBS_STATUS"], rows)
    # codes and names in one cell, semicolons
    with open(folder + "/labelled.csv", "w", encoding="utf-8") as f:
        f.write("DATAFLOW;freq: Frequency;unit: Unit;c_orig: Origin;ind_ava: Supplier;c_dest: Destination;ind_use: User;"
                "TIME_PERIOD: Time;OBS_VALUE\n")
        for o, r, d, c, v in world:
            f.write(f"ESTAT:X(1.0);A: Annual;MIO_EUR: Million euro;{o}: {o}land;{r}: a, b;{d}: there;{c}: used;2020;{v}\n")


main(sys.argv[1])
