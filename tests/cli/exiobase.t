# EXIOBASE 3: files made up in its layout (no release is at hand).
$ python3 $ROOT/tests/cli/make_exiobase.py IOT_2019_ixi; domar import IOT_2019_ixi/Z.txt -o e.h5
domar: read exiobase: 2 economies x 2 industries, 2019; output published, value added residual, zero output missing, inventories keep -> e.h5
$ domar info e.h5 --format csv | grep -E '^(years|economies|industries|categories|factors|satellites|unit|currency),'
currency,EUR
unit,million
years,2019
economies,2: AT CN
industries,2: s1 s2
categories,2: f1 f2
factors,2: v1 v2
satellites,1: q1
$ domar run accounts.structure e.h5 --format csv | cut -d, -f1-5
year,economy,industry,output,value_added
2019,AT,s1,100,55
2019,AT,s2,80,53
2019,CN,s1,200,98
2019,CN,s2,120,75
$ domar run accounts.footprint e.h5 --row q1 --by economy --economy AT --format csv | cut -d, -f1-4
year,economy,partner,factor
2019,AT,AT,q1
2019,AT,CN,q1
$ mkdir a && cp -r IOT_2019_ixi/* a/ && rm a/Z.txt; domar import a/A.txt --year 2019 -o a.h5 2> /dev/null; domar run accounts.structure e.h5 -o a.csv; domar run accounts.structure a.h5 -o b.csv; domar diff a.csv b.csv --rtol 1e-12 && echo same
domar: No difference in 4 rows (tolerance 1e-12).
same
$ zip -qr IOT_2019_ixi.zip IOT_2019_ixi; domar import IOT_2019_ixi.zip -o z.h5 2> /dev/null; domar run accounts.structure z.h5 -o b.csv; cmp a.csv b.csv && echo same
same
$ domar import IOT_2019_ixi/Y.txt -o v.h5
domar: Y.txt is a part of EXIOBASE: name Z.txt or A.txt, the others beside it are found
[4]
$ domar import a/A.txt -o v.h5
domar: A.txt: no year in the name of the file or its folder: give --year
[4]
$ rm a/x.txt; domar import a/A.txt --year 2019 -o v.h5
domar: A.txt has coefficients: put x.txt (output) or Z.txt (flows) beside it
[4]
$ sed -i '5s/Vehicles/Cars/' IOT_2019_ixi/Z.txt; domar import IOT_2019_ixi/Z.txt -o v.h5
domar: Z.txt, line 5: the row is Cars where Vehicles is expected
[4]
$ python3 $ROOT/tests/cli/make_exiobase.py IOT_2019_ixi; sed -i '4s/15/x/' IOT_2019_ixi/Z.txt; domar import IOT_2019_ixi/Z.txt -o v.h5; ls v.h5
domar: Z.txt, line 4, column 5 (CN), row AT: 'x' is not a finite number: correct it
ls: cannot access 'v.h5': No such file or directory
[2]
$ python3 $ROOT/tests/cli/make_exiobase.py IOT_2019_ixi; tr '\n' '\r' < IOT_2019_ixi/satellite/unit.txt > u && mv u IOT_2019_ixi/satellite/unit.txt; domar import IOT_2019_ixi/Z.txt -o e.h5
domar: read exiobase: 2 economies x 2 industries, 2019; output published, value added residual, zero output missing, inventories keep -> e.h5
$ python3 $ROOT/tests/cli/make_exiobase.py IOT_2019_ixi; sed -i '2s/Paddy rice\tVehicles/Vehicles\tPaddy rice/' IOT_2019_ixi/satellite/F.txt; domar import IOT_2019_ixi/Z.txt -o e.h5
domar: Z.txt: F.txt, line 2, column 2: Vehicles where Z has Paddy rice
[4]
