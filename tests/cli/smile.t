# chain.smile: headers of every grain, choice of the product.
$ for by in industry economy tier; do echo "$by: $(domar run chain.smile $DATA/leather.csv --by $by --format csv | head -1)"; done
industry: year,economy,industry,value,share,distance,va_share
economy: year,economy,value,share,distance,va_share
tier: year,economy,term,value,share
$ domar run chain.smile $DATA/leather.csv --by economy --maker GER --product Transport_Equipment --format table
year  economy        value    share  distance  va_share
               million USD    share    stages     share
2013  ARG           14.973  0.11634    3.2372   0.60166
2013  TUR           26.986  0.20968    3.1674   0.52865
2013  GER           86.741  0.67398    2.0080   0.37358

Of each 100 finally paid for Transport equipment of Germany, 67.4 is earned there and 32.6 abroad; value added per output does not sag in the middle of the chain (no smile).
$ domar run chain.smile $DATA/leather.csv --by tier --economy GER --format table --lang zh
year  economy  term        value    share
                     million USD    share
2013  GER      0          41.813  0.32488
2013  GER      1          22.889  0.17785
2013  GER      2          11.433  0.08883
2013  GER      3           5.510  0.04281
2013  GER      4           2.639  0.02051
2013  GER      rest        2.457  0.01909

对德国的运输设备最终支出中，每 100 单位有 67.4 由该经济体获得、32.6 由国外获得；增加值率在链条中段并不下凹（不呈微笑曲线）。
$ domar run chain.smile $DATA/leather.csv --maker DEU
domar: --maker: there is no DEU in this table: `domar info` lists them
[2]
$ domar run chain.smile $DATA/leather.csv --product Leather
domar: --product: there is no Leather in this table: `domar info` lists them
[2]
$ domar run chain.smile $DATA/kww_chain.csv --maker C2
domar: C2 S1 makes nothing for final use in 2014: choose another product
[4]
$ domar run chain.smile $DATA/miller_blair_2x2.csv --by economy --format csv | head -1
year,economy,value,share,distance,va_share
