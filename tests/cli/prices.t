# accounts.prices and accounts.ghosh: headers, refusals, words.
$ for m in accounts.ghosh accounts.prices; do for by in $(domar methods $m --json | python3 -c "import json,sys; d=json.load(sys.stdin); d=d['methods'][0] if 'methods' in d else d; print(*[g['name'] for g in d['grains']])"); do echo "$m $by: $(domar run $m $DATA/two_worlds.csv --by $by --format csv | head -1)"; done; done
accounts.ghosh industry: year,economy,industry,direct,total,domestic,sensitivity,received
accounts.ghosh partner: year,economy,industry,partner,value
accounts.ghosh effect: year,economy,industry,input,output,value_added,final,per_cent
accounts.ghosh economy: year,economy,input,output,value_added,final,per_cent
accounts.prices industry: year,economy,industry,direct,total
accounts.prices economy: year,economy,consumer,final,output,exports,imports,bill
accounts.prices partner: year,economy,industry,partner,total
$ domar run accounts.prices $DATA/two_worlds.csv --row CO2
domar: CO2 is not paid in money, so that per cent of it are no cost: give --levy, money per unit of the row
[2]
$ domar run accounts.prices $DATA/two_worlds.csv --row CO3 --levy 1
domar: the table has no row CO3, did you mean CO2: `domar info` lists factors and satellites
[2]
$ domar run accounts.prices $DATA/three_gaps.csv --row LAB
domar: LAB has no number for 1 industries that produce, first CCC m: choose others by --from-economy and --from-industry
[4]
$ domar run accounts.prices $DATA/two_worlds.csv --from-economy AAC
domar: --from-economy: there is no economy AAC in this table, did you mean AAA: `domar info` lists them
[2]
$ domar run accounts.prices $DATA/two_worlds.csv --shock price --hold-economy AAA
domar: the price of AAA m cannot both change and be held: leave it out of --from-... or of --hold-...
[2]
$ domar run accounts.prices $DATA/miller_blair_closed.csv --row L --change 30 --from-industry 1 --by economy --format table --digits 5
year  economy  consumer   final  output  exports  imports        bill
                      %       %       %        %        %  units none
2009  A          3.8944  4.3902  5.7426        -        -      17.525

+30 % of L in 1: the price of Economy A, Sector 1, moves most: +11.29 %.
$ domar run accounts.prices $DATA/miller_blair_closed.csv --row L --change 30 --from_industry 1 --format table --digits 5
year  economy  industry  direct   total
                              %       %
2009  A        1              9  11.287
2009  A        2              0   2.970

+30 % of L in 1: the price of Economy A, Sector 1, moves most: +11.29 %.
$ domar run accounts.ghosh $DATA/miller_blair_closed.csv --row L --change 30 --from-industry 1 --by effect --format table --digits 5 --lang zh
year  economy  industry       input      output  value_added       final  per_cent
                         units none  units none   units none  units none         %
2009  A        1                 90      112.87       73.366      39.505    11.287
2009  A        2                  0       59.41       41.584      50.495     2.970

1的L变动 +30%：Economy ASector 1产出价值增加最多，为 112.9。
$ domar run accounts.prices $DATA/miller_blair_closed.csv --certificate --format csv 2>&1 | grep -E "added_cost|incidence" | sed 's/[0-9.e-]* (at/(at/'
added_cost       205
incidence        (at most 1e-10: holds)
$ domar run accounts.ghosh $DATA/miller_blair_closed.csv --by effect --certificate --format csv 2>&1 | grep -E "input|final" | sed 's/[0-9.e-]* (at/(at/'
year,economy,industry,input,output,value_added,final,per_cent
input            205
not_in_final_use (at most 1e-10: holds)
$ domar run accounts.prices $DATA/leather.csv --shock price --levy 3
domar: --shock price is a change of prices by --change: leave --row and --levy out
[2]
$ domar run accounts.prices $DATA/leather.csv --from-economy ""
domar: --from-economy is empty: give codes, separated by commas, or leave it out
[2]
$ domar run accounts.ghosh $DATA/leather.csv --row nonsense --from-economy GER
domar: --row, --levy and --from-... tell what changes: ask --by effect or --by economy, or leave them out
[2]
