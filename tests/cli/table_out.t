# reform.simulate --table-out: the new equilibrium as a table that any method reads; jobs; --verify.
$ domar import $ROOT/data/world12/world12_2011.csv.gz -o w.h5 2> /dev/null; cp $ROOT/examples/scenarios/*.yaml .
$ for s in *.yaml; do domar run reform.simulate w.h5 --scenario $s --table-out new.h5 -o r.csv && domar check new.h5 --tolerance 1e-9 2>&1 > /dev/null | grep -c 'adds up'; done
1
1
1
1
1
1
1
1
1
$ domar run reform.simulate w.h5 --scenario tariff_cut.yaml --table-out new.h5 --certificate -o r.csv 2>&1 | grep -E '^(table_against_market|homogeneity)' | sed 's/ [0-9].*(/ (/'
homogeneity      (at most 1e-12: holds)
table_against_market (at most 1e-09: holds)
$ domar info new.h5 --format csv | grep -E '^(title|price_basis|counterfactual|scenario|illustrative|years|economies|satellites)'
title,"World input-output tables, 12 economies and 16 industries, 1995-2011: counterfactual, China and the United States abolish tariffs on each other (illustrative)"
price_basis,prices of the new equilibrium; unit of account: world factor income as in the base
years,2011
economies,12: CHN USA DEU JPN KOR IND MEX BRA GBR CZE REU ROW
satellites,18: EMP H_EMP H_HS H_MS H_LS LAB LABHS LABMS LABLS CAP K_GFCF GFCF GFCF_P GO_P VA_P GO_QI VA_QI II_QI
counterfactual,"flows at new prices, in the unit of account (world factor income is that of the base); final use over categories as in the base; negative purchases that the base drops stay dropped; row of capital (else value added) closes the columns; jobs and hours with heads (Roy, by mobility), labour income with wages paid, capital stock with capital employed, money with sales, price indices with prices, other satellites with the quantity of output; origins: in common to the users of an economy, in the base too; base: balanced"
scenario,tariff_cut.yaml
illustrative,yes: no data stand behind some of the levels
$ domar run chain.dependence new.h5 --economy CHN --top 1 --format table --digits 3
year  economy  industry  partner  direct  total    hhi
                                   share  share  share
2011  CHN      TEX       CHN       0.948  0.860  0.277

Most exposed to one supplier abroad, among industries with 1% of output or more: Mining, electricity, gas and water (CHN) to Rest of the world, 14.7% of all inputs, direct and indirect (11.3% of those bought). Illustrative: the table comes from a scenario with levels behind which no data stand.
$ domar run chain.exports new.h5 --scheme bm --by economy --certificate --economy DEU -o r.csv 2>&1 | grep -E 'illustrative|^title'
title            World input-output tables, 12 economies and 16 industries, 1995-2011: counterfactual, China and the United States abolish tariffs on each other (illustrative)
table_illustrative yes: no data stand behind some of the levels
# Jobs by industry are those of the table, and accounts.structure finds them there.
$ domar run reform.simulate w.h5 --scenario labour_movement.yaml --by industry --table-out new.h5 --format csv | cut -d, -f2,3,8 > a.csv; domar run accounts.structure new.h5 --format csv | cut -d, -f2,3,8 > b.csv; head -1 a.csv; domar diff a.csv b.csv --rtol 1e-12
economy,industry,jobs
domar: No difference in 192 rows (tolerance 1e-12).
$ domar run reform.simulate w.h5 --scenario labour_movement.yaml --by industry --format csv | awk -F, 'NR > 1 && $2 == "ROW" { print $8 "," $9 }' | sort -u
,
$ domar run reform.simulate $DATA/leather.csv --scenario @trade_costs --by industry --certificate -o r.csv 2>&1 | grep ^jobs; head -1 r.csv
jobs             not given: the table has no satellite row of kind jobs
year,economy,industry,output,price,factor_income,sales
# Where nobody moves, heads stay.
$ printf 'extends: electronics_catch_up.yaml\nillustrative: true\nmobility: 0\n' > stay.yaml; domar run reform.simulate w.h5 --scenario stay.yaml --by industry --format csv | awk -F, 'NR > 1 && $9 != "" && ($9 > 1e-9 || $9 < -1e-9) { bad++ } END { print NR - 1, bad + 0 }'
192 0
# Several years go into one file.
$ domar import $ROOT/data/world12/world12_1995.csv.gz $ROOT/data/world12/world12_2011.csv.gz --sidecar $ROOT/data/world12/world12.yaml -o two.h5 2> /dev/null; domar run reform.simulate two.h5 --scenario tariff_cut.yaml --year all --table-out new.h5 -o r.csv; domar info new.h5 --format csv | grep ^years; domar check new.h5 --tolerance 1e-9 2>&1 > /dev/null | grep -c 'adds up'
years,1995 2011
1
# Refused.
$ domar run chain.upstreamness w.h5 --table-out new2.h5
domar: chain.upstreamness makes no new table: leave --table-out out
[2]
$ domar run reform.simulate w.h5 --scenario tariff_cut.yaml --table-out w.h5
domar: --table-out w.h5 is one of the files to read: give another name
[2]
$ domar run reform.simulate w.h5 --scenario tariff_cut.yaml --table-out x.h5 -o x.h5
domar: -o x.h5 is what --table-out names too: give another name
[2]
$ domar run reform.simulate w.h5 --scenario tariff_cut.yaml --table-out -
domar: a native file cannot go to standard output: give -o FILE
[2]
$ domar run reform.simulate w.h5 --scenario tariff_cut.yaml --table-out nowhere/x.h5
domar: nowhere/x.h5 cannot be written (No such file or directory): make the directory first
[3]
$ ls nowhere new2.h5 x.h5 2>&1 | grep -vc 'No such file'
0
[1]
# --verify: every ready-made scenario passes; one at the kink of a floor does not.
$ for s in tariff_cut labour_movement markups supplier_cut_off; do domar run reform.simulate w.h5 --scenario $s.yaml --by market --verify --certificate -o r.csv 2>&1 | grep -c '^verify.*holds'; done
5
5
5
5
$ printf 'source: me\nlayout: specific\nmobility: 0.7\nsupply: 0.5\nelasticities: {trade: 3, goods: 0.5, final: 0.8}\nchanges:\n  - {kind: tariff, economy: CHN, to: 20}\n  - {kind: transfer, economy: IND, partner: USA, by: 5000}\n' > mix.yaml; domar run reform.simulate w.h5 --scenario mix.yaml --by market --verify --table-out mix.h5 --certificate -o r.csv 2>&1 | grep -c '^verify.*holds'; domar check mix.h5 --tolerance 1e-9 2>&1 > /dev/null | grep -c 'adds up'
5
1
$ printf 'source: me\nfloor: {default: 1}\nchanges:\n  - {kind: productivity, economy: CHN, industry: ELE, by: 0}\n' > kink.yaml; domar run reform.simulate w.h5 --scenario kink.yaml --by market --verify --certificate -o r.csv 2>&1 | grep -E '^verify.(rev|grad.*broken)|^domar' | sed 's/  *[0-9inf.e-]* (/ (/'; wc -l < r.csv
domar: warning: verify.gradient is inf where at most 1e-06 holds: see --certificate
verify.reversal  not defined: a floor under returns holds one way only
verify.gradient (at most 1e-06: broken)
domar: reform.simulate: a check that was asked for does not hold: --certificate shows which
13
$ domar run reform.simulate w.h5 --scenario kink.yaml --by market --verify -o r.csv
domar: warning: verify.gradient is inf where at most 1e-06 holds: see --certificate
domar: reform.simulate: a check that was asked for does not hold: --certificate shows which
[6]
# With households, owners elsewhere, frictions, scale and a closing rate: the table adds up and all checks hold.
$ printf 'source: me\nhouseholds:\n  people: {spends: {c37: 1, c38: 1}, factors: {default: 1}}\n  government: {spends: {c39: 1}, revenue: 1}\n  investors: {spends: {c41: 1, c42: 1}}\nownership:\n  - {of: VA, economy: CZE, owner: {DEU: 0.3}}\nelasticities: {scale: {ELE: 0.05}}\nclosure: {deficits: world_income, revenue: [{kind: output_tax, economy: CHN, times: 1.01}]}\nbaseline:\n  - {kind: friction, economy: IND, to: 5, illustrative: true}\nchanges:\n  - {kind: tariff, economy: CHN, to: 10}\n  - {kind: friction, economy: IND, to: 0}\n' > all.yaml; domar run reform.simulate w.h5 --scenario all.yaml --by household --verify --table-out all.h5 --certificate -o r.csv 2>&1 | grep -E '^(verify.*holds|table_against|homog)' | sed 's/ [0-9].*(/ (/'; domar check all.h5 --tolerance 1e-9 2>&1 > /dev/null | grep -c 'adds up'
homogeneity      (at most 1e-12: holds)
table_against_market (at most 1e-09: holds)
verify.zero_shock (at most 1e-12: holds)
verify.return_path (at most 1e-08: holds)
verify.reversal  (at most 1e-08: holds)
verify.gradient  (at most 1e-06: holds)
verify.two_methods (at most 1e-09: holds)
1
