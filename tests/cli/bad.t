# Bad input: one line that says where and what to do, the right exit code, and no file left.
$ head -c 90 $DATA/two_worlds.csv > cut.csv && cp $DATA/two_worlds.yaml cut.yaml && domar import cut.csv -o t.h5
domar: cut.csv, line 2, row AAA_m: 9 fields where 12 are expected: the line is cut off or a column is missing, fetch the file again or complete it
[4]

# a column is missing
$ cut -d, -f1-10,12 $DATA/two_worlds.csv > column.csv && cp $DATA/two_worlds.yaml column.yaml && domar import column.csv -o t.h5
domar: column.csv, line 1: economy BBB has no column of final demand V, which others have: mend the label, or say absent: zero in column.yaml
[4]
$ cut -d, -f1,3- $DATA/two_worlds.csv > column.csv && domar import column.csv -o t.h5
domar: column.csv, line 1: economy AAA has no column of industry m, which others have: mend the label, or say absent: zero in column.yaml
[4]
$ sed '/^BBB_f/d' $DATA/two_worlds.csv > square.csv && cp $DATA/two_worlds.yaml square.yaml && domar import square.csv -o t.h5
domar: square.csv: no row of BBB, industry f, which has a column: the table of flows must be square, or say absent: zero in square.yaml
[4]

# a label comes twice
$ sed 's/BBB_f/BBB_m/' $DATA/two_worlds.csv > twice.csv && cp $DATA/two_worlds.yaml twice.yaml && domar import twice.csv -o t.h5
domar: twice.csv, line 1, column 5: the label BBB_m stands twice: rename one
[4]
$ sed 's/^AAA_f/AAA_m/' $DATA/two_worlds.csv > twice.csv && domar import twice.csv -o t.h5
domar: twice.csv, line 3: the row AAA_m comes twice: rename one
[4]
$ cp $DATA/two_years.csv dup.csv; sed -n 2p dup.csv >> dup.csv; domar import dup.csv -o t.h5
domar: dup.csv, line 37: the same cell comes twice: keep one of the lines
[4]

# no number where one should be
$ cp $DATA/two_worlds.yaml cell.yaml; for bad in sixty NaN 1e400 inf; do sed "s/,60,/,$bad,/" $DATA/two_worlds.csv > cell.csv; domar import cell.csv -o t.h5; done
domar: cell.csv, line 4, column 4 (BBB_m), row BBB_m: 'sixty' is not a finite number: correct it
domar: cell.csv, line 4, column 4 (BBB_m), row BBB_m: 'NaN' is not a finite number: correct it
domar: cell.csv, line 4, column 4 (BBB_m), row BBB_m: '1e400' is beyond the range of numbers: correct it
domar: cell.csv, line 4, column 4 (BBB_m), row BBB_m: 'inf' is not a finite number: correct it
[4]
$ sed 's/,HFCE,25$/,HFCE,25x/' $DATA/two_years.csv > long.csv; domar import long.csv -o t.h5
domar: long.csv, line 9: the value "25x" is not a number: mend it or leave it empty
[4]
$ sed 's/,HFCE,25$/,HFCE,nan/' $DATA/two_years.csv > long.csv; domar import long.csv -o t.h5
domar: long.csv, line 9: the value "nan" is not a number: mend it or leave it empty
[4]

# output: negative; zero is a matter of convention
$ sed 's/,70,15,4,200$/,-330,15,4,-200/; s/^\(OUT.*\),200,/\1,-200,/' $DATA/two_worlds.csv > negative.csv; cp $DATA/two_worlds.yaml negative.yaml; domar import negative.csv -o t.h5
domar: negative.csv: 2001: output of BBB m is negative (-200): mend its row, or choose another --output-from
[4]
$ domar run accounts.structure $DATA/three_gaps.csv --economy CCC
year,economy,industry,output,value_added,va_share,export_share,jobs
2001,CCC,m,50,35,1,0.42,
2001,CCC,f,0,0,0,,

# years mixed, tables mixed
$ for f in a_2000 b_2000; do cp $DATA/two_worlds.csv $f.csv; sed '/^year/d' $DATA/two_worlds.yaml > $f.yaml; done; domar import a_2000.csv b_2000.csv -o t.h5
domar: b_2000.csv: the year 2000 comes twice: give each year once
[4]
$ cp $DATA/two_worlds.csv $DATA/two_worlds.yaml . && domar import two_worlds.csv --year 1999 -o t.h5
domar: two_worlds.csv: its page two_worlds.yaml says 2001, the year asked for is 1999: leave --year out, or mend the page
[4]
$ domar import $DATA/two_worlds.csv $DATA/three_gaps.csv -o t.h5
domar: three_gaps.csv: the economies of 2001 are not those of the years before (3 against 2 codes): import them as two files
[4]

# encoding
$ sed 's/Making/Ma\xffking/' $DATA/two_worlds.yaml > enc.yaml; cp $DATA/two_worlds.csv enc.csv; domar import enc.csv -o t.h5
domar: enc.csv: enc.yaml, line 1: invalid leading UTF-8 octet
[4]
$ cp $DATA/two_worlds.yaml enc.yaml; sed 's/AAA_m/A\xff\xfeA_m/' $DATA/two_worlds.csv > enc.csv; domar import enc.csv -o t.h5
domar: enc.csv, line 1: byte 0xff is not UTF-8: convert the file, or say gb18030 as its encoding if it is
[4]

# archives
$ python3 $ROOT/tests/cli/make_bad.py . && domar import climbs.zip -o t.h5
domar: climbs.zip: the path of member '../../climbs.csv' climbs out of the archive, so the archive is refused: pack the table alone
[4]
$ domar import root.zip -o t.h5
domar: root.zip: the path of member '/etc/root.csv' starts at the root, so the archive is refused: pack the table alone
[4]
$ domar import bomb.zip -o t.h5 2>&1 | sed 's/[0-9]* bytes/N bytes/'; echo ${PIPESTATUS[0]}
domar: bomb.zip:bomb.csv unpacks to more than 200 times its size (N bytes so far), which tables do not do: unpack it yourself if you trust it
8
$ domar import folder.zip -o t.h5
domar: folder.zip holds no table (.csv, .tsv, .txt, .tab) among its 1 members: pack the table itself
[4]
$ gzip -c $DATA/two_years.csv | head -c 150 > cut.csv.gz; domar import cut.csv.gz -o t.h5
domar: cut.csv.gz: the gzip data end too early, the file is cut off: fetch it again
[4]

# nothing, the wrong thing, too much
$ : > empty.csv; domar import empty.csv -o t.h5
domar: empty.csv is empty: fetch it again
[4]
$ domar import nowhere.csv -o t.h5
domar: nowhere.csv cannot be read (No such file or directory): check the path
[3]
$ mkdir folder.csv; domar import folder.csv -o t.h5
domar: folder.csv is a directory: give the file in it
[3]
$ printf 'a,b\n1,2\n' > plain.csv; domar import plain.csv -o t.h5
domar: plain.csv is in no layout that is known: name it with --format, or describe it with --sidecar FILE.yaml (docs/readers)
[4]
$ truncate -s 10G sparse.csv; domar import sparse.csv -o t.h5; code=$?; rm sparse.csv; exit $code
domar: sparse.csv is not text (byte 1 is zero): give a table as CSV, plain or in gzip, zstd or zip
[4]
# native files that are none
$ domar import $DATA/two_worlds.csv -o whole.h5 2> /dev/null; head -c -100 whole.h5 > cut.h5; domar info cut.h5
domar: cut.h5 is a truncated or damaged HDF5 file: import the table again
[4]
$ printf '\x89HDF\r\n\x1a\n' > head.h5; domar info head.h5
domar: head.h5 is a truncated or damaged HDF5 file: import the table again
[4]
# a number changed after it was written: 100, the output of AAA m, becomes 103
$ cp whole.h5 flipped.h5; at=$(grep -abo -P '\x00\x00\x00\x00\x00\x00Y\x40' whole.h5 | head -1 | cut -d: -f1); printf '\xc0' | dd of=flipped.h5 bs=1 seek=$((at + 5)) conv=notrunc status=none; domar check flipped.h5
domar: flipped.h5: 2001/published does not match its digest, it was changed after domar wrote it: import the table again
[6]

# places that cannot be written
$ domar import $DATA/two_worlds.csv -o no/such/folder/t.h5
domar: no/such/folder/t.h5 cannot be written (No such file or directory): make the directory first
[3]
$ domar import $DATA/two_worlds.csv -o .
domar: . is a directory: give the name of a file
[3]
$ domar run accounts.structure $DATA/two_worlds.csv -o no/such/t.csv
domar: no/such/t.csv cannot be written (No such file or directory): make the directory first
[3]
$ mkfifo pipe; domar import $DATA/two_worlds.csv -o /dev/fd/3 3<> pipe
domar: /dev/fd/3 is no regular file: give -o FILE
[2]
$ domar run accounts.structure $DATA/two_worlds.csv > /dev/full
domar: standard output cannot be written (No space left on device): free some space or choose another place
[3]
$ domar methods --json > /dev/full
domar: standard output cannot be written (No space left on device): free some space or choose another place
[3]
$ cat pipe > got.csv & domar run accounts.structure $DATA/two_worlds.csv --economy AAA --format csv -o pipe; wait; test -p pipe && wc -l < got.csv
3

# nothing was left behind
$ ls -d t.h5* *.tmp* no 2> /dev/null
[2]
