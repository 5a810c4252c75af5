# chain.income: headers of every grain, rows and products.
$ for by in economy industry product; do echo "$by: $(domar run chain.income $DATA/two_worlds.csv --by $by --format csv | head -1)"; done
economy: year,economy,factor,value,share
industry: year,economy,industry,factor,value
product: year,economy,product,factor,value,share,rca
$ domar run chain.income $DATA/two_worlds.csv --economy AAA --format table --labels both
year  economy  factor                                   value    share
                                                       factor    share
2001  AAA      VA Value added (million USD)            53.073  0.34241
2001  AAA      EMP Persons engaged (thousand persons)   5.672  0.12035
2001  AAA      LAB Labour compensation (million USD)   29.868  0.35780
2001  AAA      CO2 Carbon dioxide emissions (kt)       41.582  0.15578

Value added in the chains of these final products: 34.2 % is of AAA.
$ domar run chain.income $DATA/two_worlds.csv --by product --rows VA --products all --format table --lang zh
year  economy  product  factor        value    share     rca
                                million USD    share   ratio
2001  AAA      m        VA            53.07  0.34241  0.8909
2001  AAA      f        VA            54.93  0.43593  1.1342
2001  BBB      m        VA           101.93  0.65759  1.0681
2001  BBB      f        VA            71.07  0.56407  0.9162

这些最终产品价值链中的增加值，有 61.6% 属于BBB。
$ domar run chain.income $DATA/two_worlds.csv --rows LABX
domar: the table has no row LABX, did you mean LAB: `domar info` lists factors and satellites
[2]
$ domar run chain.income $DATA/two_worlds.csv --products x
domar: --products: there is no industry x in this table: `domar info` lists them
[2]
$ domar run chain.income $DATA/two_worlds.csv --maker CCC
domar: --maker: there is no economy CCC in this table: `domar info` lists them
[2]
$ domar run chain.income $DATA/kww_chain.csv
domar: no industry of this table is known as manufacturing: name --products, or give all
[4]
$ domar run chain.income $DATA/two_worlds.csv --rows ""
domar: --rows is empty: give codes, separated by commas
[2]
