# growth.adaptation: headers of every grain, wedges over years, without a series of them, gaps of returns, refusals.
$ domar import $ROOT/data/world12/world12_2004.csv.gz $ROOT/data/world12/world12_2007.csv.gz $ROOT/data/world12/world12_2011.csv.gz -o w.h5 2> /dev/null; printf 'title: As it is\nsource: made up\nelasticities: {trade: 4}\nbaseline:\n  - {kind: markup, economy: CHN, industry: FIR, to: 20}\n' > base.yaml; printf 'kind,year,economy,industry,partner,value\nmarkup,2004,CHN,FIR,,30\nmarkup,2004,CHN,TRC,,15\nmarkup,2007,CHN,TRC,,10\ntariff,2004,CHN,VEH,,25\ntariff,2007,CHN,VEH,,10\n' > wedges.csv; for by in industry economy factor; do echo "$by: $(domar run growth.adaptation w.h5 --year 2004-2007 --scenario base.yaml --by $by --format csv | head -1)"; done
industry: year,economy,industry,frontier,actual,g,tfp,drag,relief,adaptation,drag_money,relief_money,adaptation_money
economy: year,economy,misfit,misfit_money,change,drag,relief,adaptation,abroad,remainder,covered,drag_money,relief_money,adaptation_money
factor: year,economy,factor,supply,flow_social,flow_private
$ domar run growth.adaptation w.h5 --year 2004-2007 --scenario base.yaml --wedges wedges.csv --economy CHN --by economy --certificate --format table 2>&1 | grep -v '^file\|^engine\|^threads\|^title\|^source\|^version\|^unit\|^param'
year  economy          misfit  misfit_money          change            drag          relief      adaptation          abroad       remainder  covered   drag_money  relief_money  adaptation_money
               per cent (log)   million USD  per cent (log)  per cent (log)  per cent (log)  per cent (log)  per cent (log)  per cent (log)    share  million USD   million USD       million USD
2004  CHN             0.55517         10420               -               -               -               -               -               -        -            -             -                 -
2007  CHN             0.24028          7637        -0.31490      -0.0075317         0.38425         0.39178       0.0061586        0.070723        1      -190.38        9712.6            9903.0

China, 2004 to 2007: the cost of wedges went from 0.555 to 0.24 % of welfare (log); forces grew where relations hold back less, by 0.00753 (outran them most: Agriculture, forestry and fishing 0.0101, Textiles, clothing and leather 0.00876, Vehicles and other transport equipment 0.00761); relations eased by 0.384 (most: Finance and real estate 0.236, Transport, post and telecommunications 0.129, Vehicles and other transport equipment 0.0195).
market_residual  6.661e-16 (at most 1e-10: holds)
frontier         each economy: its own wedges off, those of others stay, terms of trade follow
wedges           the table's taxes, the scenario's baseline, --wedges
time_series      wedges differ between years
elasticities     trade 4 (made up); goods 1 (default: Cobb-Douglas); value_added 1 (default: Cobb-Douglas); factors 1 (default: Cobb-Douglas); final 1 (default: Cobb-Douglas); mobility infinite (default: one price of a factor in an economy); supply 0 (default: fixed supply); scale 0 (default: constant returns)
scenario         base.yaml
scenario_source  made up
output_from      published
va               residual
zero_output      missing
inventories      keep
method           growth.adaptation
grain            economy
$ domar run growth.adaptation w.h5 --year 2004-2007 --scenario base.yaml --wedges wedges.csv --economy CHN --whole --sort drag --top 4 --format table --digits 3
year  economy  industry        frontier          actual               g             tfp            drag          relief      adaptation   drag_money  relief_money  adaptation_money
                         per cent (log)  per cent (log)  per cent (log)  per cent (log)  per cent (log)  per cent (log)  per cent (log)  million USD   million USD       million USD
2007  CHN      AGR                0.200           0.199         0.00072            12.7          0.0101          0.0000         -0.0101          257             0              -257
2007  CHN      TEX                0.130           0.129         0.00103             7.6          0.0088          0.0000         -0.0088          221             0              -221
2007  CHN      VEH                0.125           0.123         0.00208             5.8          0.0076          0.0195          0.0119          192           493               301
2007  CHN      MET                0.374           0.374         0.00057             7.5          0.0041          0.0000         -0.0041          103             0              -103

China, 2004 to 2007: the cost of wedges went from 0.555 to 0.24 % of welfare (log); forces grew where relations hold back less, by 0.00753 (outran them most: Agriculture, forestry and fishing 0.0101, Textiles, clothing and leather 0.00876, Vehicles and other transport equipment 0.00761); relations eased by 0.384 (most: Finance and real estate 0.236, Transport, post and telecommunications 0.129, Vehicles and other transport equipment 0.0195).
$ domar run growth.adaptation w.h5 --year 2004-2007 --scenario base.yaml --wedges wedges.csv --scope world --by economy --whole --lang zh --format table --digits 4
year  economy          misfit  misfit_money          change            drag          relief      adaptation          abroad       remainder  covered   drag_money  relief_money  adaptation_money
               per cent (log)   million USD  per cent (log)  per cent (log)  per cent (log)  per cent (log)  per cent (log)  per cent (log)    share  million USD   million USD       million USD
2007  WORLD           0.02541         13812        -0.01719        0.004955         0.02596         0.02101               0        0.003819   0.7884         2368         12406             10039

世界，2004 至 2007 年：楔子造成的福利损失由 0.0426% 变为 0.0254%（对数）；生产力超前于生产关系 0.00495（最多：中国 交通、邮政和电信 0.00152、中国 批发零售、住宿和餐饮 0.000843、中国 电子和电气设备 0.000698）；生产关系松动 0.026（最多：中国 金融和房地产 0.012、中国 交通、邮政和电信 0.00805、中国 汽车和其他运输设备 0.0059）。
# Wedges that are the same in all years tell no history; wedges that are none tell nothing.
$ domar run growth.adaptation w.h5 --year 2004-2007 --scenario base.yaml --economy CHN --sort g --top 3 --certificate --format table --digits 3 2>&1 | grep -v '^file\|^engine\|^threads\|^elast\|^title\|^unit\|^source\|^version\|^param'
year  economy  industry        frontier          actual               g             tfp            drag          relief      adaptation   drag_money  relief_money  adaptation_money
                         per cent (log)  per cent (log)  per cent (log)  per cent (log)  per cent (log)  per cent (log)  per cent (log)  million USD   million USD       million USD
2004  CHN      TEX                0.109           0.109        0.000298               -               -               -               -            -             -                 -
2004  CHN      CHM                0.261           0.261        0.000249               -               -               -               -            -             -                 -
2004  CHN      AGR                0.234           0.234        0.000230               -               -               -               -            -             -                 -
2007  CHN      AGR                0.199           0.199        0.000277            12.7               -               -               -            -             -                 -
2007  CHN      TEX                0.130           0.130        0.000225             7.6               -               -               -            -             -                 -
2007  CHN      FOD                0.177           0.177        0.000147             6.1               -               -               -            -             -                 -

China, 2007: the wedges in force cost 0.236 % (log) of welfare; they have no time series, so that drag and relief are not defined; relations fall behind most where productivity grows in (g): Agriculture, forestry and fishing 0.000277, Textiles, clothing and leather 0.000225, Food, beverages and tobacco 0.000147.
market_residual  6.661e-16 (at most 1e-10: holds)
frontier         each economy: its own wedges off, those of others stay, terms of trade follow
wedges           the table's taxes, the scenario's baseline, --wedges
time_series      none: no wedge differs between years, so that drag and relief are not defined
scenario         base.yaml
scenario_source  made up
output_from      published
va               residual
zero_output      missing
inventories      keep
method           growth.adaptation
grain            industry
$ domar run growth.adaptation w.h5 --year 2007 --scenario base.yaml --economy CHN --lang zh --format table --top 1
year  economy  industry        frontier          actual               g             tfp            drag          relief      adaptation   drag_money  relief_money  adaptation_money
                         per cent (log)  per cent (log)  per cent (log)  per cent (log)  per cent (log)  per cent (log)  per cent (log)  million USD   million USD       million USD
2007  CHN      MET              0.37370         0.37380     -0.00010115               -               -               -               -            -             -                 -

中国，2007 年：现有楔子使福利损失 0.236%（对数）；楔子无历年变化，超前与松动无从定义；生产率提高时生产关系落后最多的行业（g）：农林牧渔业 0.000277、纺织、服装和皮革 0.000225、食品、饮料和烟草 0.000147。
$ domar run growth.adaptation w.h5 --scenario @as_is --economy DEU --by economy --format table
year  economy          misfit  misfit_money          change            drag          relief      adaptation          abroad       remainder  covered   drag_money  relief_money  adaptation_money
               per cent (log)   million USD  per cent (log)  per cent (log)  per cent (log)  per cent (log)  per cent (log)  per cent (log)    share  million USD   million USD       million USD
2004  DEU                   0             0               -               -               -               -               -               -        -            -             -                 -
2007  DEU                   0             0               0               -               -               -               -               -        -            -             -                 -
2011  DEU                   0             0               0               -               -               -               -               -        -            -             -                 -

Germany, to 2011: no wedges are in force, so that relations cannot fall behind: give --wedges, a baseline, or --gap markup. Illustrative: no data stand behind some of the levels.
# Gaps of returns to capital, and flows of factors.
$ domar run growth.adaptation w.h5 --year 2004-2007 --scenario @as_is --gap markup --by economy --whole --economy JPN,DEU,ROW --certificate --format table --digits 3 2>&1 | grep '^year\|^20\|^Japan\|^wedges\|gap\|^without\|^not_known'
year  economy          misfit  misfit_money          change            drag          relief      adaptation          abroad       remainder  covered   drag_money  relief_money  adaptation_money
2007  DEU                1.56         44207           0.245          -0.072          -0.547          -0.475          0.0231          -0.253        1        -1890        -14326            -12436
2007  JPN                0.43         18036          -0.385           0.519           0.330          -0.189          0.0051          -0.579        1        22398         14252             -8146
2007  ROW                0.00             0           0.000               -           0.000               -          0.0000               -        0            -             0                 -
Japan, 2004 to 2007: the cost of wedges, gaps of returns to capital among them, went from 0.815 to 0.429 % of welfare (log); forces outran relations by 0.519 (most: Petroleum, chemicals, rubber and plastics 0.345, Metals and mineral products 0.119, Vehicles and other transport equipment 0.0725); relations eased by 0.33 (most: Finance and real estate 0.193, Petroleum, chemicals, rubber and plastics 0.172, Mining, electricity, gas and water 0.0841). Illustrative: no data stand behind some of the levels.
wedges           the table's taxes, the scenario's baseline, --wedges; residual return gap of capital as a markup
output_with_return_gap 0.7833
without_wedges   ROW
without_productivity 0.3333
not_known        ROW AGR 2007: no volume of output (GO_QI, or GO_P)
param.gap        markup
$ domar run growth.adaptation w.h5 --year 2004-2007 --scenario @as_is --by factor --economy CHN --format table
year  economy  factor           supply     flow_social    flow_private
                        per cent (log)  per cent (log)  per cent (log)
2007  CHN      HS               21.948         0.04025         0.04025
2007  CHN      MS               -0.613         0.81012         0.81012
2007  CHN      LS                0.704         0.88037         0.88037
2007  CHN      capital          13.093        -0.13847        -0.13847

China, 2004 to 2007: labour moved to where it is worth more to the economy (1.73 % of GDP in all, 1.73 to who employs it); capital away from it (-0.138, -0.138).
$ domar run growth.adaptation w.h5 --year 2004-2007 --scenario @as_is --by factor --economy CHN --whole --lang zh --format table
year  economy  factor           supply     flow_social    flow_private
                        per cent (log)  per cent (log)  per cent (log)
2007  CHN      HS               21.948         0.04025         0.04025
2007  CHN      MS               -0.613         0.81012         0.81012
2007  CHN      LS                0.704         0.88037         0.88037
2007  CHN      capital          13.093        -0.13847        -0.13847

中国，2004 至 2007 年：劳动流向社会价值更高处（累计为 GDP 的 1.73%，对雇用者为 1.73%）；资本离开（-0.138，-0.138）。
# Refused: years that lack what is needed, factors that the table does not tell apart, tariffs with oneself, closing rates.
$ domar run growth.adaptation w.h5 --year 2007 --scenario base.yaml --whole; echo $?; domar run growth.adaptation w.h5 --year 2007 --scenario base.yaml --by factor; echo $?
domar: --whole compares years: give --year FIRST-LAST, such as 2004-2007
4
domar: growth.adaptation --by factor compares years: give --year FIRST-LAST, such as 2004-2007
4
$ domar run growth.adaptation w.h5 --scenario base.yaml --gap markup; echo $?; domar run growth.adaptation w.h5 --year 2004-2007 --scenario base.yaml --gap capital; echo $?; domar run growth.adaptation w.h5 --year 2004-2007 --scenario base.yaml --by factor --economy ROW; echo $?
domar: --gap markup: no industry has capital income and a real stock (K_GFCF) above zero in all selected years: narrow --year, or leave --gap out
4
domar: a wedge on capital is not defined here: rows of the table itself do not tell labour and capital apart: take gaps of returns as markups
4
domar: factor flows are not known: volumes, labour and capital lack (`domar run growth.forces` says which): attach the rows (`domar import --rows`), or narrow --year
4
$ printf 'kind,economy,factor,value\nmarkup,CHN,,5\nfactor_tax,CHN,labour,10\n' > factor.csv; domar run growth.adaptation w.h5 --year 2004-2007 --scenario base.yaml --wedges factor.csv; echo $?; printf 'kind,economy,partner,value\ntariff,CHN,CHN,5\n' > self.csv; domar run growth.adaptation w.h5 --year 2004-2007 --scenario base.yaml --wedges self.csv; echo $?
domar: factor.csv, line 3: the model has no factor 'labour' here: rows of the table itself do not tell labour and capital apart, leave factor empty
4
domar: self.csv, line 2: nobody has tariffs with himself: leave the line out
4
$ printf 'source: made up\nchanges:\n  - {kind: tariff, to: 5}\nclosure:\n  revenue:\n    - {kind: output_tax, economy: all, times: 1}\n' > closing.yaml; domar run growth.adaptation w.h5 --scenario closing.yaml; echo $?
domar: closing.yaml keeps revenue by a closing rate: what wedges cost one by one is not defined then, take closure.revenue out
2
