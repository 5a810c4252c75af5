# chain.decompose: headers, methods, refusals.
$ for by in industry economy; do for o in "" "--full" "--method lmdi"; do echo "$by $o: $(domar run chain.decompose $DATA/two_years.csv --by $by $o --format csv | head -1)"; done; done
industry : year,economy,industry,factor,term,value
industry --full: year,economy,industry,factor,term,value
industry --method lmdi: year,economy,industry,factor,term,value
economy : year,economy,factor,term,value
economy --full: year,economy,factor,term,value
economy --method lmdi: year,economy,factor,term,value
$ domar import $DATA/two_years.csv -o t.h5 2> /dev/null; domar run chain.decompose t.h5 --by economy --format table
year  economy  factor  term        value
                             million USD
2003  AAA      VA      dv         -0.833
2003  AAA      VA      dl         -3.626
2003  AAA      VA      dy         22.459
2003  BBB      VA      dv          5.375
2003  BBB      VA      dl         -0.916
2003  BBB      VA      dy         19.541

BBB, 2000 to 2003: a change of +24 million USD; the largest cause is final demand (+19.54, current prices).
$ domar run chain.decompose t.h5 --by economy --row EMP --full --economy AAA --format table
year  economy  factor  term                       value
                                       thousand persons
2003  AAA      EMP     dv                       -0.8333
2003  AAA      EMP     technology               -0.4286
2003  AAA      EMP     sourcing                 -0.2205
2003  AAA      EMP     final_sourcing           -0.8048
2003  AAA      EMP     final_mix                -0.0867
2003  AAA      EMP     final_level               4.3739

AAA, 2000 to 2003: a change of +2 thousand persons; the largest cause is level of final demand (+4.374, current prices).
$ domar run chain.decompose t.h5 --row EMPL
domar: there is no row EMPL in this table: `domar info` lists factors and satellites
[2]
$ domar run chain.decompose t.h5 --year 2000
domar: chain.decompose compares years: give --year FIRST-LAST, such as 2000-2003
[4]
$ domar run chain.decompose t.h5 --full --method lmdi
domar: --method lmdi takes three factors apart: leave --full out, or take polar or all
[2]
$ domar run chain.decompose $DATA/miller_blair_2x2.csv
domar: chain.decompose compares years: give --year FIRST-LAST of a series
[4]
