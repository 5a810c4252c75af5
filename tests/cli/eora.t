$ python3 $ROOT/tests/cli/make_eora.py e; domar import e/Eora26_2015_bp_T.txt -o e.h5
domar: read eora: 3 economies x 2 industries, 2015; output published, value added residual, zero output missing, inventories keep -> e.h5
$ domar info e.h5 --format csv | grep -E '^(years|economies|industries|categories|factors|satellites|unit|notes),'
unit,thousand
years,2015
economies,3: CHN DEU ROW
industries,2: s1 s2
categories,2: f1 f2
factors,2: v1 v2
satellites,1: q1
notes,"ROW is a statistical discrepancy of one sector, which stands in the place of the last industry"
$ domar run accounts.structure e.h5 --format csv | cut -d, -f1-5
year,economy,industry,output,value_added
2015,CHN,s1,91,65
2015,CHN,s2,40,24
2015,DEU,s1,105,66
2015,DEU,s2,35,15
2015,ROW,s1,0,0
2015,ROW,s2,3,1.5
$ domar run accounts.footprint e.h5 --row q1 --by economy --economy CHN --format csv | cut -d, -f1-4
year,economy,partner,factor
2015,CHN,CHN,q1
2015,CHN,DEU,q1
2015,CHN,ROW,q1
$ (cd e && zip -q ../Eora26_2015_bp.zip *.txt); domar import Eora26_2015_bp.zip -o z.h5 2> /dev/null; domar run accounts.structure e.h5 -o a.csv; domar run accounts.structure z.h5 -o b.csv; cmp a.csv b.csv && echo same
same
$ domar import e/Eora26_2015_bp_VA.txt -o v.h5
domar: Eora26_2015_bp_VA.txt is a part of Eora26: name the ..._T.txt file, the others beside it are found
[4]
$ sed -i '3s/30/thirty/' e/Eora26_2015_bp_T.txt; domar import e/Eora26_2015_bp_T.txt -o v.h5
domar: Eora26_2015_bp_T.txt, line 3, column 3 (number 3), row : 'thirty' is not a finite number: correct it
[4]
$ python3 $ROOT/tests/cli/make_eora.py e; sed -i '$d' e/labels_T.txt; domar import e/Eora26_2015_bp_T.txt -o v.h5
domar: Eora26_2015_bp_T.txt, line 1, row : 5 fields where 4 are expected: remove the surplus or name it in the header
[4]
$ rm e/labels_Q.txt; domar import e/Eora26_2015_bp_T.txt -o v.h5; ls v.h5
domar: Eora26_2015_bp_T.txt: e/labels_Q.txt cannot be read (No such file or directory): check the path
ls: cannot access 'v.h5': No such file or directory
[2]
