# Panels: keys, conditions, missing values, what is refused.
$ cp $DATA/panel_small.csv p.csv; domar run panel.describe p.csv --format table
variable  kind    values  missing  units  distinct    mean      sd  sd_between  sd_within   min   max  dominance
                    rows     rows  units    values                                                         share
unit      text         6        0      3         3       -       -           -          -     -     -          -
year      number       6        0      3         -  2001.2  1.1690      1.1547     0.5477  2000  2003    0.33356
value     number       5        1      3         -     4.2  2.5884      2.0817     1.5811     1     8    0.57143
group     text         5        1      3         2       -       -           -          -     -     -          -

6 rows of 3 units (unit) over 4 periods (2000 to 2003), not balanced, 4 columns.
$ domar run panel.describe p.csv --unit group --period year; echo "exit $?"
domar: p.csv: row 3 of the data has no group, which tells rows apart: fill it in or leave the row out
exit 4
$ domar run panel.describe p.csv --unit gruop; echo "exit $?"
domar: --unit gruop: p.csv has no such column: did you mean group?
exit 2
$ domar run panel.describe p.csv --where "value>4 & group=x|y" --certificate 2>&1 | grep -v '^file\|^engine\|^threads' | cut -c1-60
variable,kind,values,missing,units,distinct,mean,sd,sd_betwe
unit,text,2,0,2,2,,,,,,,
year,number,2,0,2,,2002,1.4142135623730951,1.414213562373095
value,number,2,0,2,,6.5,2.1213203435596424,2.121320343559642
group,text,2,0,2,2,,,,,,,
keys             unit, year
rows             2
method           panel.describe
grain            variable
param.where      value>4 & group=x|y
$ domar run panel.describe p.csv --where "group=z"; domar run panel.describe p.csv --where "group>x"; domar run panel.describe p.csv --where value; domar run panel.describe p.csv --where "value=a"; echo "exit $?"
domar: --where group=z: group never has that value
domar: --where group>x: group holds texts: = and != go with it
domar: --where value: write column=value|value, or term>number
domar: --where value=a: a is not a number
exit 2
$ domar run panel.describe p.csv --periods 2001-2000; domar run panel.describe p.csv --periods 1999; domar run panel.describe p.csv --periods 2000-2001 | cut -d, -f1-4
domar: --periods 2001-2000: the first one comes first
domar: --periods: there is no period 1999 in p.csv, which holds 2000 to 2003
variable,kind,values,missing
unit,text,4,0
year,number,4,0
value,number,4,0
group,text,3,1
$ domar run panel.describe p.csv --confidential; echo "exit $?"
variable,kind,values,missing,units,distinct,mean,sd,sd_between,sd_within,min,max,dominance
unit,text,6,0,3,3,,,,,,,
year,number,6,0,3,,2001.1666666666667,1.1690451944500122,1.1547005383792515,0.5477225575051661,,,0.3335554260014991
value,number,5,1,3,,4.2,2.5884358211089573,2.0816659994661326,1.5811388300841898,,,0.5714285714285714
group,text,5,1,3,2,,,,,,,
exit 0
$ domar run panel.describe p.csv --economy CHN; domar run panel.describe p.csv --units a; domar run panel.describe p.csv --compare weights=a,b; echo "exit $?"
domar: panel.describe has no option --economy: see `domar methods panel.describe`
domar: panel.describe by variable has no column unit to filter: choose another --by, or choose rows of the panel with --where
domar: --compare weights=a,b: panel.describe has no parameter weights: see `domar methods panel.describe`
exit 2
$ domar run panel.describe nothing.csv; echo "exit $?"
domar: nothing.csv cannot be read (No such file or directory): check the path
exit 3
$ domar run accounts.structure p.csv; echo "exit $?"
domar: p.csv is in no layout that is known: name it with --format, or describe it with --sidecar FILE.yaml (docs/readers)
exit 4
$ domar run panel.describe p.csv --where group=x --confidential --certificate 2>&1 | grep -E '^value|^confid|^rows_'
value,number,,,,,,,,,,,
confidential     rows of less than 3 units, or of one with more than 85 % of the sum, have no numbers
rows_of_few_units 4
rows_dominated   0
$ domar run panel.describe p.csv --unit row --confidential; domar run panel.describe p.csv --missing interpolate | wc -l; domar run index.inequality p.csv --variable value --missing interpolate; domar run index.build $ROOT/examples/panels/sample.csv --indicators patents,openness --compare weights=entropy,critic --weights cv; echo "exit $?"
domar: --confidential counts units, and here every row is one: name the column of those to be protected with --unit
5
domar: p.csv: value of c, 2002 is missing, and --missing interpolate finds nothing in the unit to fill it from (the line needs a value before and one after): --missing drop leaves such rows out
domar: --compare weights=entropy,critic sets weights already: leave --weights cv out
exit 2
