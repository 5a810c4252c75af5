"""make_gloria.py FOLDER REGIONS SECTORS: files made up in the layout of GLORIA: T, V and Y without labels and
the workbook that has them.  Numbers are small and whole; rows and columns add up."""
import os
import sys
import zipfile

HEAD = '<?xml version="1.0"?>\n'
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def sheet(rows):
    cells = lambda k, row: "".join(f'<c r="{chr(65 + c)}{k}" t="inlineStr"><is><t>{v}</t></is></c>' for c, v in enumerate(row))
    return (HEAD + f"<worksheet {MAIN}><sheetData>" +
            "".join(f'<row r="{k}">{cells(k, row)}</row>' for k, row in enumerate(rows, 1)) + "</sheetData></worksheet>")


def workbook(path, sheets):
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("[Content_Types].xml", HEAD + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                   '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" '
                   'ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>')
        z.writestr("_rels/.rels", HEAD + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                   f'<Relationship Id="r1" Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        z.writestr("xl/workbook.xml", HEAD + f'<workbook {MAIN} xmlns:r="{rel}"><sheets>' + "".join(
            f'<sheet name="{name}" sheetId="{k}" r:id="r{k}"/>' for k, name in enumerate(sheets, 1)) + "</sheets></workbook>")
        z.writestr("xl/_rels/workbook.xml.rels", HEAD +
                   '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' + "".join(
                       f'<Relationship Id="r{k}" Type="{rel}/worksheet" Target="worksheets/sheet{k}.xml"/>'
                       for k in range(1, len(sheets) + 1)) + "</Relationships>")
        for k, rows in enumerate(sheets.values(), 1):
            z.writestr(f"xl/worksheets/sheet{k}.xml", sheet(rows))


def main():
    folder, G, S = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    os.makedirs(folder, exist_ok=True)
    n = 2 * G * S
    name = lambda part: os.path.join(folder, f"0_{S}secMother_AllCountries_002_{part}-Results_2020_059_Markup001(full).csv")
    with open(name("T"), "w") as t, open(name("Y"), "w") as y:
        for i in range(n):
            region, k = divmod(i, 2 * S)
            row = ["0"] * n
            if k < S:                                     # an industry supplies its product
                row[region * 2 * S + S + k] = "10"
                y.write(",".join(["0"] * G * 2) + "\n")
            else:                                         # a product: 2 to its industry, 1 to the next region, 7 finally used
                row[region * 2 * S + k - S] = "2"
                row[(region + 1) % G * 2 * S + k - S] = "1"
                use = ["0"] * G * 2
                use[region * 2] = "7"
                y.write(",".join(use) + "\n")
            t.write(",".join(row) + "\n")
    with open(name("V"), "w") as v:
        for region in range(G):
            for value in ("4", "3"):
                row = ["0"] * n
                for k in range(S):
                    row[region * 2 * S + k] = value
                v.write(",".join(row) + "\n")
    workbook(os.path.join(folder, "GLORIA_ReadMe_059.xlsx"), {
        "Regions": [["Lfd_Nr", "Region_acronyms", "Region_names"]] + [[r + 1, f"R{r:02d}", f"Region {r}"] for r in range(G)],
        "Sectors": [["Lfd_Nr", "Sector_names"]] + [[s + 1, f"Sector {s}"] for s in range(S)],
        "Value added and final demand": [["Lfd_Nr", "Value_added_names", "Final_demand_names"],
                                         [1, "Compensation of employees D.1", "Household final consumption P.3h"],
                                         [2, "Net operating surplus B.2n", "Gross fixed capital formation P.51"]]})


main()
