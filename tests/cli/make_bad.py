"""make_bad.py FOLDER: archives that a reader must refuse, and one that it must take."""
import os
import sys
import zipfile

folder = sys.argv[1]
with open(os.environ["DATA"] + "/two_years.csv", "rb") as f:
    table = f.read()


def archive(name, members, how=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(os.path.join(folder, name), "w", how) as z:
        for member, pieces in members:
            with z.open(member, "w", force_zip64=True) as out:
                for piece in pieces:
                    out.write(piece)


archive("good.zip", [("two_years.csv", [table])])
archive("climbs.zip", [("../../climbs.csv", [table])])
archive("root.zip", [("/etc/root.csv", [table])])
archive("bomb.zip", [("bomb.csv", [table] + [b"2003,flow,AAA,plant,AAA,plant,12\n" * 40000] * 400)])
archive("folder.zip", [("folder/", [])])
# A header that asks for more memory than any machine of today has, before a number is read.
with open(os.path.join(folder, "wide.csv"), "w", encoding="utf-8") as f:
    f.write("".join(f",A_{k}" for k in range(8000)) + ",A_C,OUT\n")
