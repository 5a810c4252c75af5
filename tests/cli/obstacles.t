# obstacles.*: headers, the confirmed gain is that of reform.simulate, triangles approach the exact gain as wedges shrink.
$ domar import $ROOT/data/world12/world12_2011.csv.gz -o w.h5 2> /dev/null; printf 'source: made up\nbaseline:\n  - {kind: tariff, to: 8}\n  - {kind: markup, economy: CHN, industry: FIR, to: 20}\n  - {kind: factor_tax, economy: DEU, industry: VEH, to: 15}\n' > base.yaml; for by in obstacle kind; do domar run obstacles.rank w.h5 --scenario base.yaml --by $by --format csv | head -1; done; for by in kind economy industry; do domar run obstacles.frontier w.h5 --scenario base.yaml --by $by --format csv | head -1; done
year,rank,kind,economy,industry,partner,user,level,gain_per_point,gain_feasible,confirmed,gain_per_revenue
year,rank,kind,gain_feasible,cells
year,kind,gain,second_order,compensated,share,wedges
year,economy,gain,share
year,industry,gain,second_order,compensated,share,wedges
$ domar run obstacles.rank w.h5 --scenario base.yaml --kinds tariff,markup,factor_tax --most 5 --format table --labels name
year  rank  kind             economy                     industry                                partner            user  level  gain_per_point  gain_feasible  confirmed  gain_per_revenue
                                                                                                                              %     million USD    million USD                        ratio
2011  1     markup           China                       Finance and real estate                 -                  -        20          1597.5          18234  yes                 0.10634
2011  2     tax on a factor  Germany                     Vehicles and other transport equipment  -                  -        15           406.2           4411  yes                 0.25600
2011  3     tariff           China                       Mining, electricity, gas and water      Rest of the world  -         8           995.2           4340  yes                 0.16370
2011  4     tariff           China                       Electronics and electrical equipment    Rest of the world  -         8           791.0           4125  yes                 0.26708
2011  5     tariff           Rest of the European Union  Mining, electricity, gas and water      Rest of the world  -         8           835.4           3944  yes                 0.18329

The largest gain, 1.823e+04 million USD, comes from markup in China, Finance and real estate.
$ printf 'source: made up\nextends: base.yaml\nchanges:\n  - {kind: markup, economy: CHN, industry: FIR, to: 0}\n' > one.yaml; domar run obstacles.rank w.h5 --scenario base.yaml --kinds markup --format csv | awk -F, 'NR == 2 { printf "%.6f\n", $10 }'; domar run reform.simulate w.h5 --scenario one.yaml --format csv | awk -F, 'NR > 1 { s += $5 } END { printf "%.6f\n", s }'
18234.149407
18234.149407
$ domar run obstacles.rank w.h5 --scenario base.yaml --kinds trade_cost --ease 1 --objective CHN --most 3 --confirm 3 --format csv -o a.csv; domar run obstacles.rank w.h5 --scenario base.yaml --kinds trade_cost --ease 1 --objective CHN --most 3 --confirm 0 --format csv -o b.csv; paste -d, a.csv b.csv | awk -F, 'NR > 1 { r = $10 / $21; if (r < 0.98 || r > 1.05) bad++ } END { print NR - 1, bad + 0 }'
3 0
$ for k in 5 1; do printf "source: made up\nbaseline:\n  - {kind: tariff, to: $k}\n  - {kind: markup, industry: [ELE, FIR], to: $k}\n" > f.yaml; domar run obstacles.frontier w.h5 --scenario f.yaml --format csv | awk -F, -v k=$k '$2 == "all" { r = $3 / $4 - 1; print k, (r > -0.05 && r < 0.05), (k > 1 || (r > -0.01 && r < 0.01)) }'; done
5 1 1
1 1 1
$ domar run obstacles.frontier w.h5 --scenario base.yaml --by economy --format csv | awk -F, 'NR > 1 { s += $3 } END { printf "%.3f\n", s }'; domar run obstacles.frontier w.h5 --scenario base.yaml --format csv | awk -F, '$2 == "all" { printf "%.3f\n", $3 }'
274130.647
274130.647
$ domar run obstacles.rank w.h5 --scenario base.yaml --kinds tarif
domar: --kinds: tarif cannot be ranked: choose among tariff, export_tax, rent_importer, rent_exporter, rent_burn, input_tax, friction, output_tax, markup, factor_tax, trade_cost, productivity
[2]
$ domar run obstacles.rank w.h5 --scenario base.yaml --objective CHM
domar: --objective: there is no economy CHM in this table: did you mean CHN?
[2]
$ printf 'source: made up\nmobility: 0\n' > none.yaml; domar run obstacles.rank w.h5 --scenario none.yaml --kinds tariff --format csv
year,rank,kind,economy,industry,partner,user,level,gain_per_point,gain_feasible,confirmed,gain_per_revenue
