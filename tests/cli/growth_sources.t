# growth.sources: headers, one economy, prices, refusals.
$ for by in industry economy; do for o in "" "--detail" "--whole"; do echo "$by $o: $(domar run growth.sources $DATA/national_years.csv --by $by $o --format csv | head -1)"; done; done
industry : year,economy,industry,factor,term,value,contribution
industry --detail: year,economy,industry,factor,term,value,contribution
industry --whole: year,economy,industry,factor,term,value,contribution
economy : year,economy,factor,term,value,contribution
economy --detail: year,economy,factor,term,value,contribution
economy --whole: year,economy,factor,term,value,contribution
$ domar run growth.sources $DATA/national_years.csv --by economy --format table
year  economy  factor  term                       value    contribution
                                            million EUR  per cent (log)
2005  AAA      OUTPUT  coefficient                0.000           0.000
2005  AAA      OUTPUT  technology                15.219           4.124
2005  AAA      OUTPUT  import_substitution       22.518           6.101
2005  AAA      OUTPUT  export_competition             -               -
2005  AAA      OUTPUT  home_demand               78.329          21.224
2005  AAA      OUTPUT  foreign_demand            31.934           8.653

AAA, 2000 to 2005: Output changed by +40.1 per cent (log): demand at home +21.2, demand abroad +8.7, technology +4.1, import substitution +6.1 (prices: of the year before).
$ domar run growth.sources $DATA/national_years.csv --by economy --prices current --lang zh --format table
year  economy  factor  term                       value    contribution
                                            million EUR  per cent (log)
2005  AAA      OUTPUT  coefficient                0.000           0.000
2005  AAA      OUTPUT  technology                20.705           5.406
2005  AAA      OUTPUT  import_substitution       22.213           5.800
2005  AAA      OUTPUT  export_competition             -               -
2005  AAA      OUTPUT  home_demand               93.949          24.531
2005  AAA      OUTPUT  foreign_demand            43.133          11.263

AAA 2000—2005 年总产出变化 +47.0%（对数）：国内需求 +24.5，国外需求 +11.3，技术 +5.4，进口替代 +5.8（现价）。
$ domar run growth.sources $DATA/two_years.csv --by economy --economy AAA --row EMP --format table
year  economy  factor  term                            value    contribution
                                            thousand persons  per cent (log)
2003  AAA      EMP     coefficient                   -0.8333          -6.961
2003  AAA      EMP     technology                    -0.4286          -3.580
2003  AAA      EMP     import_substitution           -0.5404          -4.514
2003  AAA      EMP     export_competition            -0.4849          -4.051
2003  AAA      EMP     home_demand                    4.2794          35.744
2003  AAA      EMP     foreign_demand                 0.0079           0.066

AAA, 2000 to 2003: Persons engaged changed by +16.7 per cent (log): demand at home +35.7, demand abroad +0.1, technology -3.6, import substitution -4.5, place in markets abroad -4.1, what a unit of output needs or yields of it -7.0 (prices: current).
$ domar run growth.sources $DATA/national_years.csv --by economy --certificate --format csv 2>&1 | grep -E "^(causes|row|prices|assumed|imports|output_share)" | cut -c1-120
causes_against_change 1.332e-16 (at most 1e-09: holds)
row              OUTPUT
prices           of the year before
output_share_with_assumed_price 0
assumed_prices   economies without a price: the mean change of the industry elsewhere; industries without: of their econ
imports          of each product in the same proportion for all users at home; at the home product's price; export_compe
$ domar run growth.sources $DATA/two_years.csv --prices previous
domar: no year has volumes of output (rows GO_QI or GO_P): ask with --prices current
[4]
$ domar run growth.sources $DATA/two_years.csv --row EMPL
domar: the table has no row EMPL, did you mean EMP: `domar info` lists factors and satellites
[2]
$ domar run growth.sources $DATA/national_years.csv --row GO_QI
domar: GO_QI is an index, which has no parts: choose a flow
[2]
$ domar run growth.sources $DATA/two_years.csv --year 2000
domar: growth.sources compares years: give --year FIRST-LAST, such as 2000-2003
[4]
$ domar run growth.sources $DATA/miller_blair_2x2.csv
domar: growth.sources compares years: give --year FIRST-LAST of a series
[4]
$ domar run growth.sources $DATA/klems_small.csv
domar: growth.sources needs to know who buys from whom, and this file holds accounts only (output, value added, factors): give an input-output table, or ask growth.accounts
[4]
# Tables of different industries become one series of broad sectors.
$ sed 's/plant/factory/g; /^2003/d' $DATA/two_years.csv > y_2000.csv; sed 's/plant/factory/g' $DATA/two_years.yaml > y_2000.yaml; sed '/^2000/d' $DATA/two_years.csv > y_2003.csv; cp $DATA/two_years.yaml y_2003.yaml
$ domar import y_2000.csv y_2003.csv -o y.h5
domar: y_2003.csv: the industries of 2003 are not those of the years before (3 against 3 codes): import them as two files, or aggregated (--industries broad)
[4]
$ domar import y_2000.csv y_2003.csv --industries broad -o y.h5 2>&1 | cut -d';' -f1; domar run growth.sources y.h5 --by economy --economy AAA --row EMP --format table
domar: read tidy: 2 economies x 3 industries, 2 years (2000-2003)
year  economy  factor  term                            value    contribution
                                            thousand persons  per cent (log)
2003  AAA      EMP     coefficient                   -0.8333          -6.961
2003  AAA      EMP     technology                    -0.4286          -3.580
2003  AAA      EMP     import_substitution           -0.5404          -4.514
2003  AAA      EMP     export_competition            -0.4849          -4.051
2003  AAA      EMP     home_demand                    4.2794          35.744
2003  AAA      EMP     foreign_demand                 0.0079           0.066

AAA, 2000 to 2003: Persons engaged changed by +16.7 per cent (log): demand at home +35.7, demand abroad +0.1, technology -3.6, import substitution -4.5, place in markets abroad -4.1, what a unit of output needs or yields of it -7.0 (prices: current).
