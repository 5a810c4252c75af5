# reform compare: scenarios side by side.
$ domar import $ROOT/data/world12/world12_2011.csv.gz -o w.h5 2> /dev/null; cp $ROOT/examples/scenarios/*.yaml .
$ domar reform compare w.h5 electronics_catch_up.yaml labour_movement.yaml --format csv -o r.csv; head -1 r.csv | tr , '\n'; wc -l < r.csv
year
economy
real_income.electronics_catch_up
real_income.labour_movement
real_income.labour_movement.diff
ev.electronics_catch_up
ev.labour_movement
ev.labour_movement.diff
real_wage.electronics_catch_up
real_wage.labour_movement
real_wage.labour_movement.diff
gdp.electronics_catch_up
gdp.labour_movement
gdp.labour_movement.diff
13
$ domar reform compare w.h5 electronics_catch_up.yaml labour_movement.yaml --by industry --format csv | head -1 | tr , '\n' | grep -v diff
year
economy
industry
output.electronics_catch_up
output.labour_movement
price.electronics_catch_up
price.labour_movement
factor_income.electronics_catch_up
factor_income.labour_movement
sales.electronics_catch_up
sales.labour_movement
jobs.electronics_catch_up
jobs.labour_movement
jobs_change.electronics_catch_up
jobs_change.labour_movement
# The columns are those of the runs alone, the differences theirs.
$ for s in electronics_catch_up labour_movement; do domar run reform.simulate w.h5 --scenario $s.yaml -o $s.csv; done; paste -d, electronics_catch_up.csv labour_movement.csv r.csv | awk -F, 'NR > 1 { if ($3 != $27 || $15 != $28 || ($15 - $3 - $29) ^ 2 > 1e-20 || $5 != $30 || $17 != $31) bad++ } END { print NR - 1, bad + 0 }'
12 0
$ domar reform compare w.h5 electronics_catch_up.yaml labour_movement.yaml --economy CHN,DEU --format table | cut -c 1-120
year  economy  real_income.electronics_catch_up  real_income.labour_movement  real_income.labour_movement.diff  ev.elect
                                              %                            %                            points          
2011  CHN                                2.4553                       2.4683                          0.012947          
2011  DEU                                0.0273                      -0.0041                         -0.031342          

Best for 12 economies: electronics_catch_up for 9, labour_movement for 3; in sum (equivalent variation) it is electronic
$ domar reform compare w.h5 electronics_catch_up.yaml labour_movement.yaml tariff_cut.yaml --economy CHN --format table --lang zh | tail -1
12 个经济体中最优的情景：electronics_catch_up 8 个，labour_movement 3 个，tariff_cut 1 个；合计（等价变化）以 electronics_catch_up 最高，5 个的排序与合计不同。差距最大的是中国（实际收入：labour_movement +2.47%，tariff_cut +0.117%）。示意性情景：部分数值没有数据依据。
$ domar reform compare w.h5 electronics_catch_up.yaml labour_movement.yaml tariff_cut.yaml --certificate -o r.csv 2>&1 | grep -E '^(differs|illustrative|scenario)'
differs.mobility_of_factors electronics_catch_up: infinite (default: one price of a factor in an economy) | labour_movement: 0.5 | tariff_cut: infinite (default: one price of a factor in an economy)
differs.baseline the wedges that are there already: gains are measured from bases that are not the same
scenario.electronics_catch_up electronics_catch_up.yaml
scenario.labour_movement labour_movement.yaml
scenario.tariff_cut tariff_cut.yaml
illustrative     yes: no data stand behind some of the levels
$ domar reform compare w.h5 markups.yaml markups.yaml --certificate -o r.csv 2>&1 | grep -E '^(differs|walras)' | sed 's/ [0-9].*(/ (/'; domar reform compare w.h5 markups.yaml markups.yaml --format table | tail -1; head -1 r.csv | cut -d, -f3-5; awk -F, 'NR > 1 && $5 != 0 { bad++ } END { print bad + 0 }' r.csv
differs          in nothing but the changes
walras.markups   (at most 1e-10: holds)
walras.markups_2 (at most 1e-10: holds)
The scenarios give the same to all 12 economies.
real_income.markups,real_income.markups_2,real_income.markups_2.diff
0
$ domar reform compare w.h5 electronics_catch_up.yaml labour_movement.yaml --by industry --sort output.labour_movement.diff --top 2 --format csv | cut -d, -f1-3
year,economy,industry
2011,USA,ELE
2011,GBR,ELE
$ domar reform compare w.h5 electronics_catch_up.yaml @trade_costs --verify --certificate -o r.csv 2>&1 | grep -c '^verify.*holds'
10
# What is wrong is said.
$ domar reform compare w.h5 markups.yaml
domar: say what to compare on which table: domar reform compare TABLE A.yaml B.yaml [C.yaml ...]
[2]
$ domar reform w.h5 markups.yaml tariff_cut.yaml
domar: say what to compare on which table: domar reform compare TABLE A.yaml B.yaml [C.yaml ...]
[2]
$ domar reform compare w.h5 markups.yaml nothing.yaml
domar: nothing.yaml cannot be read (No such file or directory): check the path
[3]
$ domar reform compare w.h5 markups.yaml tariff_cut.yaml --by term
domar: scenarios are compared by economy or by industry, not by term
[2]
$ domar reform compare w.h5 markups.yaml tariff_cut.yaml --economy CHM
domar: there is no economy CHM in this table: did you mean CHN?
[2]
$ domar reform compare w.h5 markups.yaml tariff_cut.yaml --partner CHN
domar: reform has no option --partner: see `domar help reform`
[2]
$ domar reform compare w.h5 markups.yaml tariff_cut.yaml -o w.h5
domar: -o w.h5 is one of the files to read: give another name
[2]
$ printf 'source: me\nchanges:\n  - {kind: tariff, economy: CHM, to: 5}\n' > a.yaml; domar reform compare w.h5 markups.yaml a.yaml
domar: a.yaml, line 3: the table has no economy CHM: did you mean CHN?
[4]
$ domar reform compare nothing.h5 markups.yaml tariff_cut.yaml
domar: nothing.h5 cannot be read (No such file or directory): check the path
[3]
$ domar help reform | head -8
domar reform compare TABLE A.yaml B.yaml...

Set scenarios side by side on one table.

Options
  --by economy|industry            A row an economy, or a row an industry; default economy.
  --year YYYY                      Years, as for run; default the last.
  --economy CODES                  Keep rows of these economies.
$ domar completion bash | grep -c 'reform:--by) words="economy industry"'
1
