# accounts.paths: header, choices, the exact remainder.
$ domar run accounts.paths $DATA/leather.csv --most 3 --format csv | head -1
year,economy,industry,partner,partner_industry,factor,path,value,share,stages,tree
$ domar run accounts.paths $DATA/leather.csv --most 4 --maker GER --product Transport_Equipment --user ARG --format table
year  economy  industry             partner  partner_industry     factor  path                                                     value    share  stages         tree
                                                                                                                             million USD    share  stages  million USD
2013  GER      Transport_Equipment  GER      Transport_Equipment  VA      GER Transport_Equipment                                 8.1546  0.32488       1       25.100
2013  GER      Transport_Equipment  GER      Transport_Equipment  VA      GER Transport_Equipment > GER Transport_Equipment       1.9278  0.07680       2        5.934
2013  TUR      Textile_and_Leather  GER      Transport_Equipment  VA      TUR Textile_and_Leather > GER Transport_Equipment       1.5067  0.06003       2        2.961
2013  GER      Textile_and_Leather  GER      Transport_Equipment  VA      GER Textile_and_Leather > GER Transport_Equipment       1.2738  0.05075       2        2.788

The largest path, Germany Transport equipment, carries 32.49 % of all.
$ domar run accounts.paths $DATA/two_worlds.csv --row CO2 --most 2 --format table --lang zh
year  economy  industry  partner  partner_industry  factor  path            value    share  stages    tree
                                                                               kt    share  stages      kt
2001  BBB      m         BBB      m                 CO2     BBB m          136.50  0.42130       1  217.09
2001  BBB      m         BBB      m                 CO2     BBB m > BBB m   40.95  0.12639       2   65.13

最大的路径为 BBB 制造，占总量的 42.13%。
$ domar run accounts.paths $DATA/leather.csv --depth 0 --most 2 --format csv | cut -d, -f7
path
GER Agriculture
GER Transport_Equipment
$ domar run accounts.paths $DATA/leather.csv --row CO2
domar: the table has no row CO2: `domar info` lists factors and satellites
[2]
$ domar run accounts.paths $DATA/leather.csv --maker GRE
domar: --maker: there is no GRE in this table: did you mean GER?
[2]
$ domar run accounts.paths $DATA/leather.csv --most 0
domar: --most 0 will not do: give a whole number from 1 to 100000
[2]
# A negative input so large that the sizes of all paths have no sum: the largest are proven all the same.
$ printf ',A_1,A_2,A_FD,OUT\nA_1,-1500,500,2000,1000\nA_2,200,100,1700,2000\nVA,2300,1400,,\nOUT,1000,2000,,\n' > neg.csv; printf 'title: Negative input\nsource: made up\ncitation: made up\nlicence: none\nyear: 2009\ncurrency: none\nunit: units\nseparator: "_"\neconomies: {A: Economy A}\nindustries: {"1": Sector 1, "2": Sector 2}\nfinal_demand: {FD: final}\nfactors: {VA: value_added}\noutput: OUT\n' > neg.yaml; domar run accounts.paths neg.csv --most 2 --depth 2 --format csv --certificate 2>&1 | head -6
year,economy,industry,partner,partner_industry,factor,path,value,share,stages,tree
2009,A,1,A,1,VA,A 1 > A 1 > A 1,10350,2.7972972972972974,3,4500
2009,A,1,A,1,VA,A 1 > A 1,-6899.999999999999,-1.8648648648648647,2,-3000
total            3700
remainder        250
largest_proven   yes
