# Two results on their keys: the order of rows does not matter, a number, a row, a column does.
$ printf 'economy,value\nAAA,1\nBBB,2\n' > a.csv; printf 'economy,value\nBBB,2\nAAA,1\n' > b.csv
$ domar diff a.csv b.csv
domar: No difference in 2 rows (tolerance 1e-09).
$ printf 'economy,value\nAAA,1\nBBB,2.1\nCCC,3\n' > c.csv; domar diff a.csv c.csv
row,column,a,b
BBB,value,2,2.1
CCC,only in the second,,
domar: Differences beyond 1e-09: 2 (the largest is 0.0333 of its column's largest number).
[6]
$ domar diff a.csv c.csv --rtol 0.2 --lang zh
row,column,a,b
CCC,only in the second,,
domar: 差异：1 处，均为一方缺少的行或数值。
[6]
$ printf 'economy,value\nAAA,1\nBBB,\n' > d.csv; domar diff a.csv d.csv --format table
row  column  a  b
BBB  value   2  -

Differences: 1, all of them rows or numbers that one side lacks.
domar: Differences: 1, all of them rows or numbers that one side lacks.
[6]
$ printf 'economy,other\nAAA,1\n' > e.csv; domar diff a.csv e.csv
domar: column 2 is value in a.csv and other in e.csv
[4]
$ printf 'economy,value\nAAA,1\nAAA,2\n' > f.csv; domar diff a.csv f.csv
domar: f.csv: the row AAA comes twice
[4]
$ domar diff a.csv nothing.csv
domar: nothing.csv cannot be read (No such file or directory): check the path
[3]
# JSON as domar writes it is read too.
$ domar run accounts.structure $DATA/two_years.csv -o s.csv; domar run accounts.structure $DATA/two_years.csv -o s.json; domar diff s.csv s.json; domar diff s.json s.csv
domar: No difference in 6 rows (tolerance 1e-09).
domar: No difference in 6 rows (tolerance 1e-09).
$ sed 's/,60,30,/,61,30,/' s.json > t.json; domar diff s.csv t.json
row,column,a,b
2003 AAA plant,output,60,61
domar: Differences beyond 1e-09: 1 (the largest is 0.0164 of its column's largest number).
[6]
$ printf '{"rows": 3}' > g.json; domar diff a.csv g.json
domar: g.json is JSON without the columns and rows of a result: give one written with --format json or csv
[4]
$ printf '{"rows": [' > h.json; domar diff a.csv h.json
domar: h.json, line 1: not JSON (']' expected near end of file)
[4]
$ printf '{"columns":[{"name":"economy"},{"name":"value"}],"rows":[["A",1],["B"]]}' > i.json; domar diff a.csv i.json
domar: i.json, row 2: 1 cells where there are 2 columns
[4]
# null in JSON and an empty field in CSV are both no number.
$ printf '{"columns":[{"name":"economy"},{"name":"value"}],"rows":[["AAA",null],["BBB",2e0]]}' > k.json; printf 'economy,value\nAAA,\nBBB,2\n' > k.csv; domar diff k.json k.csv
domar: No difference in 2 rows (tolerance 1e-09).
