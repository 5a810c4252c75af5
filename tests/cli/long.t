#needs shared
# By rows SVN c8 makes 4 million and its column adds up to 16: rounding of the source, told, exit 6.
# The commands of a full year of the world, and an interruption that leaves nothing.
$ domar import $SHARED/io/wiod13/wiod13_2008.csv.gz -o w.h5 --output-from rows --zero-output keep
domar: read wiod13: 41 economies x 35 industries, 2008; output rows, value added residual, zero output keep, inventories keep -> w.h5
$ domar check w.h5 --format csv > check.csv 2> /dev/null
[6]
$ head -2 check.csv
year,identity,economy,industry,against,value,expected,gap
2008,balance,SVN,c8,-,4,16,3
$ for m in accounts.structure accounts.multipliers accounts.linkages accounts.footprint accounts.extraction chain.upstreamness chain.downstreamness chain.value_added chain.dependence; do domar run $m w.h5 --economy CHN --format csv | wc -l; done
36
36
36
1436
36
36
36
1436
1436
$ domar import $SHARED/io/wiod13/wiod13_*[0-9].csv.gz -o series.h5 2> err.txt & sleep 0.4; kill -INT $!; wait $!; echo $?; cat err.txt; ls series.h5* 2> /dev/null
130
domar: interrupted
[2]
