# A table that adds up, and one that does not.
$ domar check $DATA/miller_blair_2x2.csv
year,identity,economy,industry,against,value,expected,gap
domar: Rows and columns differ by at most 0 of an industry's output (tolerance 0.001): the table adds up.
$ domar check $DATA/miller_blair_2x2.csv --format table
year  identity  economy  industry  against       value    expected    gap
                                            units none  units none  share

Rows and columns differ by at most 0 of an industry's output (tolerance 0.001): the table adds up.
# Sector 1 sells 400 to final users instead of 350: its row gives 1050, its column 1000.
$ sed 's/^A_1,150,500,350/A_1,150,500,400/' $DATA/miller_blair_2x2.csv > m.csv; cp $DATA/miller_blair_2x2.yaml m.yaml
$ domar check m.csv
year,identity,economy,industry,against,value,expected,gap
2009,balance,A,1,-,1050,1000,0.05
2009,row_output,A,1,-,1050,1000,0.05
domar: Rows and columns differ by at most 0.05 of an industry's output (tolerance 0.001): the table does not add up.
[6]
$ domar check m.csv --format table --lang zh
year  identity    economy  industry  against       value    expected       gap
                                              units none  units none     share
2009  balance     A        1         -              1050        1000  0.050000
2009  row_output  A        1         -              1050        1000  0.050000

行合计与列合计之差最多为行业产出的 0.05（容差 0.001）：该表不平衡。
[6]
$ domar check m.csv --tolerance 0.05 -o verdict.csv
domar: Rows and columns differ by at most 0.05 of an industry's output (tolerance 0.05): the table adds up. 2 other findings are listed.
# Without value-added rows there is nothing to check.
$ domar check $DATA/two_years.csv
year,identity,economy,industry,against,value,expected,gap
domar: Column totals cannot be formed: the table has no value-added rows.
$ domar info $DATA/miller_blair_2x2.csv --format table
property     value
title        Two-sector example
source       Miller, R. E. and Blair, P. D. (2009), Input-Output Analysis, table 2.3
licence      numbers of a textbook example
citation     Miller, R. E. and Blair, P. D. (2009). Input-Output Analysis: Foundations and Extensions, 2nd edition. Cambridge University Press, section 2.3.
reader       matrix
file         miller_blair_2x2.csv
currency     none
unit         units
years        2009
economies    1: A
industries   2: 1 2
categories   1: FD
factors      1: VA
output_from  published
va           residual
zero_output  missing
inventories  keep
$ domar info $DATA/miller_blair_2x2.csv --format table --labels name --lang zh
property          value
名称              Two-sector example
来源              Miller, R. E. and Blair, P. D. (2009), Input-Output Analysis, table 2.3
许可              numbers of a textbook example
引用              Miller, R. E. and Blair, P. D. (2009). Input-Output Analysis: Foundations and Extensions, 2nd edition. Cambridge University Press, section 2.3.
读取格式          matrix
文件              miller_blair_2x2.csv
货币              none
单位              units
年份              2009
经济体            1: A
行业              2: 1 2
最终需求          1: FD
要素（增加值项）  1: VA
产出取自          published
增加值口径        residual
零产出处理        missing
存货处理          keep
