"""jjj13_wide.py LONG.csv WIDE.csv: the long file of indicators as the wide one that jjj13.yaml reads."""
import csv
import sys

NAMES = {"Average value of traffic trunk noise": "noise", "ρ(PM10)": "pm10", "ρ(SO2)": "so2", "ρ(NO2)": "no2",
         "Fixed assets investment in transport, storage, and post": "investment",
         "Gross output value of transport, storage, and post industry": "output", "Passenger traffic": "passengers",
         "Freight traffic": "freight", "Population density": "density", "Employment in transportation industry": "employment",
         "Per capita length of roads": "roads", "Urbanization rate": "urbanization"}


def convert(source, target):
    rows = {}
    with open(source, encoding="utf-8-sig") as f:
        for r in csv.DictReader(f):
            rows.setdefault((r["city"], r["year"]), {})[NAMES[r["indicator"]]] = r["raw"]
    with open(target, "w", encoding="utf-8", newline="") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow(["city", "year", *NAMES.values()])
        for (city, year), values in rows.items():
            out.writerow([city, year, *(values[n] for n in NAMES.values())])


if __name__ == "__main__":
    convert(*sys.argv[1:3])
