# growth.drivers: headers of every grain, exports by product, what it says and refuses.
$ for by in industry economy line pair; do echo "$by: $(domar run growth.drivers $DATA/leather.csv --by $by --format csv | head -1)"; done
industry: year,economy,industry,exports,rca,density,pci,quality,gain_complexity,gain_outlook,gain_position,gain_va_share,score,rank,reason
economy: year,economy,exports,diversity,ubiquity,eci,eci_rank,fitness,outlook
line: year,industry,exports,ubiquity,pci,quality,upstreamness,va_share
pair: year,industry,partner_industry,proximity
$ domar run growth.drivers $DATA/exports_small.csv --economy CCC --sort score --format table
year  economy  industry  exports     rca  density                  pci  quality      gain_complexity  gain_outlook  gain_va_share  gain_productivity                score    rank  reason
                           money   ratio    share  standard deviations   mean 1  standard deviations         index          share     per cent (log)  standard deviations  number
2010  CCC      cloth          10  0.6964  0.25000              -0.5637   1.6000               0.2455       0.20858       -0.01609             -40.55              0.24562       1  near_opening
2010  CCC      cars            1  0.0502  0.20000               0.3382   0.8000               0.7365       0.20482       -0.10311             121.72              0.08840       2  near_opening
2010  CCC      chips           2  0.1663  0.00000               1.2402   1.6000               1.2275       0.06765       -0.03265             259.03             -0.33402       3  complex_productive
2010  CCC      ore            57  2.4058  0.50000              -1.0147   0.0000                    -             -              -                  -                    -       -  held

CCC has the advantage in 1 of 4 industries; of the others cloth ranks first (near to what it does well; opens the way to other complex industries), then cars and chips.
$ domar run growth.drivers $DATA/exports_small.csv --economy CCC --sort score --labels both --lang zh --format table
year  economy  industry  exports     rca  density                  pci  quality      gain_complexity  gain_outlook  gain_va_share  gain_productivity                score    rank  reason
                           money   ratio    share  standard deviations   mean 1  standard deviations         index          share     per cent (log)  standard deviations  number
2010  CCC      cloth          10  0.6964  0.25000              -0.5637   1.6000               0.2455       0.20858       -0.01609             -40.55              0.24562       1  near_opening 接近既有优势；通向其他复杂产业
2010  CCC      cars            1  0.0502  0.20000               0.3382   0.8000               0.7365       0.20482       -0.10311             121.72              0.08840       2  near_opening 接近既有优势；通向其他复杂产业
2010  CCC      chips           2  0.1663  0.00000               1.2402   1.6000               1.2275       0.06765       -0.03265             259.03             -0.33402       3  complex_productive 复杂度更高；生产率高于其平均
2010  CCC      ore            57  2.4058  0.50000              -1.0147   0.0000                    -             -              -                  -                    -       -  held 已具优势

CCC在 4 个行业中的 1 个具有优势；其余行业中以cloth居首（接近既有优势；通向其他复杂产业），其次为cars和chips。
$ domar run growth.drivers $DATA/exports_small.csv --by economy --format csv --certificate 2>&1 | grep -E '^(exports|economies_|second|third|eci_with)'
exports          output of accounts without flows; what is not listed is not exported
economies_with_advantages 3
second_eigenvalue 0.6667
third_eigenvalue 0.25
eci_with_diversity 0.3273
eci_with_productivity 0.9999
$ domar run growth.drivers $DATA/exports_small.csv --by line --format table
year  industry  exports  ubiquity                  pci  quality  va_share              productivity
                  money     count  standard deviations   mean 1     share  money per thousand pers…
2010  chips          67         1               1.2402   1.6000   0.50000                    30.000
2010  cars          111         2               0.3382   0.8000   0.34545                     7.600
2010  cloth          80         1              -0.5637   1.6000   0.50000                     1.500
2010  ore           132         2              -1.0147   0.0000   0.79545                     6.562

The most complex industry is chips (1.24), the least ore (-1.01).
$ printf 'country,product,value\nA,nuts,8\nA,bolts,5\nB,nuts,1\nB,bolts,5\nB,pins,3\nC,bolts,1\nC,pins,9\n' > goods_2001.csv; domar run growth.drivers goods_2001.csv --economy C --format csv
year,economy,industry,exports,rca,density,pci,quality,gain_complexity,gain_outlook,score,rank,reason
2001,C,nuts,0,0,0,0.7071067811865475,2.753581376238669,,-0.2357022603955158,-0.2727272727272727,2,modest
2001,C,bolts,1,0.29090909090909095,0,-0.7071067811865475,0.02726318194295712,,0.2357022603955158,0.2727272727272727,1,opening
2001,C,pins,9,2.4,1,,0.2191554418183737,,,,,held
$ domar run growth.drivers goods_2001.csv --by pair -o space.gexf; grep -c '<edge ' space.gexf
6
$ domar run growth.drivers goods_2001.csv --by economy --minimum-exports 100
domar: no economy is left with an advantage in 2001: lower --minimum-exports or --minimum-economies (economies left out: 3 of 3)
[4]
$ domar run growth.drivers goods_2001.csv --goods
domar: --goods: no industry of this file is known to make goods: give kinds on its page, or leave the option out
[4]
$ domar run growth.drivers goods_2001.csv --sign productivity
domar: --sign productivity needs a row of jobs: import with --satellite, or leave the option out
[4]
$ domar run growth.drivers goods_2001.csv --weight-near 0 --weight-complexity 0 --weight-outlook 0 --weight-value-added 0 --weight-productivity 0
domar: growth.drivers: all weights of the score are 0: give one of them a weight
[2]
$ domar run growth.drivers $DATA/miller_blair_2x2.csv
domar: growth.drivers needs a table of several economies, this one has 1
[4]
$ domar run growth.drivers goods_2001.csv --by pair --weight-near 1
domar: --weight_near goes with --by industry alone: give that too, or leave it out
[2]
