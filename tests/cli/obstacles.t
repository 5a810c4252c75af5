# obstacles.*: headers, the confirmed gain is that of reform.simulate, triangles approach the exact gain as wedges shrink.
$ domar import $ROOT/data/world12/world12_2011.csv.gz -o w.h5 2> /dev/null; printf 'source: made up\nbaseline:\n  - {kind: tariff, to: 8}\n  - {kind: markup, economy: CHN, industry: FIR, to: 20}\n  - {kind: factor_tax, economy: DEU, industry: VEH, to: 15}\n' > base.yaml; for by in obstacle kind economy industry partner kind,economy kind,industry term cells; do domar run obstacles.rank w.h5 --scenario base.yaml --by $by --format csv | head -1; done; for by in kind economy industry; do domar run obstacles.frontier w.h5 --scenario base.yaml --by $by --format csv | head -1; done
year,rank,kind,economy,industry,partner,user,level,gain_per_point,gain_feasible,confirmed,gain_per_revenue,revenue,gain_per_percent,residual,theta,basis,objective,transfers,closure
year,rank,kind,gain_feasible,gain_per_revenue,parts,overlap,revenue,cells
year,rank,economy,gain_feasible,gain_per_revenue,parts,overlap,revenue,cells
year,rank,industry,gain_feasible,gain_per_revenue,parts,overlap,revenue,cells
year,rank,partner,gain_feasible,gain_per_revenue,parts,overlap,revenue,cells
year,rank,kind,economy,gain_feasible,gain_per_revenue,parts,overlap,revenue,cells
year,rank,kind,industry,gain_feasible,gain_per_revenue,parts,overlap,revenue,cells
year,economy,term,gain,share
year,economy,industry,partner,term,gain,share
year,kind,gain,second_order,compensated,share,wedges
year,economy,gain,share
year,industry,gain,second_order,compensated,share,wedges
$ domar run obstacles.rank w.h5 --scenario base.yaml --kinds tariff,markup,factor_tax --most 5 --format table --labels name
year  rank  kind             economy                     industry                                partner            user         level  gain_per_point  gain_feasible  confirmed  gain_per_revenue      revenue  gain_per_percent  residual  theta  basis           objective  transfers              closure
                                                                                                                                     %     million USD    million USD                        ratio  million USD       million USD         %  ratio
2011  1     markup           China                       Finance and real estate                 -                  -               20          1597.5          18234  yes                 0.10745      -169698                 -         -      -  solved in full  welfare    revenue to its owners  deficits fixed
2011  2     tax on a factor  Germany                     Vehicles and other transport equipment  -                  value added     15           406.2           4411  yes                 0.27366       -16117                 -         -      -  solved in full  welfare    revenue to its owners  deficits fixed
2011  3     tariff           China                       Mining, electricity, gas and water      Rest of the world  -                8           995.2           4340  yes                 0.16189       -26806                 -         -      -  solved in full  welfare    revenue to its owners  deficits fixed
2011  4     tariff           China                       Electronics and electrical equipment    Rest of the world  -                8           791.0           4125  yes                 0.28107       -14674                 -         -      -  solved in full  welfare    revenue to its owners  deficits fixed
2011  5     tariff           Rest of the European Union  Mining, electricity, gas and water      Rest of the world  -                8           835.4           3944  yes                 0.18483       -21339                 -         -      -  solved in full  welfare    revenue to its owners  deficits fixed

The largest gain in welfare, 1.823e+04 million USD, comes from markup in China, Finance and real estate.
$ printf 'source: made up\nextends: base.yaml\nchanges:\n  - {kind: markup, economy: CHN, industry: FIR, to: 0}\n' > one.yaml; domar run obstacles.rank w.h5 --scenario base.yaml --kinds markup --format csv | awk -F, 'NR == 2 { printf "%.6f\n", $10 }'; domar run reform.simulate w.h5 --scenario one.yaml --format csv | awk -F, 'NR > 1 { s += $5 } END { printf "%.6f\n", s }'
18234.149407
18234.149407
$ domar run obstacles.rank w.h5 --scenario base.yaml --kinds trade_cost --ease 1 --of CHN --most 3 --confirm 3 --format csv -o a.csv; domar run obstacles.rank w.h5 --scenario base.yaml --kinds trade_cost --ease 1 --of CHN --most 3 --confirm 0 --format csv -o b.csv; paste -d, a.csv b.csv | awk -F, 'NR > 1 { r = $10 / $(10 + NF / 2); if (r < 0.98 || r > 1.05) bad++ } END { print NR - 1, bad + 0 }'
3 0
$ for k in 5 1; do printf "source: made up\nbaseline:\n  - {kind: tariff, to: $k}\n  - {kind: markup, industry: [ELE, FIR], to: $k}\n" > f.yaml; domar run obstacles.frontier w.h5 --scenario f.yaml --format csv | awk -F, -v k=$k '$2 == "all" { r = $3 / $4 - 1; print k, (r > -0.05 && r < 0.05), (k > 1 || (r > -0.01 && r < 0.01)) }'; done
5 1 1
1 1 1
$ domar run obstacles.frontier w.h5 --scenario base.yaml --by economy --format csv | awk -F, 'NR > 1 { s += $3 } END { printf "%.3f\n", s }'; domar run obstacles.frontier w.h5 --scenario base.yaml --format csv | awk -F, '$2 == "all" { printf "%.3f\n", $3 }'
274130.647
274130.647
$ domar run obstacles.rank w.h5 --scenario base.yaml --kinds tarif
domar: --kinds: tarif cannot be ranked: choose among tariff, export_tax, rent_importer, rent_exporter, rent_burn, input_tax, friction, output_tax, markup, factor_tax, trade_cost, productivity, mobility
[2]
$ domar run obstacles.rank w.h5 --scenario base.yaml --of CHM
domar: --of: there is no economy CHM in this table: did you mean CHN?
[2]
$ printf 'source: made up\nmobility: 0\n' > none.yaml; domar run obstacles.rank w.h5 --scenario none.yaml --kinds tariff --format csv
year,rank,kind,economy,industry,partner,user,level,gain_per_point,gain_feasible,confirmed,gain_per_revenue,revenue,gain_per_percent,residual,theta,basis,objective,transfers,closure
# Objectives in their units; what does not go together is refused.
$ for o in gdp value_added jobs; do domar run obstacles.rank w.h5 --scenario base.yaml --objective $o --of CHN --kinds markup --most 1 --format table; done
year  rank  kind    economy  industry  partner  user  level  gain_per_point  gain_feasible  confirmed  gain_per_revenue      revenue  gain_per_percent  residual  theta  basis  objective  transfers  closure
                                                          %     million USD    million USD                        ratio  million USD       million USD         %  ratio
2011  1     markup  CHN      FIR       -        -        20          1587.2          17997  yes                 0.10605      -169698                 -         -      -  exact  gdp        actual     fixed

The largest gain in real GDP, 1.8e+04 million USD, comes from markup in China, Finance and real estate.
year  rank  kind    economy  industry  partner  user  level  gain_per_point  gain_feasible  confirmed  gain_per_revenue      revenue  gain_per_percent  residual  theta  basis  objective    transfers  closure
                                                          %     million USD    million USD                        ratio  million USD       million USD         %  ratio
2011  1     markup  CHN      FIR       -        -        20          8575.6         190748  yes                  1.1240      -169698                 -         -      -  exact  value_added  actual     fixed

The largest gain in value added, 1.907e+05 million USD, comes from markup in China, Finance and real estate.
year  rank  kind    economy  industry  partner  user  level    gain_per_point     gain_feasible  confirmed          gain_per_revenue      revenue  gain_per_percent  residual  theta  basis  objective  transfers  closure
                                                          %  thousand persons  thousand persons             thousand persons per mi…  million USD  thousand persons         %  ratio
2011  1     markup  CHN      FIR       -        -        20           -655.42            -15550  yes                       -0.091635      -169698                 -         -      -  exact  jobs       actual     fixed

The largest gain in jobs, -1.555e+04 thousand persons, comes from markup in China, Finance and real estate.
$ domar run obstacles.rank w.h5 --scenario base.yaml --objective jobs --of CHN --kinds markup --certificate 2>&1 > /dev/null | grep -E '^(objective|jobs|labour)'
objective        jobs of CHN, in thousand persons
jobs             efficiency units of labour; at the base the table's jobs, which go with what labour earns
labour           the table does not tell labour apart: all factors together
$ domar run obstacles.rank w.h5 --scenario base.yaml --of-industry FIR
domar: --of-industry goes with --objective value_added or jobs: welfare has no industries
[2]
$ domar run obstacles.rank w.h5 --scenario base.yaml --range peers --ease 5
domar: --ease goes with --range zero alone: give that too, or leave it out
[2]
# A gain and what makes it; overlap: tariffs together gain less than the sum of their gradients.
$ for by in term cells; do domar run obstacles.rank w.h5 --scenario base.yaml --kinds markup --by $by --most 5 --format csv | awk -F, 'NR > 1 { s += $(NF - 1); p += $NF } END { printf "%.4f %.4f\n", s, p }'; done
18234.1494 100.0000
18234.1494 100.0000
$ domar run obstacles.rank w.h5 --scenario base.yaml --kinds tariff,markup --by cells --rank 1 --most 4 --format table --labels name
year  economy  industry                            partner            term                   gain    share
                                                                                      million USD        %
2011  China    Finance and real estate             -                  reallocation          17960   98.498
2011  China    -                                   -                  transfers             -3624  -19.875
2011  China    Mining, electricity, gas and water  Rest of the world  terms of trade        -3483  -19.104
2011  China    Textiles, clothing and leather      Rest of the world  terms of trade         1622    8.898
2011  -        -                                   -                  the rest               5759   31.583

The decomposed gain in welfare, 1.823e+04 million USD, comes from markup in China, Finance and real estate.
$ domar run obstacles.rank w.h5 --scenario base.yaml --kinds tariff,markup,factor_tax --by economy --most 3 --format table
year  rank  economy  gain_feasible  gain_per_revenue        parts  overlap      revenue  cells
                       million USD             ratio  million USD        %  million USD  count
2011  1     ROW              96517           0.32087       122938   78.509      -300796    171
2011  2     REU              63524           0.34539        81510   77.934      -183919    172
2011  3     CHN              62072           0.21357        91760   67.646      -290644    162
$ domar run obstacles.rank w.h5 --scenario base.yaml --kinds markup --by cells --rank 9
domar: --rank 9: there are 1 obstacles of these kinds
[2]
# Peers: residuals with their theta; productivity needs levels; mobility has a value only where something changes.
$ domar run obstacles.rank w.h5 --scenario base.yaml --kinds trade_cost --range peers --most 2 --confirm 2 --certificate --format csv 2> c.txt | cut -d, -f 1-8,15-17; grep -E '^(feasible_range|no_higher|flows)' c.txt
year,rank,kind,economy,industry,partner,user,level,residual,theta,basis
2011,1,trade_cost,ROW,TEX,CHN,-,,59.32732083299677,5,exact
2011,2,trade_cost,JPN,MIU,ROW,-,,116.76409017644124,5,exact
feasible_range   wedges to the size that a tenth of their peers do not exceed (same kind and industry over economies or pairs), trade costs to the tenth percentile of Head-Ries residuals of the same good over all pairs (a residual that includes taste, theta = the scenario's trade elasticities); productivity by --raise: one table does not tell levels; kappa to 3
no_higher_than_peers 200
flows_without_residual 71
$ printf 'economy,industry,value\nCHN,ELE,0.5\nUSA,ELE,1\nDEU,ELE,0.9\n' > levels.csv; domar run obstacles.rank w.h5 --scenario base.yaml --kinds productivity --levels levels.csv --format csv | cut -d, -f 2-8
rank,kind,economy,industry,partner,user,level
1,productivity,CHN,ELE,-,-,-48.935215619993244
2,productivity,DEU,ELE,-,-,-8.083388115987843
$ printf 'economy,industry,value\nCHN,ELE,-1\n' > levels.csv; domar run obstacles.rank w.h5 --scenario base.yaml --kinds productivity --levels levels.csv
domar: levels.csv, line 2: a level of productivity is above 0, not -1
[4]
$ domar run obstacles.rank w.h5 --scenario base.yaml --kinds mobility --certificate 2>&1 | grep -E '^(year|mobility|There)'
year,rank,kind,economy,industry,partner,user,level,gain_per_point,gain_feasible,confirmed,gain_per_revenue,revenue,gain_per_percent,residual,theta,basis,objective,transfers,closure
mobility         not ranked: the scenario changes nothing, so that factors need not move
$ printf 'source: made up\nmobility: 0.5\nchanges:\n  - {kind: productivity, economy: CHN, industry: ELE, by: 40}\n' > slow.yaml; printf 'source: made up\nmobility: 3\nchanges:\n  - {kind: productivity, economy: CHN, industry: ELE, by: 40}\n' > fast.yaml; domar run obstacles.rank w.h5 --scenario slow.yaml --by kind --kinds mobility --format csv | awk -F, 'NR > 1 { printf "%.3f\n", $4 }'; for f in fast slow; do domar run reform.simulate w.h5 --scenario $f.yaml --format csv; done | awk -F, '/year/ { k++ } !/year/ { s += k == 1 ? $5 : -$5 } END { printf "%.3f\n", s }'
87805.431
87805.431
$ printf 'source: made up\nclosure: {revenue: [{kind: input_tax, times: 1}]}\n' > keeps.yaml; domar run obstacles.rank w.h5 --scenario keeps.yaml
domar: keeps.yaml keeps revenue by a closing rate: what wedges cost one by one is not defined then, take closure.revenue out
[2]
# The first of few are the first of all.
$ for n in 1 2 7 333; do domar run obstacles.rank w.h5 --scenario base.yaml --confirm 0 --most $n --format csv > few.csv; domar run obstacles.rank w.h5 --scenario base.yaml --confirm 0 --most 100000 --format csv | head -$((n + 1)) | cmp - few.csv && wc -l < few.csv; done; domar run obstacles.rank w.h5 --scenario base.yaml --confirm 0 --most 100000 --format csv | awk -F, 'NR > 2 && $10 > last { bad++ } NR > 1 { last = $10 } END { print NR - 1, bad + 0 }'
2
3
8
334
4056 0
