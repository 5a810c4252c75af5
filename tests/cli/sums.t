# domar sums: groups of a file that goes by in blocks; few units stay in.
$ domar sums $DATA/panel_small.csv --group unit --variables value --format table
unit  rows  value.sum  value.mean  value.values
      rows                                 rows
b        2         12           6             2
a        2          4           2             2
c        2          5           5             1
$ domar sums $DATA/panel_small.csv --group group,year --variables value --unit unit
group,year,rows,units,dominance,value.sum,value.mean,value.values
x,2000,2,2,0.8,5,2.5,2
(missing),2001,1,1,1,3,3,1
y,2002,1,1,,,,0
x,2001,1,1,1,8,8,1
y,2003,1,1,1,5,5,1
$ domar sums $DATA/panel_small.csv --group group --variables value --unit unit --confidential
group,rows,units,dominance,value.sum,value.mean,value.values
x,,,,,,
(missing),,,,,,
y,,,,,,
$ domar sums $DATA/panel_small.csv --group group --variables value --confidential; domar sums $DATA/panel_small.csv --group gruop --variables value; domar sums $DATA/panel_small.csv --group unit --variables group; echo "exit $?"
domar: --confidential needs --unit COLUMN, to count the units behind every sum
domar: panel_small.csv has no column gruop: did you mean group?
domar: panel_small.csv, line 2, column group: "x" is not a number: correct it, or leave the field empty
exit 4
