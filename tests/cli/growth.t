# growth.accounts: headers of every grain, what a table that lacks this or that still tells, what is refused.
$ domar import $DATA/klems_small.csv -o k.h5 2> /dev/null; for by in industry economy factor level; do echo "$by: $(domar run growth.accounts k.h5 --by $by --format csv | head -1)"; done
industry: year,economy,industry,output,inputs,hours,quality,capital,tfp,labour,capital_and_tfp,value_added,va_labour,va_capital,va_tfp,labour_productivity,tfp_to_economy
economy: year,economy,value_added,hours,quality,capital,tfp,tfp_industries,reallocation_capital,reallocation_labour,deflation,reallocation_value_added,labour,capital_and_tfp,labour_productivity,covered
factor: year,economy,industry,factor,contribution
level: year,economy,industry,level_output,level_inputs,level_labour,level_capital,level_input,level_tfp,level_productivity
$ domar run growth.accounts k.h5 --economy AAA --format table | cut -c1-122
year  economy  industry          output          inputs           hours         quality         capital             tfp   
                         per cent (log)  per cent (log)  per cent (log)  per cent (log)  per cent (log)  per cent (log)  p
2001  AAA      farms             2.9559          0.4116         -4.0707               -         0.97580          5.6392   
2001  AAA      mills             9.5310          4.6511          2.4346               -         0.90494          1.5404   

AAA: total factor productivity rose in 2 of 2 industries, fastest in farms: +5.64 per cent a year (log, 1 year).
$ domar run growth.accounts k.h5 --by economy --format table --certificate 2>&1 | grep -v '^file\|^contributions\|^engine\|^threads'
year  economy     value_added           hours         quality         capital             tfp  tfp_industries  reallocation_capital  reallocation_labour       deflation  reallocation_value_added          labour  capital_and_tfp  labour_productivity  covered
               per cent (log)  per cent (log)  per cent (log)  per cent (log)  per cent (log)  per cent (log)        per cent (log)       per cent (log)  per cent (log)            per cent (log)  per cent (log)   per cent (log)       per cent (log)    share
2001  AAA              8.2191          2.1362               -          2.0307          4.0521          6.2984            -0.0052783              -1.4853        -0.75560                 0.0047216          2.1362           6.0829               4.9401        1
2001  BBB              2.9559          0.0000               -               -               -               -                     -               0.0000         0.31352                 0.0000000          0.0000           2.9559               2.9559        1

AAA: value added grew by 8.22 per cent a year (log, 1 year): labour 2.14, capital 2.03, productivity 4.05, of which industries themselves 6.30, the rest reallocation and deflation.
index            tornqvist
labour           hours; nothing tells quality
capital          real stock
value_added      double deflation: VA_QI (VA_P) where the table has it, else output less inputs
years_told_in_full 1
years_without_capital 1
without_capital  1 of 3 industry-years; it takes K_GFCF or CAP_QI with CAP, or GFCF with GFCF_P
without_tfp      1 of 3 industry-years; it takes what is missing above
taxes_outside_cost_shares 0
output_from      published
va               given
zero_output      missing
inventories      keep
title            Two economies without flows
source           round numbers made up for tests
unit             million
method           growth.accounts
grain            economy
param.by         economy
# Without hours heads serve, without a stock investment, without either the sum ends in capital and productivity together.
$ printf 'country,industry,year,GO,VA,LAB,EMP,GO_QI,II_QI,GFCF,GFCF_P\nA,x,2000,100,60,40,10,100,100,5,100\nA,x,2001,110,63,41,9,103,101,6,102\nA,x,2002,115,64,41,9,105,102,7,103\n' > i.csv; domar import i.csv -o i.h5 2> /dev/null; domar run growth.accounts i.h5 --format table --certificate 2>&1 | cut -c1-122 | grep -v '^file\|^contributions\|^output_from\|^va \|^zero\|^inventories\|^engine\|^threads'
year  economy  industry          output          inputs           hours         quality         capital             tfp   
                         per cent (log)  per cent (log)  per cent (log)  per cent (log)  per cent (log)  per cent (log)  p
2001  A        x                 2.9559         0.41158         -4.0707               -          3.4683          3.1467   
2002  A        x                 1.9231         0.42894          0.0000               -          3.3529         -1.8587   

A: total factor productivity rose in 1 of 1 industries, fastest in x: +0.64 per cent a year (log, 2 years).
index            tornqvist
labour           heads; the table has no hours
capital          made of investment by perpetual inventory
perpetual_inventory the table has no stock: first investment over (its mean growth + 5 per cent), then 5 per cent a year l
value_added      double deflation: VA_QI (VA_P) where the table has it, else output less inputs
labour_in_heads  2
taxes_outside_cost_shares 0
title            i.csv
method           growth.accounts
grain            industry
$ cut -d, -f1-9 i.csv > n.csv; domar import n.csv -o n.h5 2> /dev/null; domar run growth.accounts n.h5 --whole --format table --certificate 2>&1 | cut -c1-158 | grep 'year\|2002\|without\|labour\|capital'
year  economy  industry          output          inputs           hours         quality         capital             tfp          labour  capital_and_tfp     v
2002  A        x                 4.8790         0.84053         -4.0707               -               -               -         -4.0707           8.1092      
A: output an hour or a head (productivity needs more data) rose in 1 of 1 industries, fastest in x: +7.71 per cent a year (log, 2 years).
labour           heads; the table has no hours
capital          none
without_capital  2 of 2 industry-years; it takes K_GFCF or CAP_QI with CAP, or GFCF with GFCF_P
without_tfp      2 of 2 industry-years; it takes what is missing above
labour_in_heads  2
$ cut -d, -f1-5,7-9 i.csv > s.csv; domar import s.csv -o s.h5 2> /dev/null; domar run growth.accounts s.h5 --labour-share 0.7 --whole --format table | cut -c1-158
year  economy  industry          output          inputs           hours         quality         capital             tfp          labour  capital_and_tfp     v
                         per cent (log)  per cent (log)  per cent (log)  per cent (log)  per cent (log)  per cent (log)  per cent (log)   per cent (log)  per 
2002  A        x                 4.8790         0.84053         -4.3246               -               -               -         -4.3246           8.3631      

A: output an hour or a head (productivity needs more data) rose in 1 of 1 industries, fastest in x: +7.71 per cent a year (log, 2 years).
$ domar run growth.accounts k.h5 --by level --reference AAA --industry farms --format table
year  economy  industry  level_output  level_inputs  level_labour  level_capital  level_input  level_tfp  level_productivity
                                ratio         ratio         ratio          ratio        ratio      ratio               ratio
2000  AAA      farms           1.0000        1.0000        1.0000              1            1          1              1.0000
2000  BBB      farms           0.5000        0.5000        0.6000              -            -          -              0.8333
2001  AAA      farms           1.0000        1.0000        1.0000              1            1          1              1.0000
2001  BBB      farms           0.4727        0.4468        0.6667              -            -          -              0.7091

No level of productivity can be compared: it takes output, inputs, labour and capital of two economies.
$ domar run growth.accounts k.h5 --by level --reference AAB
domar: --reference: there is no economy AAB in this table: did you mean AAA
[2]
$ domar run growth.accounts k.h5 --by economy --base 1990
domar: --base: the table has no year 1990
[2]
$ domar run growth.accounts k.h5 --base 2000
domar: --base goes with --by economy alone: give that too, or leave it out
[2]
$ domar run growth.accounts k.h5 --year 2001
domar: growth.accounts compares years: give --year FIRST-LAST, such as 2000-2001
[4]
$ domar import $DATA/two_years.csv -o t.h5 2> /dev/null; domar run growth.accounts t.h5
domar: the table tells no volume of output in these years: growth accounts need GO_QI or GO_P (import with --satellite or --rows)
[4]
