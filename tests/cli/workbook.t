# Excel workbooks: what a user sees of one, and of files that are no table.
$ domar import $DATA/adb_2021.xlsx -o t.h5
domar: read adb: 2 economies x 2 industries, 2021; output published, value added residual, zero output missing, inventories keep -> t.h5
$ domar info t.h5
property,value
title,ADB Multi-Regional Input-Output Tables
source,"Asian Development Bank, Multi-Regional Input-Output Tables (mrio.adbx.online)"
licence,"free with citation, terms of use of the Asian Development Bank"
citation,"Asian Development Bank, Multi-Regional Input-Output Tables"
reader,adb
file,adb_2021.xlsx
currency,USD
unit,million
price_basis,current
years,2021
economies,2: PRC RoW
industries,2: c1 c2
categories,5: F1 F2 F3 F4 F5
factors,6: r99 r61 r62 r63 r64 itm
output_from,published
va,residual
zero_output,missing
inventories,keep
$ domar run accounts.structure t.h5 --format csv | head -1
year,economy,industry,output,value_added,va_share,export_share,jobs
$ domar import $DATA/adb_2021.xlsx --year 2020 -o u.h5
domar: adb_2021.xlsx holds the year 2021, not 2020
[4]
$ domar import $DATA/adb_2021.xlsx --format icio -o u.h5
domar: adb_2021.xlsx is a workbook, and not one that format icio has: save its sheet as CSV, or leave --format out
[4]
$ domar import $DATA/leather.csv --format adb -o u.h5
domar: leather.csv is no workbook (.xlsx): choose the format of the file
[4]
$ $PYTHON -c "import zipfile; z = zipfile.ZipFile('b.xlsx', 'w'); z.writestr('xl/workbook.bin', 'x')"
$ domar import b.xlsx -o u.h5
domar: b.xlsx is a binary workbook: save it as .xlsx or its sheet as CSV
[4]
$ $PYTHON -c "a = open('$DATA/adb_2021.xlsx', 'rb').read(); open('c.xlsx', 'wb').write(a[:1500])"
$ domar import c.xlsx -o u.h5
domar: c.xlsx: not a whole zip archive (Not a zip archive), it is cut off or damaged: fetch it again
[4]
