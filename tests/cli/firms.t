# firms: the table of wedges goes from firms to growth.forces and to a baseline; confidential answers; refusals.
$ (echo firm,year,industry,value_added,capital,wage_bill,output; for y in 2004 2007; do for i in FOD TEX MAC; do for k in 1 2 3 4 5 6; do echo $i$k,$y,$i,$((100 + 17 * k)),$((150 + 31 * (k * k % 5) + y - 2000)),$((30 + 7 * (k * 3 % 4))),$((300 + 40 * k)); done; done; done) > firms.csv; domar import $ROOT/data/world12/world12_2004.csv.gz $ROOT/data/world12/world12_2007.csv.gz -o w.h5 2> /dev/null
$ domar run firms.misallocation firms.csv --industry industry --trim 0 --by wedge --gross-output output --economy-code CHN --format csv -o wedges.csv; head -1 wedges.csv; wc -l < wedges.csv | tr -d ' '
year,economy,industry,kind,factor,value,units,dominance
13
$ domar run growth.forces w.h5 --wedges wedges.csv --economy CHN --by economy --format csv | head -1 | cut -c1-40
year,economy,gdp,factors,forces,relation
$ printf "title: As it is\nsource: made up\nelasticities: {trade: 4}\n" > base.yaml; grep -v capital, wedges.csv > output.csv; domar run growth.adaptation w.h5 --scenario base.yaml --wedges output.csv --economy CHN --by economy --format csv | head -1 | cut -c1-40
year,economy,misfit,misfit_money,change,
$ domar run firms.misallocation firms.csv --industry industry --by unit --confidential --format csv
domar: firms.misallocation by unit tells of single units, which --confidential keeps in: choose a grain of groups, or leave --confidential out where the data may be shown
[7]
$ domar run firms.misallocation firms.csv --industry industry --by industry --where industry=TEX --confidential --periods 2004 --trim 0.2 --format csv | cut -d, -f1-4
period,industry,gain,gain_capital
2004,TEX,7.611253768354318,2.346655076268198
$ domar run firms.misallocation firms.csv --industry industry --capital-share FOD=0.4
domar: --capital-share: there is none for industry TEX: add TEX=NUMBER
[2]
$ domar run firms.misallocation firms.csv --industry industry --capital-share output
domar: --capital-share: industry FOD has the shares 340 and 380 in one period: it is one number for an industry
[4]
$ domar run firms.misallocation firms.csv --value-added va
domar: firms.csv has no column va: `domar run panel.describe FILE` lists them
[2]
$ domar run firms.tfp $DATA/firms_tfp.csv --y y --free l --state k --proxy m --by optimum --format csv | grep -E "chosen|root" | cut -d, -f1-3,7,8 | sed 's/\(\.[0-9][0-9][0-9]\)[0-9]*/\1/g'
1,l,0.585,80,chosen
1,k,0.272,80,chosen
2,l,0.986,80,admissible_root
2,k,0.010,80,admissible_root
3,l,0.600,80,root
3,k,-0.743,80,root
4,l,0.536,80,root
4,k,-1.391,80,root
$ domar run firms.tfp $DATA/firms_tfp.csv --y y --free l --state k --proxy m --method wooldridge --format json | grep -o '"warning":"[^"]*"'
"warning":"compare with acf: this estimator failed to find the truth in simulations with persistent wages"
$ domar run firms.tfp $DATA/firms_tfp.csv --y y --free l --state k --proxy m --draws 0 --format json | grep -o '"warning":"[^"]*"'
"warning":"several admissible roots: data do not tell which is meant, see --by optimum and choose with --point"
$ domar run firms.tfp $DATA/firms_tfp.csv --y y --free l --state k --proxy m --method lp --measure gross --form translog
domar: --form translog goes with acf, ols and fe: lp takes free inputs out before
[2]
$ domar run firms.tfp $DATA/firms_tfp.csv --y y --free l --state k,k --proxy m
domar: input 3 of the production function does not move apart from those before it (or at all) among firms with a period before: leave it out
[4]
$ domar run firms.tfp $DATA/firms_tfp.csv --y y --free l --state k --proxy m --point 99
domar: there is no least point 99: 5 were found (--by optimum lists them)
[2]
$ domar run firms.markups $DATA/firms_tfp.csv --y y --free l --state k --proxy m --expenditure "exp(l)" --sales "exp(y)" --input m
domar: --input m is no input of the function: name one of --free l (materials: with --measure gross)
[2]
$ domar run firms.misallocation firms.csv --sigma 1
domar: --sigma 1 will not do: give a number from 1.01 to 1000
[2]
$ domar run panel.regress $ROOT/examples/panels/sample.csv --y output --x capital,labour,energy --top 2 --format csv | cut -d, -f1
term
capital
labour
$ awk -F, -v OFS=, 'NR==1{for(i=1;i<=NF;i++)if($i=="capital")c=i} NR==3{$c=0}1' $ROOT/examples/panels/sample.csv > zero.csv; domar run frontier.dea zero.csv --inputs capital --outputs output
domar: zero.csv: all inputs are 0 for U01 2016 (capital): leave the row out, or correct it
[4]
$ grep -E "^year|^2007|^2008|^2009" wedges.csv | head -1; y=$(tail -1 wedges.csv | cut -d, -f1); (head -1 wedges.csv; grep "^$y," wedges.csv) > one.csv; printf "title: Firm wedges away\nsource: made up\nbaseline:\n  - {kind: output_tax, economy: CHN, file: one.csv, source: firms}\nchanges:\n  - {kind: output_tax, economy: CHN, to: 0, source: firms}\n" > away.yaml; domar scenario check away.yaml; domar run reform.simulate w.h5 --scenario away.yaml --economy CHN --format csv | cut -d, -f1-2; sed s/one.csv/wedges.csv/ away.yaml > years.yaml; domar scenario check years.yaml; sed s/output_tax/markup/ away.yaml > kind.yaml; domar scenario check kind.yaml; echo "exit $?"
year,economy,industry,kind,factor,value,units,dominance
Firm wedges away
Source: made up
Settings
- elasticity between origins less 1 (theta): 5 (default: Head and Mayer 2014, median of structural estimates)
- elasticity between inputs: 1 (default: Cobb-Douglas)
- elasticity between factors and inputs: 1 (default: Cobb-Douglas)
- elasticity among factors: 1 (default: Cobb-Douglas)
- elasticity between goods in final use: 1 (default: Cobb-Douglas)
- mobility of factors: infinite (default: one price of a factor in an economy)
- elasticity of supply of factors: 0 (default: fixed supply)
- productivity to the size of the industry's inputs: 0 (default: constant returns)
- deficits: fixed; origins: common to all users of an economy; base: balanced; negative purchases: drop
Wedges that are there already
- taxes on output [economy CHN; industry all]: to the 3 values of one.csv (%) (source: firms)
Changes
- taxes on output [economy CHN; industry all]: to 0 % (source: firms)
year,economy
2007,CHN
domar: wedges.csv, line 8: wedges of 2007 beside those of 2004: a scenario has one year, keep one
domar: one.csv holds no rows of kind markup (for the factor of the line): see its columns kind and factor
exit 4
