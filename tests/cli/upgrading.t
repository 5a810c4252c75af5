# chain.upgrading: headers of every grain, measures, what it refuses.
$ domar import $DATA/two_years.csv -o t.h5 2> /dev/null; for by in industry economy; do echo "$by: $(domar run chain.upgrading t.h5 --by $by --format csv | head -1)"; done
industry: year,economy,industry,upstreamness,upstreamness_change,va_share,va_share_change,world_share,world_share_change,productivity,productivity_growth,within,between,verdict
economy: year,economy,upstreamness,upstreamness_change,va_share,va_share_change,world_share,world_share_change,productivity,productivity_growth,within,between
$ domar run chain.upgrading t.h5 --economy AAA --format table
year  economy  industry  upstreamness  upstreamness_change  va_share  va_share_change  world_share  world_share_change              productivity  productivity_growth      within    between  verdict
                               stages               stages     share            share        share               share  million USD per thousan…         share a year       share      share
2003  AAA      plant           1.2500             -0.27868    0.5000         0.000000      0.40000            0.022642                    6.0000             0.062659   0.0000000  -0.009452  upgraded
2003  AAA      bank            1.3333              0.02760    0.8667        -0.033333      0.56522           -0.077640                    8.6667            -0.012501  -0.0087121   0.003986  retreated
2003  AAA      shop            1.2667              0.13609    1.0000         0.000000      0.31250           -0.010081                    4.0000             0.000000   0.0000000  -0.019912  selective

1 of 3 industries upgraded, most of all Plants of AAA: its share in the world's value added of the line rose by 2.3 points.
$ domar run chain.upgrading t.h5 --by economy --measure productivity --format csv | cut -d, -f1-2
year,economy
2000,AAA
2000,BBB
2003,AAA
2003,BBB
$ domar run chain.upgrading t.h5 --year 2000
domar: chain.upgrading compares years: give --year FIRST-LAST, such as 2000-2003
[4]
$ domar run chain.upgrading $DATA/leather.csv
domar: chain.upgrading compares years: give --year FIRST-LAST of a series
[4]
