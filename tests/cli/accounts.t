# accounts without flows: what is read, what is refused.
$ domar import $DATA/klems_small.csv -o k.h5; domar info k.h5 | grep -v file; domar check k.h5
domar: read accounts: 2 economies x 2 industries, 2 years (2000-2001); output published, value added given, zero output missing, inventories keep -> k.h5
property,value
title,Two economies without flows
source,round numbers made up for tests
reader,accounts
currency,EUR
unit,million
years,2000 2001
economies,2: AAA BBB
industries,2: farms mills
factors,1: VA
satellites,7: LAB CAP H_EMP K_GFCF GO_QI VA_QI II_QI
output_from,published
va,given
zero_output,missing
inventories,keep
year,identity,economy,industry,against,value,expected,gap
domar: These are accounts without flows: there are no rows and columns to add up.
$ cp $DATA/klems_small.csv plain.csv; domar import plain.csv -o p.h5; domar import plain.csv --industries broad -o q.h5
domar: warning: plain.csv: columns left out, since nobody says what they are: remark
domar: read accounts: 2 economies x 2 industries, 2 years (2000-2001); output published, value added given, zero output missing, inventories keep -> p.h5
domar: warning: plain.csv: columns left out, since nobody says what they are: remark
domar: the industry farms has no broad sector: give a concordance file
[4]
$ domar run accounts.structure k.h5
domar: accounts.structure needs to know who buys from whom, and this file holds accounts only (output, value added, factors): give an input-output table, or ask growth.accounts
[4]
$ domar brief k.h5 --economy AAA -o b.html
domar: a brief needs an input-output table, and this file holds accounts only: `domar run growth.accounts` answers on it
[4]
$ domar import $DATA/klems_small.csv -o k.har
domar: k.har: accounts without flows cannot go into header arrays: write a native file (-o x.h5)
[2]
$ printf 'country,industry,year,VA\nA,i,2000,1\nA,i,2000,2\n' > twice.csv; domar import twice.csv -o t.h5
domar: twice.csv, line 3: the same economy, industry and year as in line 2: leave one out
[4]
$ printf 'country,industry,year,VA\nA,i,2000,x\n' > text.csv; domar import text.csv -o t.h5
domar: text.csv, line 2: column 4 (VA): "x" is not a number: mend it or leave it empty
[4]
$ printf 'country,industry,year,VA\nA,,2000,1\n' > empty.csv; domar import empty.csv -o t.h5
domar: empty.csv, line 2: column 2: industry is empty: give a code
[4]
$ printf 'country,industry,year,VA\nA,i,20,1\n' > year.csv; domar import year.csv -o t.h5
domar: year.csv, line 2: "20" is not a year
[4]
$ printf 'country,product,value\nA,i,1\nB,i,2\n' > goods.csv; domar import goods.csv -o t.h5; domar import goods.csv --year 2001 -o t.h5
domar: goods.csv: there is no column year: give --year, or columns: {year: ...} on a page
domar: read accounts: 2 economies x 1 industries, 2001; output published, value added given, zero output missing, inventories keep -> t.h5
$ printf 'columns: {VA: worth, LAB: share * worth, X: share}\n' > m.yaml; printf 'country,year,worth,share\nA,2000,2,.5\n' > m.csv; domar import m.csv -o t.h5
domar: m.csv: nobody says what X is: name its kind in satellites of the page (docs/readers/accounts.md)
[4]
$ printf 'columns: {VA: worth, LAB: shares * worth}\n' > m.yaml; domar import m.csv -o t.h5
domar: m.csv: LAB: there is no column shares (a variable is a column, or a product of at most 4 written a * b)
[4]
$ ls
empty.csv
goods.csv
k.h5
m.csv
m.yaml
p.h5
plain.csv
t.h5
text.csv
twice.csv
year.csv
