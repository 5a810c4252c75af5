# Input that is not there or is not right, output that cannot be written: nothing is left behind.
$ domar info nothing.csv
domar: nothing.csv cannot be read (No such file or directory): check the path
[3]
$ domar run chain.upstreamness nothing.csv -o x.csv
domar: nothing.csv cannot be read (No such file or directory): check the path
[3]
$ printf '' > empty.csv; domar info empty.csv
domar: empty.csv is empty: fetch it again
[4]
$ sed 's/HFCE,43$/HFCE,ten/' $DATA/two_years.csv > text.csv; domar info text.csv
domar: text.csv, line 14: the value "ten" is not a number: mend it or leave it empty
[4]
$ sed 's/HFCE,43$/HFCE,1e400/' $DATA/two_years.csv > large.csv; domar info large.csv
domar: large.csv, line 14: the value "1e400" is not a number: mend it or leave it empty
[4]
$ head -n 2 $DATA/leather.csv > short.csv; domar info short.csv --lang zh
domar: short.csv is in no layout that is known: name it with --format, or describe it with --sidecar FILE.yaml (docs/readers)
[4]
$ rm *.csv
$ domar run chain.upstreamness $DATA/leather.csv -o missing/x.csv
domar: missing/x.csv cannot be written (No such file or directory): make the directory first
[3]
$ mkdir folder; domar run chain.upstreamness $DATA/leather.csv -o folder; ls -a folder | wc -l; rmdir folder
domar: folder is a directory: give the name of a file
2
$ domar run chain.upstreamness $DATA/leather.csv > /dev/full
domar: standard output cannot be written (No space left on device): free some space or choose another place
[3]
$ domar run chain.upstreamness $DATA/leather.csv | head -1
year,economy,industry,upstreamness
$ ls
# Standard input and output have the name -.
$ domar run chain.upstreamness - --economy AAA -o - --format table < $DATA/two_years.csv
year  economy  industry  upstreamness
                               stages
2003  AAA      plant           1.2500
2003  AAA      bank            1.3333
2003  AAA      shop            1.2667

Stages to final use: 1.28 on average over output; most in AAA bank (1.33), fewest in AAA plant (1.25).
$ domar import - -o t.h5 --sidecar $DATA/two_years.yaml < $DATA/two_years.csv
domar: read tidy: 2 economies x 3 industries, 2 years (2000-2003); output published, value added residual, zero output missing, inventories keep -> t.h5
$ domar import - -o t.h5 --sidecar $DATA/two_years.yaml --lang zh < $DATA/two_years.csv
domar: 已读入 tidy：2 个经济体 × 3 个行业，2 年（2000-2003）；产出 published，增加值 residual，零产出 missing，存货 keep → t.h5
$ ls
t.h5
