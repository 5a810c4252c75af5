# Headers at every grain of the first nine methods (contract.md; others have transcripts of their
# own), filters, formats, certificates.
# Exact digits only of what needs no solving: the last bits of a solve belong to the machine.
$ for m in accounts.structure accounts.multipliers accounts.linkages accounts.footprint accounts.extraction chain.upstreamness chain.downstreamness chain.value_added chain.dependence; do for by in $(domar methods $m --json | python3 -c "import json,sys; d=json.load(sys.stdin); d=d['methods'][0] if 'methods' in d else d; print(*[g['name'] for g in d['grains']])"); do echo "$m $by: $(domar run $m $DATA/two_worlds.csv --by $by --format csv | head -1)"; done; done
accounts.structure industry: year,economy,industry,output,value_added,va_share,export_share,jobs
accounts.structure economy: year,economy,output,value_added,export_share,jobs,manufacturing_share,real_economy_share,structural_change
accounts.multipliers industry: year,economy,industry,output,value_added,income,jobs,imports
accounts.linkages industry: year,economy,industry,backward,forward,power_of_dispersion,sensitivity_of_dispersion,eigenvector,key
accounts.linkages direct: year,economy,industry,backward_direct,forward_direct
accounts.footprint industry: year,economy,industry,partner,factor,value
accounts.footprint economy: year,economy,partner,factor,value
accounts.footprint product: year,economy,product,partner,factor,value
accounts.extraction industry: year,economy,industry,loss_output,loss_value_added
accounts.extraction economy: year,economy,loss_output,loss_value_added
chain.upstreamness industry: year,economy,industry,upstreamness
chain.upstreamness economy: year,economy,upstreamness
chain.upstreamness whole: year,economy,upstreamness
chain.downstreamness industry: year,economy,industry,downstreamness
chain.downstreamness economy: year,economy,downstreamness
chain.downstreamness whole: year,economy,downstreamness
chain.value_added industry: year,economy,partner,industry,value
chain.value_added partner: year,economy,partner,value,share
chain.value_added economy: year,economy,total,domestic,foreign,domestic_share,vax,vax_ratio
chain.dependence industry: year,economy,industry,partner,direct,total,hhi
chain.dependence economy: year,economy,partner,direct,total,hhi
chain.dependence supplier: year,economy,partner,partner_industry,direct,total,hhi
chain.dependence choke: year,economy,industry,partner,partner_industry,direct,total,hhi

# filters, order
$ domar run accounts.structure $DATA/two_worlds.csv --sort output --top 2 --format csv
year,economy,industry,output,value_added,va_share,export_share,jobs
2001,BBB,m,200,98,0.5664739884393064,0.155,40
2001,BBB,f,120,75,0.43352601156069365,0.11666666666666667,30
$ domar run accounts.structure $DATA/two_worlds.csv --sort +jobs --format csv
year,economy,industry,output,value_added,va_share,export_share,jobs
2001,AAA,f,80,53,0.49074074074074076,0.125,5
2001,AAA,m,100,55,0.5092592592592593,0.28,6
2001,BBB,f,120,75,0.43352601156069365,0.11666666666666667,30
2001,BBB,m,200,98,0.5664739884393064,0.155,40
$ domar run accounts.structure $DATA/two_worlds.csv --economy BBB --industry f --format csv
year,economy,industry,output,value_added,va_share,export_share,jobs
2001,BBB,f,120,75,0.43352601156069365,0.11666666666666667,30
$ domar run accounts.structure $DATA/two_worlds.csv --economy bbb,AAA --industry f --format csv
year,economy,industry,output,value_added,va_share,export_share,jobs
2001,AAA,f,80,53,0.49074074074074076,0.125,5
2001,BBB,f,120,75,0.43352601156069365,0.11666666666666667,30
$ domar run chain.dependence $DATA/two_worlds.csv --economy BBB --partner AAA --format csv | cut -d, -f1-4
year,economy,industry,partner
2001,BBB,m,AAA
2001,BBB,f,AAA
$ domar run accounts.structure $DATA/two_years.csv --year 2000 --by economy --format csv | cut -d, -f1-6
year,economy,output,value_added,export_share,jobs
2000,AAA,80,58,0.2875,11
2000,BBB,100,85,0.13,
$ domar run accounts.structure $DATA/two_years.csv --year all --economy AAA --by economy --format csv | cut -d, -f1-6
year,economy,output,value_added,export_share,jobs
2000,AAA,80,58,0.2875,11
2003,AAA,110,76,0.14545454545454545,13
$ domar run accounts.structure $DATA/two_years.csv --year 2000-2003 --industry bank --format csv | cut -d, -f1-5
year,economy,industry,output,value_added
2000,AAA,bank,20,18
2000,BBB,bank,10,10
2003,AAA,bank,30,26
2003,BBB,bank,20,20

# formats
$ domar run accounts.structure $DATA/two_worlds.csv --economy AAA --format table
year  economy  industry       output  value_added  va_share  export_share              jobs
                         million USD  million USD     share         share  thousand persons
2001  AAA      m                 100           55   0.50926       0.28000                 6
2001  AAA      f                  80           53   0.49074       0.12500                 5

AAA, 2001: the largest industry is Making with 50.9 % of value added (current prices).
$ domar run accounts.structure $DATA/three_gaps.csv --economy CCC --format table --lang zh --labels name
year  economy  industry       output  value_added  va_share  export_share              jobs
                         million USD  million USD     share         share  thousand persons
2001  CCC      制造               50           35         1       0.42000                 -
2001  CCC      金融                0            0         0             -                 -

CCC2001年：最大行业为制造，占增加值的 100.0%（现价）。
$ domar run accounts.structure $DATA/two_worlds.csv --economy AAA --format table --digits 2 | head -3
year  economy  industry       output  value_added  va_share  export_share              jobs
                         million USD  million USD     share         share  thousand persons
2001  AAA      m                 100           55      0.51          0.28                 6
$ domar run accounts.structure $DATA/two_worlds.csv --economy AAA --format csv --labels both
year,economy,industry,industry_name,output,value_added,va_share,export_share,jobs
2001,AAA,m,Making,100,55,0.5092592592592593,0.28,6
2001,AAA,f,Finance,80,53,0.49074074074074076,0.125,5
$ domar run accounts.structure $DATA/two_worlds.csv --economy AAA --format csv --labels name --lang zh
year,economy,industry,output,value_added,va_share,export_share,jobs
2001,AAA,制造,100,55,0.5092592592592593,0.28,6
2001,AAA,金融,80,53,0.49074074074074076,0.125,5
$ domar run accounts.structure $DATA/three_gaps.csv --economy CCC --format ndjson
{"year":2001,"economy":"CCC","industry":"m","output":50,"value_added":35,"va_share":1,"export_share":0.42,"jobs":null}
{"year":2001,"economy":"CCC","industry":"f","output":0,"value_added":0,"va_share":0,"export_share":null,"jobs":null}
$ domar run accounts.structure $DATA/two_worlds.csv --economy AAA --industry m --format sdmx
STRUCTURE,STRUCTURE_ID,ACTION,TIME_PERIOD,ECONOMY,INDUSTRY,MEASURE,OBS_VALUE,UNIT_MEASURE,OBS_STATUS
dataflow,DOMAR:ACCOUNTS_STRUCTURE(1.0.0),I,2001,AAA,m,OUTPUT,100,million USD,A
dataflow,DOMAR:ACCOUNTS_STRUCTURE(1.0.0),I,2001,AAA,m,VALUE_ADDED,55,million USD,A
dataflow,DOMAR:ACCOUNTS_STRUCTURE(1.0.0),I,2001,AAA,m,VA_SHARE,0.5092592592592593,share,A
dataflow,DOMAR:ACCOUNTS_STRUCTURE(1.0.0),I,2001,AAA,m,EXPORT_SHARE,0.28,share,A
dataflow,DOMAR:ACCOUNTS_STRUCTURE(1.0.0),I,2001,AAA,m,JOBS,6,thousand persons,A
$ domar run accounts.structure $DATA/three_gaps.csv --economy CCC --format json --threads 1
{"method":"accounts.structure","reading":"CCC, 2001: the largest industry is Making with 100.0 % of value added (current prices).",
"columns":[{"name":"year","kind":"dimension","unit":"","doc":""},
{"name":"economy","kind":"dimension","unit":"","doc":""},
{"name":"industry","kind":"dimension","unit":"","doc":"","labels":{"m":"Making","f":"Finance"}},
{"name":"output","kind":"value","unit":"million USD","doc":"Gross output."},
{"name":"value_added","kind":"value","unit":"million USD","doc":"Value added by the convention in force."},
{"name":"va_share","kind":"value","unit":"share","doc":"Share in the economy's value added."},
{"name":"export_share","kind":"value","unit":"share","doc":"Share of output that is exported."},
{"name":"jobs","kind":"value","unit":"thousand persons","doc":"Persons engaged, in the unit of the satellite row."}],
"rows":[
[2001,"CCC","m",50,35,1,0.42,null],
[2001,"CCC","f",0,0,0,null,null]],
"certificate":{"jobs_row":"EMP",
"output_from":"published",
"va":"residual",
"zero_output":"missing",
"inventories":"keep",
"title":"Three economies, with gaps",
"source":"made up for tests",
"file":"three_gaps.csv",
"unit":"million",
"method":"accounts.structure",
"grain":"industry",
"engine":"0.1.0",
"threads":"1",
"param.economy":"CCC"}}
$ domar run accounts.structure $DATA/two_worlds.csv --economy AAA -o u.csv && cat u.csv
year,economy,industry,output,value_added,va_share,export_share,jobs
2001,AAA,m,100,55,0.5092592592592593,0.28,6
2001,AAA,f,80,53,0.49074074074074076,0.125,5
$ domar run accounts.structure $DATA/two_worlds.csv --economy AAA -o u.json && python3 -m json.tool u.json > /dev/null
$ domar run accounts.structure $DATA/two_worlds.csv -o u.xlsx && unzip -Z1 u.xlsx | grep worksheets; unzip -p u.xlsx xl/workbook.xml | grep -o 'sheet name="[^"]*"'
xl/worksheets/sheet1.xml
xl/worksheets/sheet2.xml
xl/worksheets/sheet3.xml
sheet name="result"
sheet name="columns"
sheet name="certificate"
$ unzip -p u.xlsx xl/worksheets/sheet1.xml | grep -o '<row r="2".*</row>' | sed 's/<row r="3".*//' | grep -o '<v>[^<]*</v>\|<t>[^<]*</t>'
<v>2001</v>
<t>AAA</t>
<t>m</t>
<v>100</v>
<v>55</v>
<v>0.5092592592592593</v>
<v>0.28</v>
<v>6</v>
$ domar run accounts.structure $DATA/two_worlds.csv --format xlsx
domar: xlsx cannot go to standard output: give -o FILE
[2]

# certificates
$ domar run chain.upstreamness $DATA/two_worlds.csv --economy AAA --threads 1 --certificate 2>&1 > /dev/null | grep -v backward_error
without_output   0
condition        not available
solver           block-Jacobi GMRES
output_from      published
va               residual
zero_output      missing
inventories      keep
title            Two economies
source           made up for tests
file             two_worlds.csv
unit             million
method           chain.upstreamness
grain            industry
engine           0.1.0
threads          1
param.economy    AAA
$ domar run chain.upstreamness $DATA/two_worlds.csv --certificate=c.json > /dev/null && python3 -c "import json; c = json.load(open('c.json')); print(c['backward_error']['holds'], c['output_from'], c['engine'])"
True published 0.1.0

# diff: 0 for equal, 6 for not
$ domar diff u.csv u.csv
domar: No difference in 2 rows (tolerance 1e-09).
$ sed 's/^2001,AAA,m,100,/2001,AAA,m,101,/' u.csv > v.csv; domar diff u.csv v.csv
row,column,a,b
2001 AAA m,output,100,101
domar: Differences beyond 1e-09: 1 (the largest is 0.0099 of its column's largest number).
[6]
$ domar diff u.csv v.csv --rtol 0.1
domar: No difference in 2 rows (tolerance 0.1).
$ sed 2d u.csv > w.csv; domar diff u.csv w.csv
row,column,a,b
2001 AAA m,only in the first,,
domar: Differences: 1, all of them rows or numbers that one side lacks.
[6]
$ domar diff u.csv u.json
domar: No difference in 2 rows (tolerance 1e-09).
$ domar diff u.csv none.csv
domar: none.csv cannot be read (No such file or directory): check the path
[3]

# check: 0 within the tolerance, 6 beyond it
$ domar check $DATA/two_worlds.csv
year,identity,economy,industry,against,value,expected,gap
domar: Rows and columns differ by at most 0 of an industry's output (tolerance 0.001): the table adds up.
$ sed '/^AAA_m/s/,20,/,21,/' $DATA/two_worlds.csv > off.csv; cp $DATA/two_worlds.yaml off.yaml; domar check off.csv
year,identity,economy,industry,against,value,expected,gap
2001,row_output,AAA,m,-,101,100,0.01
2001,column_output,AAA,m,-,101,100,0.01
2001,value_added,AAA,m,-,54,55,0.01
domar: Rows and columns differ by at most 0 of an industry's output (tolerance 0.001): the table adds up. 3 other findings are listed.
$ sed 's/^AAA_m,20,10/AAA_m,20,13/' $DATA/two_worlds.csv > off.csv; domar check off.csv --format csv
year,identity,economy,industry,against,value,expected,gap
2001,balance,AAA,f,-,80,83,0.0375
2001,balance,AAA,m,-,103,100,0.03
2001,row_output,AAA,m,-,103,100,0.03
2001,column_output,AAA,f,-,83,80,0.0375
2001,value_added,AAA,f,-,50,53,0.0375
domar: Rows and columns differ by at most 0.0375 of an industry's output (tolerance 0.001): the table does not add up.
[6]
$ domar check off.csv --tolerance 0.1 > /dev/null
domar: Rows and columns differ by at most 0.0375 of an industry's output (tolerance 0.1): the table adds up. 5 other findings are listed.
$ domar check off.csv --tolerance much
domar: --tolerance much: give a number that is not negative
[2]

# words
$ domar cite chain.upstreamness
Fally, T. (2012). On the Fragmentation of Production in the US. University of Colorado, mimeo.
Antràs, P., Chor, D., Fally, T. and Hillberry, R. (2012). Measuring the Upstreamness of Production and Trade Flows. American Economic Review: Papers and Proceedings 102(3), 412-416. sec. I.A
Antràs, P. and Chor, D. (2018). On the Measurement of Upstreamness and Downstreamness in Global Value Chains. NBER Working Paper 24185. sec. 2
domar 0.1.0, chain.upstreamness: u = (I - \hat x^{-1} Z)^{-1} \mathbf 1, \quad Z_{ij} \to Z_{ij} x_i / (x_i - N_i) \text{ with net inventories}
$ domar cite accounts.multipliers --bibtex | head -1
@book{miller2009, author={Miller, Ronald E. and Blair, Peter D.}, title={Input-Output Analysis: Foundations and Extensions}, edition={2}, publisher={Cambridge University Press}, year={2009}}
$ domar info $DATA/two_worlds.csv
property,value
title,Two economies
source,made up for tests
licence,public domain
reader,matrix
file,two_worlds.csv
currency,USD
unit,million
years,2001
economies,2: AAA BBB
industries,2: m f
categories,3: C G V
factors,1: VA
satellites,3: EMP LAB CO2
output_from,published
va,residual
zero_output,missing
inventories,keep
$ domar version
domar 0.1.0
$ domar run accounts.structure --help | head -3
domar run METHOD TABLE

Run a method on a table.
$ domar methods | head -5
accounts.structure       Structure of output, value added, exports and jobs
accounts.multipliers     Multipliers of output, value added, income, jobs and imports
accounts.linkages        Backward and forward linkages, key industries
accounts.footprint       Footprints: what stands in final consumption, and where it arises
accounts.extraction      Hypothetical extraction: what the world loses without an industry
$ domar methods --lang zh | head -5
accounts.structure       产出、增加值、出口与就业结构
accounts.multipliers     产出、增加值、收入、就业与进口乘数
accounts.linkages        前后向关联与关键行业
accounts.footprint       足迹：最终消费中包含什么、产生于何处
accounts.extraction      假设抽取：没有某个行业，世界损失多少
$ domar methods accounts.strukture
domar: there is no method accounts.strukture: did you mean accounts.structure?
[2]
$ domar cite accounts.strukture
domar: there is no method accounts.strukture: did you mean accounts.structure?
[2]
$ domar help imprt
domar: there is no command imprt: did you mean import?
[2]
$ domar imprt
domar: there is no command imprt: did you mean import?
[2]
$ domar
domar, an engine for industrial economics

  domar info        What a table is: source, years, codes, conventions.
  domar check       Does it add up? Exit code 6 if the gap exceeds the tolerance.
  domar import      Read published tables into a native file.
  domar run         Run a method on a table.
  domar sums        Sum a panel by groups, larger than memory if need be.
  domar methods     List the methods, or explain one.
  domar brief       Write the brief on one economy.
  domar study       Run the methods of a study page on its panels: one report, CSV beside it.
  domar scenario    Tell a scenario back in words, or where it is wrong.
  domar reform      Set scenarios side by side on one table.
  domar diff        Compare two results on their keys. Exit code 6 if they differ.
  domar cite        Whom to cite for a method.
  domar help        Help.
  domar version     The version.
  domar completion  Print the shell completion.
  domar man         Print the manual page.

`domar help COMMAND` says more; `domar methods` lists what can be asked.
Exit codes: 0 ok, 1 failure, 2 usage, 3 not found, 4 data invalid, 5 not converged, 6 check failed, 7 not permitted, 8 resource limit, 130 interrupted.
$ domar run accounts.structure $DATA/two_worlds.csv --economy AAB
domar: there is no economy AAB in this table: did you mean AAA?
[2]
$ domar run accounts.structure $DATA/two_worlds.csv --economy CHINA
domar: there is no economy CHINA in this table: `domar info` lists them
[2]
$ domar run accounts.structur $DATA/two_worlds.csv
domar: there is no method accounts.structur: did you mean accounts.structure?
[2]
$ domar run accounts.structure $DATA/two_worlds.csv --year 1999
domar: --year 1999: the table holds 2001 to 2001
[2]
$ domar run accounts.structure $DATA/two_worlds.csv --by industri
domar: accounts.structure cannot answer by industri: choose one of industry | economy
[2]
$ domar run accounts.structure $DATA/two_worlds.csv --ecnomy AAA
domar: accounts.structure has no option --ecnomy: did you mean --economy?
[2]
$ domar run accounts.structure $DATA/two_worlds.csv --top many
domar: --top many will not do: give a whole number from 0 to 1e+09
[2]
$ domar run accounts.structure $DATA/two_worlds.csv --sort jops
domar: there is no column jops: did you mean jobs?
[2]
$ domar run accounts.structure $DATA/two_worlds.csv --format cvs
domar: there is no format cvs: choose one of table, csv, json, ndjson, sdmx, xlsx, har, gexf
[2]
$ domar run accounts.structure $DATA/two_worlds.csv --labels nmae
domar: --labels cannot be nmae: choose one of code, name, both
[2]
$ domar run accounts.structure $DATA/two_worlds.csv --lang fr
domar: --lang cannot be fr: choose one of en, zh
[2]
$ domar run accounts.structure $DATA/two_worlds.csv --threads 0
domar: --threads 0: give a whole number from 1 to 1024
[2]
$ domar run accounts.footprint $DATA/two_worlds.csv --row CO3
domar: the table has no row CO3, did you mean CO2: `domar info` lists factors and satellites
[2]
$ domar run accounts.linkages $DATA/two_worlds.csv --forward gosh
domar: --forward cannot be gosh: choose one of ghosh|leontief
[2]
$ domar run accounts.linkages $DATA/two_worlds.csv --tol 2
domar: --tol 2 will not do: give a number from 1e-15 to 0.001
[2]
$ domar run
domar: which method? domar run METHOD TABLE; `domar methods` lists them
[2]
$ domar run accounts.structure
domar: which table? domar run accounts.structure TABLE
[2]
$ domar import $DATA/two_worlds.csv
domar: where to? give -o TABLE.h5
[2]
$ domar import $DATA/two_worlds.csv -o t.h5 --output-from row
domar: --output-from cannot be row: choose one of published, rows, columns
[2]
$ domar import $DATA/two_worlds.csv -o t.h5 --satelite x
domar: import has no option --satelite: did you mean --satellite?
[2]
$ domar import $DATA/two_worlds.csv -o t.h5 --year soon
domar: --year soon: give one year, such as 2008
[2]

# pipes
$ cat $DATA/two_years.csv | domar info - | head -4
property,value
reader,tidy
file,-
years,2000 2003
$ domar import - -o p.h5 < $DATA/two_years.csv && domar run accounts.structure p.h5 --by economy | cut -d, -f1-5
domar: read tidy: 2 economies x 3 industries, 2 years (2000-2003); output published, value added residual, zero output missing, inventories keep -> p.h5
year,economy,output,value_added,export_share
2003,AAA,110,76,0.14545454545454545
2003,BBB,120,109,0.2
$ domar run accounts.footprint $DATA/two_worlds.csv --format csv | head -1; echo ${PIPESTATUS[0]}
year,economy,industry,partner,factor,value
0
$ domar methods --json | head -c 1; echo " ${PIPESTATUS[0]}"
{ 0
$ domar run accounts.structure $DATA/two_worlds.csv -o - | wc -l
5

# completions and the manual page parse
$ domar completion bash > c.bash && bash -n c.bash
$ domar completion zsh > c.zsh && zsh -n c.zsh
$ domar completion fish > c.fish && fish -n c.fish
$ domar man > domar.1 && mandoc -Tlint -Werror domar.1
$ domar completion tcsh
domar: which shell? domar completion bash|zsh|fish
[2]
