# reform.dynamics: headers of every grain, what must hold on any table, the ready-made scenarios, what is refused.
$ for by in economy period industry convergence; do domar run reform.dynamics $DATA/leather.csv --scenario @trade_costs --by $by --years 2 --horizon 5 --format csv 2> /dev/null | head -1; done
year,economy,impact,long_run,impact_consumption,long_run_consumption,welfare,worth
year,economy,period,real_income,consumption,domestic_income,capital,return
year,economy,industry,period,labour,wage,output
year,economy,capital_long_run,capital_half_life,capital_1,capital_5,capital_10,income_half_life,income_1,income_5,income_10,speed
$ domar import $ROOT/data/world12/world12_2011.csv.gz -o w.h5 2> /dev/null; printf 'source: me\nchanges:\n  - {kind: productivity, economy: CHN, industry: ELE, by: 0}\n' > zero.yaml
# nothing changes: every year is the table's
$ for by in period industry; do domar run reform.dynamics w.h5 --scenario zero.yaml --by $by --horizon 30 --format csv 2> /dev/null | awk -F, -v first=$([ $by = period ] && echo 4 || echo 5) 'NR > 1 { for (k = first; k <= 7; k++) if ($k > 1e-10 || $k < -1e-10) bad++ } END { print NR - 1, bad + 0 }'; done
372 0
5952 0
$ domar run reform.dynamics w.h5 --scenario zero.yaml --by period --horizon 30 --format csv 2> /dev/null | awk -F, 'NR > 1 && ($8 - 100 * (1 / 0.95 - 1) > 1e-9 || $8 - 100 * (1 / 0.95 - 1) < -1e-9) { bad++ } END { print NR - 1, bad + 0 }'
372 0
# the path ends where the long run, solved on its own, is
$ for how in "--labour mobile" "--labour fixed" "--foresight static"; do domar run reform.dynamics w.h5 --scenario $ROOT/examples/scenarios/electronics_catch_up.yaml $how --horizon 400 --certificate --format csv -o r.csv 2>&1 | awk '$1 == "last_year_from_long_run" { print ($2 < 1e-9 ? "there" : $2) }'; done
there
there
there
$ domar run reform.dynamics w.h5 --scenario $ROOT/examples/scenarios/electronics_catch_up.yaml --horizon 60 --certificate --format csv -o r.csv 2>&1 | grep -c ': holds)'
3
# the first year is reform.simulate's where workers are free to move
$ domar run reform.simulate w.h5 --scenario $ROOT/examples/scenarios/electronics_catch_up.yaml --format csv 2> /dev/null | cut -d, -f1-3 > a.csv; domar run reform.dynamics w.h5 --scenario $ROOT/examples/scenarios/electronics_catch_up.yaml --labour mobile --horizon 2 --years 1 --format csv 2> /dev/null | cut -d, -f1-3 | paste -d, a.csv - | awk -F, 'NR > 1 && ($3 - $6 > 1e-9 || $6 - $3 > 1e-9) { bad++ } END { print NR - 1, bad + 0 }'
12 0
$ domar run reform.dynamics w.h5 --scenario $ROOT/examples/scenarios/electronics_catch_up.yaml --by convergence --labour mobile --economy CHN --format csv 2> /dev/null | cut -d, -f2,4,12 | sed 's/\(\.[0-9]\)[0-9]*/\1/g'
economy,capital_half_life,speed
CHN,10.3,6.4
$ printf 'source: me\nsupply: infinite\nchanges:\n  - {kind: tariff, to: 5}\n' > a.yaml; domar run reform.dynamics w.h5 --scenario a.yaml
domar: the scenario gives VA a supply elasticity or a floor: here capital is what was saved; leave `supply` and `floor` of it out
[4]
$ domar run reform.dynamics w.h5 --scenario zero.yaml --labour mobile --nu 3
domar: --nu goes with --labour gradual alone: give that too, or leave it out
[2]
$ domar run reform.dynamics w.h5 --scenario zero.yaml --years 20 --horizon 10
domar: --horizon 10 is shorter than --years 20: solve at least the years that are shown
[2]
$ domar run reform.dynamics w.h5
domar: reform.dynamics needs --scenario FILE: a page that says what changes (docs/scenarios.md; @trade_costs is one to try)
[2]
