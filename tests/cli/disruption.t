# obstacles.disruption: headers, what the shipped scenario costs by horizon and by day, conservation, what is refused.
$ domar import $ROOT/data/world12/world12_2011.csv.gz -o w.h5 2> /dev/null; cp $ROOT/examples/scenarios/supplier_cut_off.yaml cut.yaml; for by in economy industry day loss; do domar run obstacles.disruption w.h5 --scenario cut.yaml --by $by --format csv | head -1; done
year,horizon,economy,real_income,ev,gdp,first_order,hulten
year,horizon,economy,industry,output,price,factor_income
year,day,economy,value_added,output,final_use
year,economy,industry,loss,loss_share,days_lost,lowest,recovery
$ domar run obstacles.disruption w.h5 --scenario cut.yaml --economy CHN,KOR --format table
year  horizon  economy  real_income           ev       gdp  first_order  hulten
                                  %  million USD         %            %       %
2011  none     CHN         -0.21782       -15448  -0.41965            -       -
2011  none     KOR         -0.87367        -8955   0.00000            -       -
2011  partial  CHN         -0.21769       -15439  -0.40909            -       -
2011  partial  KOR         -0.81103        -8313   0.00000            -       -
2011  full     CHN         -0.21496       -15245  -0.38605            -       -
2011  full     KOR         -0.67388        -6908   0.00000            -       -

Real income in Korea, least of all without reallocation: -0.874 %; with partial -0.811 %, with full -0.674 %. Illustrative: no data stand behind some of the levels.
$ domar run obstacles.disruption w.h5 --scenario cut.yaml --by loss --sort loss --top 4 --format table --labels name
year  economy            industry                                     loss  loss_share  days_lost  lowest  recovery
                                                               million USD           %       days       %      days
2011  Japan              Electronics and electrical equipment       2220.7      1.4972     5.4646  81.387        32
2011  Korea              Electronics and electrical equipment       2094.5      2.4404     8.9073  69.685        33
2011  Rest of the world  Mining, electricity, gas and water          531.7      0.0185     0.0675  99.767        34
2011  Japan              Trade, hotels and restaurants               489.8      0.0524     0.1913  99.359        33

Value added lost in 365 days: 9196 million USD, most of it (4594) in Japan, where day 11 is the worst at 99.04 % of normal. Illustrative: no data stand behind some of the levels.
$ domar run obstacles.disruption w.h5 --scenario cut.yaml --by loss --top 1 --lang zh --format table | tail -1
365 天内增加值损失 9196 million USD，最多的是日本（4594），第 11 天最低，为正常水平的 99.04%。示意性情景：部分数值没有数据依据。
$ domar run obstacles.disruption w.h5 --scenario cut.yaml --by day --certificate --format csv -o d.csv 2>&1 | sed -n 's/ [0-9.e-]* (at most/ (at most/p; /assumed/p; /links/p; /illustrative/p'; wc -l < d.csv
produced_against_delivered (at most 1e-12: holds)
stocks_against_flows (at most 1e-09: holds)
stocks_below_zero (at most 0: holds)
links_closed     2
assumed          days of stock, psi, restoring, overcapacity, adapting: not in the table; prices, final orders and suppliers' shares stay
illustrative     yes: no data stand behind some of the levels
4381
$ domar run obstacles.disruption w.h5 --scenario cut.yaml --certificate --format csv 2>&1 > /dev/null | sed -n 's/ [0-9.e-]* (at most/ (at most/p; /first_order/p'
market_residual.none (at most 1e-10: holds)
walras.none      (at most 1e-10: holds)
terms_against_ev.none (at most 1e-08: holds)
market_residual.partial (at most 1e-10: holds)
walras.partial   (at most 1e-10: holds)
terms_against_ev.partial (at most 1e-08: holds)
market_residual.full (at most 1e-10: holds)
walras.full      (at most 1e-10: holds)
terms_against_ev.full (at most 1e-08: holds)
first_order      none: a shut-down has no first order
# The horizon that reform.simulate answers is the same number.
$ printf 'extends: cut.yaml\nillustrative: true\nmobility: 0\n' > zero.yaml; domar run reform.simulate w.h5 --scenario zero.yaml --format csv | cut -d, -f2,3,6 | sort > a; domar run obstacles.disruption w.h5 --scenario cut.yaml --format csv | awk -F, 'NR == 1 || $2 == "none"' | cut -d, -f3,4,6 | sort > b; $PYTHON -c 'import csv; a, b = (list(csv.reader(open(f))) for f in "ab"); print(len(a), max(abs(float(x) - float(y)) for p, q in zip(a, b) if p[0] != "economy" for x, y in zip(p[1:], q[1:])) < 1e-9, [p[0] for p in a] == [q[0] for q in b])'
13 True True
# Losses of the producers are those of the days.
$ domar run obstacles.disruption w.h5 --scenario cut.yaml --by loss --format csv | awk -F, 'NR > 1 { s[$2] += $4 } END { printf "%.6f\n", s["KOR"] }'; domar run accounts.structure w.h5 --economy KOR --format csv | awk -F, 'NR > 1 { v += $5 } END { print v }' > va; domar run obstacles.disruption w.h5 --scenario cut.yaml --by day --economy KOR --format csv | awk -F, -v va=$(cat va) 'NR > 1 { s += 1 - $4 / 100 } END { printf "%.6f\n", s * va / 365 }'
3343.026324
3343.026324
# Nothing is hit: nothing moves.
$ domar run obstacles.disruption w.h5 --scenario cut.yaml --by day --duration 0 --days 50 --format table | awk '$4 != 100 || $5 != 100 || $6 != 100' | grep -v '^ *year\|%  *%'

Nothing is lost: no capacity is gone and no link is closed.
$ printf 'source: me\nchanges:\n  - {kind: productivity, economy: KOR, industry: ELE, by: 0}\n' > none.yaml; domar run obstacles.disruption w.h5 --scenario none.yaml --format csv | awk -F, 'NR > 1 { for (k = 4; k <= NF; k++) if ($k > 1e-9 || $k < -1e-9) bad++ } END { print NR - 1, bad + 0 }'
36 0
# Less in stock and no replacement between origins cost more; a year later it is over.
$ printf 'source: me\nchanges:\n  - {kind: shut_down, economy: KOR, industry: ELE}\n' > shut.yaml; for o in '' '--inventory 20' '--inputs supplier' '--duration 60'; do domar run obstacles.disruption w.h5 --scenario shut.yaml --by loss $o --days 1000 --format csv | awk -F, 'NR > 1 { s += $4; if ($8 == "") n++ } END { print int(s / 1e3), n + 0 }'; done
14 0
65 0
758 0
47 0
$ domar run obstacles.disruption w.h5 --scenario shut.yaml --by day --inventory 90 --partial 2
domar: --partial goes with --by economy or industry alone: give that too, or leave it out
[2]
$ domar run obstacles.disruption w.h5 --scenario shut.yaml --days 20
domar: --days goes with --by day or loss alone: give that too, or leave it out
[2]
$ domar run obstacles.disruption w.h5 --scenario shut.yaml --by day --inventory 0
domar: --inventory 0 will not do: give a number from 1 to 3650 days
[2]
$ domar run obstacles.disruption w.h5 --scenario $ROOT/examples/scenarios/tariff_cut.yaml --by day 2>&1 | sed "s|$ROOT|ROOT|"
domar: ROOT/examples/scenarios/tariff_cut.yaml, line 8: tariff has no place in the inventory model, which takes shut_down and productivity: leave it out, or ask for --by economy
$ printf 'source: me\nchanges:\n  - {kind: productivity, economy: KOR, by: 5}\n' > up.yaml; domar run obstacles.disruption w.h5 --scenario up.yaml --by loss
domar: up.yaml, line 3: productivity rises: the inventory model takes losses alone
[4]
$ printf 'source: me\nchanges:\n  - {kind: shut_down, economy: KOR, industry: ELX}\n' > typo.yaml; domar run obstacles.disruption w.h5 --scenario typo.yaml --by loss
domar: typo.yaml, line 3: the table has no industry ELX: did you mean ELE?
[4]
$ printf 'source: me\nchanges:\n  - {kind: trade_cost, times: 1e12}\n' > far.yaml; domar run obstacles.disruption w.h5 --scenario far.yaml --by industry 2>&1 | sed 's/ beyond.*//'; echo ${PIPESTATUS[0]}
domar: no reallocation (mobility 0): no equilibrium found
5
$ domar run obstacles.disruption w.h5
domar: obstacles.disruption needs --scenario FILE: a page that says what changes (docs/scenarios.md; @outage is one to try)
[2]
$ domar run obstacles.disruption w.h5 --scenario @outage --by day --economy CHN --format csv | awk -F, '$2 == 1 || $2 == 30 || $2 == 31 { printf "%s %.4f %.4f %.4f\n", $2, $4, $5, $6 }'
1 90.0000 90.0000 90.0000
30 90.0745 90.0699 93.5741
31 94.1678 93.8163 100.0000
