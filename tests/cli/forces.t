# growth.forces: headers, readings of gaps, wedges of a user, what lacks, refusals.
$ (echo row,economy,industry,year,value,kind; for l in LAB,farm,2000,45,labour LAB,mill,2000,40, LAB,farm,2005,65, LAB,mill,2005,70, H_EMP,farm,2000,90,hours H_EMP,mill,2000,80, H_EMP,farm,2005,80, H_EMP,mill,2005,110, K_GFCF,farm,2000,100,capital_stock K_GFCF,mill,2000,300, K_GFCF,farm,2005,120, K_GFCF,mill,2005,420,; do echo ${l%%,*},AAA,${l#*,}; done) > rows.csv; domar import $DATA/national_years.csv --rows rows.csv -o t.h5
domar: read tidy: 1 economies x 2 industries, 2 years (2000-2005); output published, value added residual, zero output missing, inventories keep -> t.h5
$ for by in economy term industry factor; do echo "$by: $(domar run growth.forces t.h5 --by $by --format csv | head -1)"; done
economy: year,economy,gdp,factors,forces,relations,remainder,relations_low,relations_high,forces_low,forces_high,cumulative_gdp,cumulative_factors,cumulative_forces,cumulative_relations,years
term: year,economy,term,value,years
industry: year,economy,industry,weight,sales,tfp,factors,forces,relations,years
factor: year,economy,factor,supply,share,cost_share,flow_social,flow_private,years
$ for gap in capital markup none; do domar run growth.forces t.h5 --gap $gap --format csv | tail -1 | cut -d, -f1-9; done
2005,AAA,35.0372870827235,21.742901346087663,13.655361779206565,-0.40594381227445403,0.04496776970372984,-0.42184586274591696,0
2005,AAA,35.037451758717744,21.782175207751468,13.64248123724964,-0.42184586274591696,0.03464117646255205,-0.42184586274591696,0
2005,AAA,35.0372870827235,21.34566692270902,13.690137749989342,0,0.0014824100251331629,-0.42184586274591696,0
$ domar run growth.forces t.h5 --gap markup --user-cost 8 --format csv | tail -1 | cut -d, -f3-7
35.07685758836865,15.358575142598147,14.438773792425092,5.173730769064421,0.10577788428098867
$ domar run growth.forces t.h5 --format table 2>&1 | tail -1
AAA, 2000 to 2005: real GDP grew by 7.01 a year (100 x log); more factors made 4.35, technology (forces) 2.73, allocation (relations) -0.08, which lies between -0.08 and 0.00 by what gaps of returns to capital are taken for.
$ domar run growth.forces t.h5 --lang zh --format table 2>&1 | tail -1
AAA，2000 至 2005 年：实际 GDP 年均增长 7.01（对数百分点），其中要素投入 4.35，技术（生产力）2.73，配置（生产关系）-0.08（视资本回报差异的解释，介于 -0.08 与 0.00 之间）。
$ domar run growth.forces t.h5 --certificate --format csv 2>&1 | grep -E "^(parts|relations|forces|imports|capital|prices)"
parts_against_growth 0 (at most 1e-10: holds)
relations_by_prices_gap 0.01594
imports_with_assumed_price 1
forces_under_the_other_price 0
relations_under_the_other_price 0
capital_cells_without_gap 0
prices           growth in volumes: uses move as shares of the maker's output; all weights are means of two years
# wedges of a user: lines that name more codes win; what is refused, with line and column
$ printf '# taxes\nkind,year,industry,user,value\nmarkup,,mill,,10\nmarkup,2005,mill,,20\ninput_tax,,farm,mill,5\n' > w.csv; domar run growth.forces t.h5 --wedges w.csv --by term --format csv | cut -d, -f3,4
term,value
hours,5.588074723461086
quality,-0.010097960106844259
capital,14.502400943125144
technology,14.254191805626567
labour_flow,-0.18834018740971292
capital_flow,-0.29789010726079684
inputs,0.5513361358899233
final_use,0.24210537493894327
exports,0.015763892097266648
imports,0.40409532850739316
remainder,0.023290520104918278
$ domar run growth.forces t.h5 --wedges missing.csv
domar: missing.csv cannot be read (No such file or directory): check the path
[3]
$ domar run chain.decompose t.h5 --wedges w.csv
domar: chain.decompose takes no --wedges
[2]
$ sed 's/mill/mil/' w.csv > bad.csv; domar run growth.forces t.h5 --wedges bad.csv
domar: bad.csv, line 3, column 3: industry 'mil' is not in the table: did you mean mill?
[4]
$ sed 's/markup/mark-up/' w.csv > bad.csv; domar run growth.forces t.h5 --wedges bad.csv
domar: bad.csv, line 3, column 1: kind 'mark-up' is not known: choose one of markup, output_tax, input_tax, tariff, factor_tax
[4]
$ sed 's/2005/2004/' w.csv > bad.csv; domar run growth.forces t.h5 --wedges bad.csv
domar: bad.csv, line 4, column 2: year '2004' is not in the table: leave the line out
[4]
$ sed 's/2005//' w.csv > bad.csv; domar run growth.forces t.h5 --wedges bad.csv
domar: bad.csv, line 4: the same wedge as in line 3: leave one out
[4]
$ sed 's/,10$/,ten/' w.csv > bad.csv; domar run growth.forces t.h5 --wedges bad.csv
domar: bad.csv, line 3, column 5: value 'ten' is not a finite number: give per cent
[4]
$ sed 's/,10$/,-100/' w.csv > bad.csv; domar run growth.forces t.h5 --wedges bad.csv
domar: bad.csv, line 3, column 5: value '-100': nothing or less would be paid: give more than -100
[4]
$ sed 's/mill,,10/mill,farm,10/' w.csv > bad.csv; domar run growth.forces t.h5 --wedges bad.csv
domar: bad.csv, line 3, column 4: user 'farm': this kind has none, leave it empty
[4]
$ sed 's/user/buyer/' w.csv > bad.csv; domar run growth.forces t.h5 --wedges bad.csv
domar: bad.csv, line 2, column 4: 'buyer' is not known: the columns are kind, value, year, economy, industry, partner, user, factor
[4]
$ printf 'kind\nmarkup\n' > bad.csv; domar run growth.forces t.h5 --wedges bad.csv
domar: bad.csv, line 1: there is no column value
[4]
$ printf 'kind,value\n' > bad.csv; domar run growth.forces t.h5 --wedges bad.csv
domar: bad.csv holds no wedges: give a header and lines
[4]
$ printf 'kind,value\nmarkup,1,2\n' > bad.csv; domar run growth.forces t.h5 --wedges bad.csv
domar: bad.csv, line 2: 3 cells where the header has 2
[4]
$ printf 'kind,factor,value\nfactor_tax,EMP,20\n' > bad.csv; domar run growth.forces t.h5 --wedges bad.csv
domar: bad.csv, line 2: growth is split with taxes on labour and on capital, not on EMP: give labour or capital
[4]
$ printf 'kind;factor;value\nfactor_tax;labor;20\n' > bad.csv; domar run growth.forces t.h5 --wedges bad.csv
domar: bad.csv, line 2, column 2: factor 'labor' is no row of the table: give labour, capital or a code
[4]
# what lacks is named, and what can be told without it is; years after it end the chain
$ domar run growth.forces $DATA/national_years.csv --format csv; domar run growth.forces $DATA/national_years.csv --lang zh --format table 2>&1 | tail -1; domar run growth.forces $DATA/national_years.csv --certificate --format csv 2>&1 | grep not_known
year,economy,gdp,factors,forces,relations,remainder,untold,relations_low,relations_high,forces_low,forces_high,cumulative_gdp,cumulative_factors,cumulative_forces,cumulative_relations,years
2005,AAA,35.0372870827235,,,,,35.0372870827235,,,,,35.0372870827235,,,,5
AAA，2000 至 2005 年：实际 GDP 年均增长 7.01（对数百分点），其中 7.01 因数据缺失无法分离（缺劳动报酬（LAB））。
not_known        AAA in 2005: no labour compensation (LAB) in farm
$ domar run growth.forces $DATA/two_years.csv
domar: growth cannot be split into factors, forces and relations here: AAA in 2003: no volume of output (GO_QI, or GO_P) in plant; BBB in 2003: no volume of output (GO_QI, or GO_P) in plant: attach the rows (`domar import --rows`); growth.structure and growth.sources need less
[4]
$ domar run growth.forces $DATA/klems_small.csv
domar: growth.forces needs to know who buys from whom, and this file holds accounts only (output, value added, factors): give an input-output table, or ask growth.accounts
[4]
$ domar run growth.forces t.h5 --year 2005
domar: growth.forces compares years: give --year FIRST-LAST, such as 2000-2005
[4]
$ domar run growth.forces t.h5 --user-cost 8
domar: --user_cost goes with --gap markup alone: give that too, or leave it out
[2]
$ domar run growth.forces t.h5 --gap markup --user-cost -1
domar: --user_cost -1 will not do: give a number from 0 to 1000 % a year
[2]
$ domar import $ROOT/data/world12/world12_20{07,08,09,10}.csv.gz -o w.h5 2> /dev/null; domar run growth.forces w.h5 --whole --by term --economy USA --format csv --certificate 2>&1 | grep -E "not_known|hours|^world" | cut -c1-80; domar run growth.forces w.h5 --whole --scope world --certificate --format csv 2>&1 | grep -E "not_known|no economy"; domar run growth.forces w.h5 --year 2007-2008 --scope world --certificate --format csv 2>&1 | grep -E "^world"
2009,USA,hours,-3.5478594647332082,2
not_known        USA from 2010: no volume of output (GO_QI, or GO_P) in AGR
domar: no economy has volumes, labour and capital in all selected years: narrow --year, or ask for --scope economies, which says what each lacks
world            CHN + USA + JPN + KOR + IND + MEX + BRA
