# chain.imports: headers of every grain, blocs, words.
$ for by in $(domar methods chain.imports --json | python3 -c "import json,sys; print(*[g['name'] for g in json.load(sys.stdin)['methods'][0]['grains']])"); do echo "$by: $(domar run chain.imports $DATA/leather.csv --by $by --format csv | head -1)"; done
economy: year,economy,term,value,share
partner: year,economy,partner,term,value,share
$ domar run chain.imports $DATA/leather.csv --economy GER --format table
year  economy  term        value    share
                     million USD    share
2013  GER      va         127.15  0.96471
2013  GER      dc           4.65  0.03529

Of each 100 that Germany imports, 11.1 was made by itself and comes home; 3.5 has come in before.
$ domar run chain.imports $DATA/leather.csv --economy GER --by partner --partner GER --format csv | cut -d, -f1-4
year,economy,partner,term
2013,GER,GER,va
2013,GER,GER,dc
$ domar run chain.imports $DATA/leather.csv --bloc ALL=ARG+TUR+GER --format csv
year,economy,term,value,share
2013,ALL,va,0,
2013,ALL,dc,0,
$ domar run chain.imports $DATA/leather.csv --certificate 2>&1 > /dev/null | grep ^terms | sed 's/ [0-9.e-]* (/ (/'
terms_against_imports (at most 1e-10: holds)
$ domar run chain.imports $DATA/miller_blair_2x2.csv
domar: chain.imports needs a table of several economies, this one has 1
[4]
