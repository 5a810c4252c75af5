# reform.simulate: headers of every grain, the ready-made scenarios on the shipped table, what is refused.
$ for by in economy industry industry,partner factor term market caliendo_parro; do domar run reform.simulate $DATA/leather.csv --scenario @trade_costs --by $by --format csv 2> /dev/null | head -1; done
year,economy,real_income,real_wage,ev,gdp,terms_of_trade,trade_volume,technology,reallocation,factors,transfers
year,economy,industry,output,price,factor_income,sales
year,economy,industry,partner,value,value_change,quantity
year,economy,industry,factor,return,real_return,employment
year,economy,term,ev,terms_of_trade,trade_volume,technology,reallocation,factors,transfers
year,economy,wage_hat,cpi_hat
year,economy,cp_welfare,cp_terms_of_trade,cp_trade_volume
$ domar run reform.simulate $DATA/leather.csv --scenario @trade_costs --format table
year  economy  real_income  real_wage           ev     gdp  terms_of_trade  trade_volume  technology  reallocation  factors  transfers
                         %          %  million USD       %               %             %           %             %        %          %
2013  ARG           11.017     11.131       11.953  11.067          0.0535             0      9.3440             0        0     1.6193
2013  TUR           11.071     11.061       16.008   9.824          1.1894             0      9.9553             0        0    -0.0738
2013  GER            6.383      6.471       13.302   7.480         -1.0476             0      8.0088             0        0    -0.5784

Real income: highest change in Türkiye (+11.1 %), lowest in Germany (+6.38 %); output at base prices (million USD) most in Germany Transport equipment (+18.6, +8.59 %), least in Argentina Transport equipment (-1.72, -9.07 %). Illustrative: no data stand behind some of the levels.
$ domar import $ROOT/data/world12/world12_2011.csv.gz -o w.h5 2> /dev/null; for s in $ROOT/examples/scenarios/*.yaml; do echo $(basename $s) $(domar run reform.simulate w.h5 --scenario $s --certificate --format csv -o r.csv 2>&1 | grep -c ': holds)') $(wc -l < r.csv); done
carbon_tax.yaml 4 13
carbon_tax_swap.yaml 4 13
electronics_catch_up.yaml 4 13
labour_movement.yaml 4 13
markups.yaml 4 13
services_opening.yaml 4 13
supplier_cut_off.yaml 4 13
tariff_cut.yaml 4 13
who_gains.yaml 4 13
$ domar run reform.simulate w.h5 --scenario $ROOT/examples/scenarios/supplier_cut_off.yaml --by industry,partner --economy CHN --industry ELE --partner KOR,JPN,USA --format csv | cut -d, -f1-4,6 | sed 's/\(\.[0-9]\)[0-9]*$/\1/'
year,economy,industry,partner,value_change
2011,CHN,ELE,USA,14.7
2011,CHN,ELE,JPN,-99.9
2011,CHN,ELE,KOR,-99.9
$ printf 'source: me\nchanges:\n  - {kind: productivity, economy: CHN, industry: ELE, by: 0}\n' > zero.yaml; domar run reform.simulate w.h5 --scenario zero.yaml --format csv | awk -F, 'NR > 1 { for (k = 3; k <= NF; k++) if ($k > 1e-9 || $k < -1e-9) bad++ } END { print NR - 1, bad + 0 }'
12 0
$ domar run reform.simulate w.h5
domar: reform.simulate needs --scenario FILE: a page that says what changes (docs/scenarios.md; @trade_costs is one to try)
[2]
$ domar run chain.upstreamness w.h5 --scenario zero.yaml
domar: chain.upstreamness takes no --scenario
[2]
$ printf 'source: me\nchanges:\n  - {kind: productivity, economy: CHM, by: 5}\n' > a.yaml; domar run reform.simulate w.h5 --scenario a.yaml
domar: a.yaml, line 3: the table has no economy CHM: did you mean CHN?
[4]
$ printf 'source: me\nchanges:\n  - {kind: tariff, economy: CHN, partner: CHN, to: 5}\n' > a.yaml; domar run reform.simulate w.h5 --scenario a.yaml
domar: a.yaml, line 3: tariff reaches no cell of the table
[4]
$ printf 'source: me\nelasticities: {trade: {ELX: 3}}\nchanges:\n  - {kind: tariff, to: 5}\n' > a.yaml; domar run reform.simulate w.h5 --scenario a.yaml
domar: a.yaml, line 2: the table has no industry ELX: did you mean ELE?
[4]
$ printf 'source: me\nbaseline:\n  - {kind: tariff, to: 10}\nchanges:\n  - {kind: tariff, by: -150}\n' > a.yaml; domar run reform.simulate w.h5 --scenario a.yaml
domar: a.yaml, line 5: by should be above -100 (per cent)
[4]
$ for by in economy parameter; do domar run reform.sensitivity $DATA/leather.csv --scenario @trade_costs --draws 4 --by $by --format csv 2> /dev/null | head -1; done
year,economy,central,mean,deviation,q05,q25,q50,q75,q95,positive
year,economy,term,effect,explained
$ domar run reform.sensitivity w.h5 --scenario $ROOT/examples/scenarios/tariff_cut.yaml --draws 5 --seed 7 --format csv > a.csv 2> /dev/null; domar run reform.sensitivity w.h5 --scenario $ROOT/examples/scenarios/tariff_cut.yaml --draws 5 --seed 7 --threads 1 --format csv > b.csv 2> /dev/null; cmp a.csv b.csv && echo the same
the same
$ domar run reform.sensitivity w.h5 --scenario $ROOT/examples/scenarios/tariff_cut.yaml --draws 5 --elasticities 0 --mobility 0 --shocks 0 --format csv 2> /dev/null | awk -F, 'NR > 1 && ($4 - $3 > 1e-9 || $3 - $4 > 1e-9 || $5 > 1e-9) { bad++ } END { print NR - 1, bad + 0 }'
12 0
$ domar run reform.sensitivity w.h5
domar: reform.sensitivity needs --scenario FILE: a page that says what changes (docs/scenarios.md; @trade_costs is one to try)
[2]
