# Header array files: what is written is what an independent reader of the records finds, and what
# comes back; files in both byte orders made by har_bytes.py; damage is named.
$ domar import $DATA/two_worlds.csv -o w.har
domar: read matrix: 2 economies x 2 industries, 2001; output published, value added residual, zero output missing, inventories keep -> w.har
$ $PYTHON $ROOT/tests/cli/har_bytes.py show w.har
DOMR 1CFULL 1x12 [Layout of this file] domar 1
PART 1CFULL 1x12 [What each year has] Z Y V S X
INFO 1CFULL 7x24 [What is known of the table] title=Two economies|source=made up for tests|licence=public domain|currency=USD|unit=million|reader=matrix|file=two_worlds.csv
REG  1CFULL 2x12 [Set REG economies] AAA|BBB
IND  1CFULL 2x12 [Set IND industries] m|f
INDE 1CFULL 2x12 [industries: names in English] Making|Finance
INDZ 1CFULL 2x12 [industries: names in Chinese] \u5236\u9020|\u91d1\u878d
INDK 1CFULL 2x12 [industries: kinds] MAN|FIN
CAT  1CFULL 3x12 [Set CAT categories of final demand] C|G|V
CATK 1CFULL 3x12 [categories of final demand: kinds] households|government|inventories
FAC  1CFULL 1x12 [Set FAC factors] VA
FACE 1CFULL 1x46 [factors: names in English] Value added (with taxes and margins on inputs)
FACZ 1CFULL 1x90 [factors: names in Chinese] \u589e\u52a0\u503c\uff08\u542b\u6295\u5165\u54c1\u7a0e\u548c\u8fd0\u8f93\u52a0\u4ef7\uff09
FACK 1CFULL 1x12 [factors: kinds] value_added
SAT  1CFULL 3x12 [Set SAT satellites] EMP|LAB|CO2
SATE 1CFULL 3x24 [satellites: names in English] Persons engaged|Labour compensation|Carbon dioxide emissions
SATZ 1CFULL 3x36 [satellites: names in Chinese] \u5c31\u4e1a\u4eba\u6570|\u52b3\u52a8\u62a5\u916c|\u4e8c\u6c27\u5316\u78b3\u6392\u653e
SATK 1CFULL 3x12 [satellites: kinds] jobs|labour|emission
SATU 1CFULL 3x16 [satellites: units] thousand persons||kt
TIME 1CFULL 1x12 [Set TIME years] 2001
Z    REFULL Z(IND,REG,IND,REG,TIME) 2x2x2x2x1 [Intermediate flows: supplier, user] sum 219
Y    REFULL Y(IND,REG,CAT,REG,TIME) 2x2x3x2x1 [Final demand: supplier, category, user] sum 281
V    REFULL V(FAC,IND,REG,TIME) 1x2x2x1 [Primary inputs and what stands between] sum 281
S    REFULL S(SAT,IND,REG,TIME) 3x2x2x1 [Satellite rows in their own units] sum 565
X    REFULL X(IND,REG,TIME) 2x2x1 [Output as published] sum 500
$ domar import w.har -o back.h5 && domar import $DATA/two_worlds.csv -o w.h5 && $PYTHON $ROOT/tests/cli/har_bytes.py same w.h5 back.h5
domar: read har: 2 economies x 2 industries, 2001; output published, value added residual, zero output missing, inventories keep -> back.h5
domar: read matrix: 2 economies x 2 industries, 2001; output published, value added residual, zero output missing, inventories keep -> w.h5
8 arrays compared
$ domar import w.h5 -o again.har && cmp w.har again.har && echo same bytes
domar: read matrix: 2 economies x 2 industries, 2001; output published, value added residual, zero output missing, inventories keep -> again.har
same bytes
$ cmp <(domar run accounts.structure w.har --format csv) <(domar run accounts.structure w.h5 --format csv) && echo same answer
same answer

# thirds have more than 24 bits; gaps stay gaps; two years; China's names
$ sed '2,5s/\([,_]\)10,/\10.1,/; s/^EMP,6/EMP,/' $DATA/two_worlds.csv > odd.csv && domar import odd.csv --sidecar $DATA/two_worlds.yaml -o odd.h5 && domar import odd.h5 -o odd.har && domar import odd.har -o odd2.h5 && $PYTHON $ROOT/tests/cli/har_bytes.py same odd.h5 odd2.h5
domar: read matrix: 2 economies x 2 industries, 2001; output published, value added residual, zero output missing, inventories keep -> odd.h5
domar: read matrix: 2 economies x 2 industries, 2001; output published, value added residual, zero output missing, inventories keep -> odd.har
domar: read har: 2 economies x 2 industries, 2001; output published, value added residual, zero output missing, inventories keep -> odd2.h5
8 arrays compared
$ $PYTHON $ROOT/tests/cli/har_bytes.py show odd.har | grep -E '^(Z|S)'
SAT  1CFULL 3x12 [Set SAT satellites] EMP|LAB|CO2
SATE 1CFULL 3x24 [satellites: names in English] Persons engaged|Labour compensation|Carbon dioxide emissions
SATZ 1CFULL 3x36 [satellites: names in Chinese] \u5c31\u4e1a\u4eba\u6570|\u52b3\u52a8\u62a5\u916c|\u4e8c\u6c27\u5316\u78b3\u6392\u653e
SATK 1CFULL 3x12 [satellites: kinds] jobs|labour|emission
SATU 1CFULL 3x16 [satellites: units] thousand persons||kt
Z    REFULL Z(IND,REG,IND,REG,TIME) 2x2x2x2x1 [Intermediate flows: supplier, user] sum 199.2
ZR1  REFULL ZR1(IND,REG,IND,REG,TIME) 2x2x2x2x1 [Intermediate flows: supplier, user: what 24 bits leave] sum -2.98023e-09
ZR2  REFULL ZR2(IND,REG,IND,REG,TIME) 2x2x2x2x1 [Intermediate flows: supplier, user: what 48 bits leave] sum 5.55112e-17
S    REFULL S(SAT,IND,REG,TIME) 3x2x2x1 [Satellite rows in their own units] sum 559
SGAP REFULL SGAP(SAT,IND,REG,TIME) 3x2x2x1 [1: there is no number] sum 1
$ domar import $DATA/two_years.csv -o y.h5 2>/dev/null ; domar import y.h5 -o y.har 2>/dev/null && domar import y.har -o y2.h5 && $PYTHON $ROOT/tests/cli/har_bytes.py same y.h5 y2.h5 && domar import y.har --year 2003 -o y3.h5
domar: read har: 2 economies x 3 industries, 2 years (2000-2003); output published, value added residual, zero output missing, inventories keep -> y2.h5
11 arrays compared
domar: read har: 2 economies x 3 industries, 2003; output published, value added residual, zero output missing, inventories keep -> y3.h5
$ domar import y.har --year 1990 -o y3.h5
domar: y.har holds 2000 to 2003, not 1990
[4]

# files of others: dimensions in any order, sums of headers, sparse and full, both byte orders
$ $PYTHON $ROOT/tests/cli/har_bytes.py make . && cp $DATA/har/*.yaml . && domar import expected.csv -o e.h5
domar: read matrix: 2 economies x 3 industries, 2001; output published, value added residual, zero output missing, inventories keep -> e.h5
$ for f in little big; do domar import ${f}_2001.har --sidecar world.yaml -o $f.h5 && $PYTHON $ROOT/tests/cli/har_bytes.py same e.h5 $f.h5; done
domar: read har: 2 economies x 3 industries, 2001; output published, value added residual, zero output missing, inventories keep -> little.h5
7 arrays compared
domar: read har: 2 economies x 3 industries, 2001; output published, value added residual, zero output missing, inventories keep -> big.h5
7 arrays compared
$ domar import national_2001.har --sidecar national.yaml -o n.h5 && domar run accounts.structure n.h5 --format csv
domar: read har: 1 economies x 3 industries, 2001; output published, value added residual, zero output missing, inventories keep -> n.h5
year,economy,industry,output,value_added,va_share,export_share,jobs
2001,east,wheat,89,67,0.23103448275862068,0,
2001,east,steel,104,86,0.296551724137931,0,
2001,east,care,148,137,0.4724137931034483,0,

# mistakes
$ domar import little_2001.har -o x.h5
domar: little_2001.har: a header array file needs a page that says which header is Z, Y, V: give --sidecar FILE.yaml (docs/readers/har.md)
[2]
$ domar import w.h5 --year 2001 -o x.h5
domar: w.h5 was imported already and is taken as it is: leave --year out, or import the published file again
[2]
$ head -c 3000 little_2001.har > short.har; domar import short.har --sidecar world.yaml -o x.h5
domar: short.har, header JOBS, byte 2952: the file breaks off: fetch the file again, or save it anew with ViewHAR
[4]
$ sed 's/DFLO+XFLO/NONE/' world.yaml > x.yaml; domar import little_2001.har --sidecar x.yaml -o x.h5
domar: little_2001.har holds no header NONE
[4]
$ sed 's/FD: category/FD: colour/' world.yaml > x.yaml; domar import little_2001.har --sidecar x.yaml -o x.h5
domar: little_2001.har: x.yaml, line 3: the set FD cannot be colour: choose one of economy, industry, category, factor, satellite, year, sum
[4]
$ sed '/^sets/d' world.yaml > x.yaml; domar import little_2001.har --sidecar x.yaml -o x.h5
domar: little_2001.har, header FIND: nothing says what its set FD is: give `sets: {FD: industry}` (or economy, category, ...) in the page
[4]
$ sed 's/Y: FIND/Y: VADD/' world.yaml > x.yaml; domar import little_2001.har --sidecar x.yaml -o x.h5
domar: little_2001.har, header VADD: Y needs 2 dimensions of economy, this has 1
[4]
$ sed 's/cap: capital/rent: capital/' world.yaml > x.yaml; domar import little_2001.har --sidecar x.yaml -o x.h5
domar: little_2001.har, header VADD: the table has no factor cap: list it in x.yaml, or under ignore
[4]
$ sed 's/Y: FIND/Q: FIND/' world.yaml > x.yaml; domar import little_2001.har --sidecar x.yaml -o x.h5
domar: little_2001.har: x.yaml, line 4: headers takes Z, Y, V, VY, S, X or a code of final_demand, factors, satellites, each with the name of a header: Q is not one
[4]

# answers as header arrays
$ domar run accounts.structure w.h5 -o s.har && $PYTHON $ROOT/tests/cli/har_bytes.py show s.har | sed 's/read [^|]*|//' | grep -v CERT
READ 1CFULL 2x86 [Method and reading] accounts.structure|AAA, 2001: the largest industry is Making with 50.9 % of value added (current prices).
S1   1CFULL 1x12 [Set year] 2001
S2   1CFULL 2x12 [Set economy] AAA|BBB
S3   1CFULL 2x12 [Set industry] m|f
OUTP REFULL output(year,economy,industry) 1x2x2 [output (million USD): Gross output.] sum 500
VALU REFULL value_added(year,economy,industry) 1x2x2 [value_added (million USD): Value added by the convention in force.] sum 281
VA_S REFULL va_share(year,economy,industry) 1x2x2 [va_share (share): Share in the economy's value added.] sum 2
EXPO REFULL export_share(year,economy,industry) 1x2x2 [export_share (share): Share of output that is exported.] sum 0.676667
JOBS REFULL jobs(year,economy,industry) 1x2x2 [jobs (thousand persons): Persons engaged, in the unit of the satellite] sum 81
$ domar run accounts.prices $DATA/three_gaps.csv --by partner -o p.har && $PYTHON $ROOT/tests/cli/har_bytes.py show p.har | grep -E '^(TOTA|M1)'
TOTA REFULL total(year,economy,industry,partner) 1x3x2x3 [total (%): Change of its price once all costs are passed on.] sum 50
M1   REFULL M1(year,economy,industry,partner) 1x3x2x3 [1: total has no number] sum 3
$ domar run accounts.structure w.h5 --format har
domar: har cannot go to standard output: give -o FILE
[2]
