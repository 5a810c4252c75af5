# Output multipliers of Miller and Blair (2009), section 2.3: 1.254 + 0.264 and 0.330 + 1.122.
$ domar run accounts.multipliers $DATA/miller_blair_2x2.csv --format table --digits 4
year  economy  industry  output  value_added  income                 jobs  imports
                          ratio        ratio   ratio  jobs per units none    ratio
2009  A        1          1.518        1.000       -                    -        -
2009  A        2          1.452        1.000       -                    -        -

The largest multiplier is that of Economy A, Sector 1: 1.52 of output per unit of final demand.
$ domar run accounts.multipliers $DATA/miller_blair_2x2.csv --format table --digits 4 --lang zh
year  economy  industry  output  value_added  income                 jobs  imports
                          ratio        ratio   ratio  jobs per units none    ratio
2009  A        1          1.518        1.000       -                    -        -
2009  A        2          1.452        1.000       -                    -        -

乘数最大的是Economy ASector 1：每单位最终需求带动 1.52 单位产出。
# Two economies, two years, worked by hand: AAA plant sells 10 + 5 + 25 = 40 in 2000, buys 20 of
# it, and 5 of 40 leave the economy.
$ domar import $DATA/two_years.csv --sidecar $DATA/two_years.yaml -o t.h5
domar: read tidy: 2 economies x 3 industries, 2 years (2000-2003); output published, value added residual, zero output missing, inventories keep -> t.h5
$ domar run accounts.structure t.h5 --year 2000
year,economy,industry,output,value_added,va_share,export_share,jobs
2000,AAA,plant,40,20,0.3448275862068966,0.125,4
2000,AAA,bank,20,18,0.3103448275862069,0,2
2000,AAA,shop,20,20,0.3448275862068966,0.9,5
2000,BBB,plant,40,33,0.38823529411764707,0.15,8
2000,BBB,bank,10,10,0.11764705882352941,0.7,1
2000,BBB,shop,50,42,0.49411764705882355,0,
$ domar run accounts.structure t.h5 --year all --economy AAA --industry plant,bank --format table
year  economy  industry       output  value_added  va_share  export_share              jobs
                         million USD  million USD     share         share  thousand persons
2000  AAA      plant              40           20   0.34483       0.12500                 4
2000  AAA      bank               20           18   0.31034       0.00000                 2
2003  AAA      plant              60           30   0.39474       0.00000                 5
2003  AAA      bank               30           26   0.34211       0.00000                 3

AAA, 2003: the largest industry is Plants with 39.5 % of value added (current prices).
$ domar run accounts.structure t.h5 --year all --economy BBB --top 1 --sort=jobs
year,economy,industry,output,value_added,va_share,export_share,jobs
2000,BBB,plant,40,33,0.38823529411764707,0.15,8
2003,BBB,plant,50,45,0.41284403669724773,0.2,9
$ domar run accounts.structure t.h5 --economy BBB --sort +export_share --labels both
year,economy,industry,industry_name,output,value_added,va_share,export_share,jobs
2003,BBB,shop,Shops,50,44,0.4036697247706422,0,
2003,BBB,plant,Plants,50,45,0.41284403669724773,0.2,9
2003,BBB,bank,Banks,20,20,0.1834862385321101,0.7,2
$ domar run accounts.structure t.h5 --economy BBB --top 1 --labels name --lang zh
year,economy,industry,output,value_added,va_share,export_share,jobs
2003,BBB,工厂,50,45,0.41284403669724773,0.2,9
$ domar run accounts.structure t.h5 --economy BBB --top 1 --format ndjson
{"year":2003,"economy":"BBB","industry":"plant","output":50,"value_added":45,"va_share":0.41284403669724773,"export_share":0.2,"jobs":9}
$ domar run accounts.structure t.h5 --economy BBB --industry plant --format sdmx
STRUCTURE,STRUCTURE_ID,ACTION,TIME_PERIOD,ECONOMY,INDUSTRY,MEASURE,OBS_VALUE,UNIT_MEASURE,OBS_STATUS
dataflow,DOMAR:ACCOUNTS_STRUCTURE(1.0.0),I,2003,BBB,plant,OUTPUT,50,million USD,A
dataflow,DOMAR:ACCOUNTS_STRUCTURE(1.0.0),I,2003,BBB,plant,VALUE_ADDED,45,million USD,A
dataflow,DOMAR:ACCOUNTS_STRUCTURE(1.0.0),I,2003,BBB,plant,VA_SHARE,0.41284403669724773,share,A
dataflow,DOMAR:ACCOUNTS_STRUCTURE(1.0.0),I,2003,BBB,plant,EXPORT_SHARE,0.2,share,A
dataflow,DOMAR:ACCOUNTS_STRUCTURE(1.0.0),I,2003,BBB,plant,JOBS,9,thousand persons,A
$ domar run accounts.structure t.h5 --economy BBB --top 1 --format json | sed '/^"certificate"/,$d'
{"method":"accounts.structure","reading":"BBB, 2003: the largest industry is Plants with 41.3 % of value added (current prices).",
"columns":[{"name":"year","kind":"dimension","unit":"","doc":""},
{"name":"economy","kind":"dimension","unit":"","doc":""},
{"name":"industry","kind":"dimension","unit":"","doc":"","labels":{"plant":"Plants","bank":"Banks","shop":"Shops"}},
{"name":"output","kind":"value","unit":"million USD","doc":"Gross output."},
{"name":"value_added","kind":"value","unit":"million USD","doc":"Value added by the convention in force."},
{"name":"va_share","kind":"value","unit":"share","doc":"Share in the economy's value added."},
{"name":"export_share","kind":"value","unit":"share","doc":"Share of output that is exported."},
{"name":"jobs","kind":"value","unit":"thousand persons","doc":"Persons engaged, in the unit of the satellite row."}],
"rows":[
[2003,"BBB","plant",50,45,0.41284403669724773,0.2,9]],
# The format follows the name of the file; -o prints nothing.
$ domar run accounts.structure t.h5 -o a.csv; domar run accounts.structure t.h5 -o a.json; domar run accounts.structure t.h5 -o a.ndjson; domar run accounts.structure t.h5 -o a.sdmx.csv; domar run accounts.structure t.h5 -o a.txt; domar run accounts.structure t.h5 -o a.xlsx
$ head -1 a.csv; head -c 30 a.json; echo; head -c 12 a.ndjson; echo; head -c 9 a.sdmx.csv; echo; head -1 a.txt; head -c 2 a.xlsx; echo
year,economy,industry,output,value_added,va_share,export_share,jobs
{"method":"accounts.structure"
{"year":2003
STRUCTURE
year  economy  industry       output  value_added  va_share  export_share              jobs
PK
$ domar run accounts.structure t.h5 -o b.xlsx; cmp a.xlsx b.xlsx
# The certificate goes to standard error or, as JSON, into a file.
$ domar run accounts.structure t.h5 --economy AAA --top 1 --threads 1 --certificate
year,economy,industry,output,value_added,va_share,export_share,jobs
2003,AAA,plant,60,30,0.39473684210526316,0,5
jobs_row         EMP
output_from      published
va               residual
zero_output      missing
inventories      keep
title            Two years
source           made up for tests
file             two_years.csv
unit             million
method           accounts.structure
grain            industry
engine           0.1.0
threads          1
param.economy    AAA
param.top        1
$ domar run accounts.structure t.h5 --economy AAA --top 1 --threads 1 --certificate=c.json; cat c.json
year,economy,industry,output,value_added,va_share,export_share,jobs
2003,AAA,plant,60,30,0.39473684210526316,0,5
{"jobs_row":"EMP",
"output_from":"published",
"va":"residual",
"zero_output":"missing",
"inventories":"keep",
"title":"Two years",
"source":"made up for tests",
"file":"two_years.csv",
"unit":"million",
"method":"accounts.structure",
"grain":"industry",
"engine":"0.1.0",
"threads":"1",
"param.economy":"AAA",
"param.top":"1"}
