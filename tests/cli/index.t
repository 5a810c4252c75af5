# index: definitions of composite indices, what is asked of them, what is refused.
$ domar run index.build $DATA/index_small.csv --define $DATA/index_small.yaml --periods 2020 --sort score
unit,period,score,rank,rank_change
A,2020,0.6611540823622124,1,
B,2020,0.5351858272746456,2,
C,2020,0.5078917504682747,3,
D,2020,0.3281796844469679,4,
$ domar run index.build $DATA/index_small.csv --define $DATA/index_small.yaml --periods 2020 --format table
unit  period    score   rank  rank_change
                index  place       places
A     2020    0.66115      1            -
B     2020    0.53519      2            -
C     2020    0.50789      3            -
D     2020    0.32818      4            -

Highest in 2020: A 0.661, B 0.535, C 0.508. What counts most is skill, with 28.5 % of the weight by entropy.
$ domar run index.build $DATA/index_small.csv --define $DATA/index_small.yaml --format table --lang zh --labels name --by dimension --top 2
unit  period  dimension    score   rank  contribution
                           index  place         index
D     2018    负担       0.80442      1       0.31545
C     2018    负担       0.64300      2       0.25215
A     2019    负担       0.65405      1       0.25648
C     2019    负担       0.59042      2       0.23153
B     2020    人         0.76875      1       0.46729
A     2020    负担       0.75553      1       0.29628

各部分得分采用组内权重，可与总得分对照；加权求和时各项贡献之和等于总得分。
$ domar run index.build $DATA/index_small.csv --define $DATA/index_small.yaml --compare weights=entropy,equal --top 1
unit,period,score.entropy,score.equal,score.equal.diff,rank.entropy,rank.equal,rank.equal.diff,rank_change.entropy,rank_change.equal,rank_change.equal.diff
B,2018,0.49776330837134164,0.4532828282828283,-0.04448048008851335,1,3,2,,,
A,2019,0.536989348535739,0.5787037037037037,0.041714355167964734,1,1,0,2,1,-1
B,2020,0.671766843895566,0.6218434343434344,-0.04992340955213159,1,2,1,1,1,0
$ domar run index.build $DATA/index_small.csv --indicators skill,patents --negative patents --weights game --combine entropy --top 1
domar: --combine entropy: name two weightings or more, such as entropy,critic
[2]
$ domar run index.build $DATA/index_small.csv --indicators skill,patents --shift 0.1
domar: --shift goes with --zeros shift alone: give that too, or leave it out
[2]
$ domar run index.build $DATA/index_small.csv --indicators skill,patent
domar: index_small.csv has no column patent: did you mean patents?
[2]
$ cd $ROOT && domar run index.build tests/data/index_small.csv --define tests/data/index_small.yaml --indicators skill
domar: --indicators: the indicators are those of tests/data/index_small.yaml; give either that or --define
[2]
$ printf 'index:\n  conventions: {weights: median}\n  indicators: [skill, patents]\n' > a.yaml
$ domar run index.build $DATA/index_small.csv --define a.yaml
domar: a.yaml, conventions: --weights cannot be median: choose one of entropy|critic|cv|scatter|pca|equal|expert|ahp|game
[2]
$ printf 'index:\n  conventions: {weights: critic, zeros: shift, shift: 0.1}\n  indicators: [skill, patents]\n' > a.yaml
$ domar run index.build $DATA/index_small.csv --define a.yaml --zeros zero --weights entropy --periods 2020
unit,period,score,rank,rank_change
A,2020,0.6176858738839872,1,
B,2020,0.6019904791412949,2,
C,2020,0.5065575720019884,3,
D,2020,0.12792951836985486,4,
$ printf 'index:\n  unit: town\n  indicators: [skill, patents]\n' > a.yaml
$ domar run index.build $DATA/index_small.csv --define a.yaml
domar: --unit town: index_small.csv has no such column
[2]
$ domar run index.coupling $DATA/index_small.csv --systems skill/6,debt/8 --by class --classes four --periods 2019,2020
period,class,count,share,units
2019,low,0,0,0
2019,moderate,1,0.25,1
2019,high,2,0.5,2
2019,extreme,1,0.25,1
2019,none,0,0,0
2020,low,0,0,0
2020,moderate,0,0,0
2020,high,3,0.75,3
2020,extreme,1,0.25,1
2020,none,0,0,0
$ domar run index.forecast $DATA/index_small.csv --column skill
unit,points,a,b,variance_ratio,small_error,relative_error,least_ratio,largest_ratio,status,grade,held_back,error_grey,error_benchmark,better
A,3,,,,,,,,short,none,0,,,unknown
B,3,,,,,,,,short,none,0,,,unknown
C,3,,,,,,,,short,none,0,,,unknown
D,3,,,,,,,,short,none,0,,,unknown
$ domar run index.build $DATA/index_small.csv --indicators skill,patents --confidential
domar: index.build by unit tells of single units, which --confidential keeps in: choose a grain of groups, or leave --confidential out where the data may be shown
[7]
$ S=$ROOT/examples/panels/sample.csv; domar run index.space $S --variable output --distance x,y --neighbours 30; domar run index.space $S --variable output --distance x,y --link band --cutoff 1e9 --periods 2020 --draws 99 | cut -d, -f1-9; domar run index.coupling $S --systems openness,value_added/output --weights critic; domar run index.forecast $S --column output --normalise zscore; domar run index.build $S --indicators patents,openness --weights expert; domar run index.inequality $S --variable output --group nosuch; echo "exit $?"
domar: --neighbours 30: with 24 units there are 23 others at most
period,units,moran,expected,sd,z,p,z_normal,p_normal
2020,24,-0.043478260869565036,-0.043478260869565216,0,,,,
domar: --weights critic goes with --define or --indicators: --systems takes columns as they are
domar: --normalise zscore goes with --define or --indicators: --column takes columns as they are
domar: --weights expert takes the weights of a definition: give --define FILE (docs/index-definitions.md), or --weights equal
domar: --group: sample.csv has no column nosuch: `domar run panel.describe FILE` lists them
exit 2
