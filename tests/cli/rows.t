# satellite rows in long CSV: attached after or before aggregating; what is refused.
$ printf 'row,economy,industry,year,value,kind,unit\nWATER,AAA,plant,2000,5,energy,m3\nWATER,BBB,shop,2003,,,\nEMPX,AAA,shop,2003,7,jobs,heads\nEMPX,AAA,shop,1999,7,,\n' > r.csv; domar import $DATA/two_years.csv --rows r.csv -o t.h5; domar info t.h5 | grep satellites; domar run chain.decompose t.h5 --row EMPX --year 2000-2003 --by economy | head -3
domar: read tidy: 2 economies x 3 industries, 2 years (2000-2003); output published, value added residual, zero output missing, inventories keep -> t.h5
satellites,3: EMP WATER EMPX
year,economy,factor,term,value
2003,AAA,EMPX,dv,
2003,AAA,EMPX,dl,
$ domar import $DATA/two_years.csv --satellite r.csv -o t.h5 | tail -1
domar: read tidy: 2 economies x 3 industries, 2 years (2000-2003); output published, value added residual, zero output missing, inventories keep -> t.h5
$ sed 's/WATER/EMP/' r.csv > twice.csv; domar import $DATA/two_years.csv --rows twice.csv -o t.h5
domar: twice.csv, line 2: the table has a row EMP already: give this one another code
[4]
$ sed 's/plant/plamt/' r.csv > code.csv; domar import $DATA/two_years.csv --rows code.csv -o t.h5
domar: code.csv, line 2: industry 'plamt' is not in the table: did you mean plant?
[4]
$ sed 's/energy/enrgy/' r.csv > kind.csv; domar import $DATA/two_years.csv --rows kind.csv -o t.h5
domar: kind.csv, line 2: kind enrgy is not known: choose one of jobs, hours, capital_stock, asset_stock, energy, emission, labour, money, price_index, volume_index
[4]
$ sed 's/energy//' r.csv > none.csv; domar import $DATA/two_years.csv --rows none.csv -o t.h5
domar: none.csv: nobody says what WATER is: add a column kind (docs/readers/rows.md)
[4]
$ (cat r.csv; echo WATER,AAA,plant,2000,6,,) > cell.csv; domar import $DATA/two_years.csv --rows cell.csv -o t.h5
domar: cell.csv, line 6: the same cell comes twice: keep one of the lines
[4]
$ sed 's/2000,5/2000,five/' r.csv > text.csv; domar import $DATA/two_years.csv --rows text.csv -o t.h5
domar: text.csv, line 2: column 5: the value 'five' is not a number: mend it or leave it empty
[4]
$ sed 's/,20../,19../' r.csv > years.csv; sed -i 's/,19..,/,1990,/' years.csv; domar import $DATA/two_years.csv --rows years.csv -o t.h5
domar: years.csv: none of its years is in the table
[4]
$ printf 'row,economy,value\n' > head.csv; domar import $DATA/two_years.csv --rows head.csv -o t.h5
domar: head.csv, line 1: there is no column industry (row, economy, industry, year, value)
[4]
