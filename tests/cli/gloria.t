$ python3 $ROOT/tests/cli/make_gloria.py small 3 2; domar import small/*T-Results*.csv -o s.h5
domar: read gloria: 3 economies x 4 industries, 2020; output published, value added residual, zero output missing, inventories keep -> s.h5
$ domar info s.h5 --format csv | grep -E '^(years|economies|industries|factors|unit),'
unit,thousand
years,2020
economies,3: R00 R01 R02
industries,4: I001 I002 P001 P002
factors,2: D.1 B.2n
$ domar check s.h5 > /dev/null; echo $?
domar: Rows and columns differ by at most 0 of an industry's output (tolerance 0.001): the table adds up.
0
$ domar run accounts.structure s.h5 --economy R01 --format csv
year,economy,industry,output,value_added,va_share,export_share,jobs
2020,R01,I001,10,7,0.5,0,
2020,R01,I002,10,7,0.5,0,
2020,R01,P001,10,0,0,0.1,
2020,R01,P002,10,0,0,0.1,
$ domar run chain.value_added s.h5 --by economy --economy R00 --format csv | cut -d, -f1-5
year,economy,total,domestic,foreign
2020,R00,2,1.7534246575342465,0.24657534246575352
$ (cd small && zip -q ../g.zip *.csv && cp GLORIA_ReadMe_059.xlsx ..); domar import g.zip -o z.h5 2> /dev/null; domar run accounts.structure s.h5 -o a.csv; domar run accounts.structure z.h5 -o b.csv; cmp a.csv b.csv && echo same
same
$ domar import small/*V-Results*.csv -o v.h5
domar: 0_2secMother_AllCountries_002_V-Results_2020_059_Markup001(full).csv is a part of GLORIA: name the T-Results file, the others beside it are found
[4]
$ mkdir -p alone/x; cp small/*.csv alone/x/; domar import alone/x/*T-Results*.csv -o v.h5 2>&1 | sed 's/.*Markup001/...Markup001/'
...Markup001(full).csv: the labels are in GLORIA_ReadMe_NNN.xlsx: put it into the same folder or the one above
$ head -11 small/*T-Results*.csv > t && cp small/* alone/ && mv t "alone/0_2secMother_AllCountries_002_T-Results_2020_059_Markup001(full).csv"; domar import alone/*T-Results*.csv -o v.h5
domar: 0_2secMother_AllCountries_002_T-Results_2020_059_Markup001(full).csv ends after 11 lines, the ReadMe has 12: take the labels of the same release
[4]
$ sed -i '1s/10/ten/' alone/*T-Results*.csv; domar import alone/*T-Results*.csv -o v.h5; ls v.h5
domar: 0_2secMother_AllCountries_002_T-Results_2020_059_Markup001(full).csv, line 1, column 3 (number 3), row : 'ten' is not a finite number: correct it
ls: cannot access 'v.h5': No such file or directory
[2]
