# study: a page run from end to end, what is wrong with bad ones, where files lie, nothing half written.
$ domar study $DATA/study_small.yaml -o s.html | cut -c1-90; ls s_csv; head -2 s_csv/00-conventions.csv | cut -d, -f1-4
regions/build: Highest in 2020: U08 0.719, First unit 0.608, U14 0.568. What counts most i
regions/inequality: The Gini coefficient of index is 0.2047 in 2020 (0.2069 in 2015); 39.6
regions/density: The density of index is highest at 0.4676 in 2020 (0.3165 in 2015), and l
regions/parts: Weights sum to 1 in each pool; where by_entropy, by_critic and the others d
regions/dea: 31 of 144 rows are on the frontier; mean efficiency 0.820, farthest from it U
regions/weights: weights: critic against entropy changes score in 144 of 144 rows, by at m
The study is in s.html
00-conventions.csv
01-regions-build.csv
02-regions-inequality.csv
03-regions-density.csv
04-regions-parts.csv
05-regions-dea.csv
06-regions-weights.csv
chapter,step,method,convention
regions,build,index.build,definition
$ head -3 s_csv/01-regions-build.csv
unit,unit_name,period,score,rank,rank_change
U01,First unit,2015,0.5643144998048555,5,
U01,First unit,2016,0.6411339413843385,2,3
$ domar study $DATA/study_small.yaml -o z.html --lang zh | tail -1; ls z_csv | wc -l
研究报告已写入 z.html
7
# A second run replaces the first; a folder with other files stays.
$ domar study $DATA/study_small.yaml -o s.html > /dev/null; ls -d *; touch s_csv/mine.txt; domar study $DATA/study_small.yaml -o s.html > /dev/null; ls s_csv | grep -c tmp
s.html
s_csv
z.html
z_csv
domar: s_csv holds mine.txt, which no study wrote, so it is not replaced: move it, or choose another -o
0
[1]
# The answers are those of the commands beside them.
$ domar run index.inequality $ROOT/examples/panels/sample.csv --variable openness --group region --labels both -o a.csv; printf 'study:\n  title: One\n  chapters:\n    - {id: one, data: {file: none.csv}, steps: [{method: index.inequality, params: {variable: openness, group: region}}]}\n' > one.yaml; domar study one.yaml --data one=$ROOT/examples/panels/sample.csv -o one.html > /dev/null; cmp a.csv one_csv/01-one-inequality.csv && echo same
same
$ domar study one.yaml -o x.html; ls x.html x_csv 2> /dev/null
domar: one.yaml, line 4: there is no file none.csv: say where it lies with --data one=PATH
[2]
$ domar study one.yaml --data two=a.csv -o x.html
domar: --data two: one.yaml has no such chapter, or no file of that name in it
[2]
$ domar study one.yaml --data one -o x.html
domar: --data one: write CHAPTER=PATH
[2]
$ domar study one.yaml
domar: where to? give -o FILE.html
[2]
$ domar study -o x.html
domar: which page? domar study PAGE.yaml -o FILE.html
[2]
$ domar study one.yaml --data one=$ROOT/examples/panels/sample.csv -o -
domar: a study is a page and a folder beside it: give the name of a file
[2]
# Confidential: answers on single units stay in, what is kept is used all the same.
$ domar study $DATA/study_small.yaml --confidential -o c.html | cut -c1-100; ls c_csv
regions/build: index.build by unit tells of single units, which --confidential keeps in: choose a gr
regions/density: this answer does not tell how many units stand behind a row, so --confidential keep
regions/parts: this answer does not tell how many units stand behind a row, so --confidential keeps 
regions/dea: frontier.dea by scale tells of single units, which --confidential keeps in: choose a gr
regions/weights: index.build by unit tells of single units, which --confidential keeps in: choose a 
The study is in c.html
00-conventions.csv
02-regions-inequality.csv
# What is wrong with a page: file and line.
$ page() { printf 'study:\n  title: T\n  chapters:\n    - id: a\n      data: {file: '$ROOT'/examples/panels/sample.csv}\n      steps:\n        - %b\n' "$1" > p.yaml; domar study p.yaml -o p.html; }; page '{method: index.inequalty}'; page '{method: index.inequality, params: {varible: x}}'; page '{method: chain.upstreamness}'; page '{method: index.inequality, params: {variable: openness}, show: [{figure: line}]}'; page '{method: index.inequality, params: {variable: openness}, show: [{figure: lines, y: ginny}]}'; page '{method: index.inequality, params: {variable: openness}, show: [{figure: lines, where: {period: 1915}}]}'; page '{method: index.inequality, params: {variable: openness}, shows: []}'; page '{method: index.inequality, params: {variable: opennes}}'; page '{params: {}}'; page '{method: index.inequality, params: {variable: openness}, keep: {g: gini}}'; page '{method: panel.describe, show: [{figure: scatter, quadrants: two}]}'; ls p.html p_csv 2> /dev/null
domar: p.yaml, line 7: there is no method index.inequalty: did you mean index.inequality?
domar: p.yaml, line 7: index.inequality has no parameter varible: did you mean variable?
domar: p.yaml, line 7: chain.upstreamness is asked on a table, not on a panel: `domar methods` lists both kinds
domar: p.yaml, line 7: there is no figure line: did you mean lines?
domar: p.yaml, line 7: index.inequality: the answer has no column ginny: did you mean gini?
domar: p.yaml, line 7: index.inequality: period is never 1915 in the answer: did you mean 2015?
domar: p.yaml, line 7: a step has no key shows: did you mean show?
domar: p.yaml, line 7: chapter a, step inequality: sample.csv has no column opennes: did you mean openness?
domar: p.yaml, line 7: this step has no method: `domar methods` lists them
domar: p.yaml, line 7: chapter a, step inequality: the answer has no rows of units, so nothing of it can be kept for later steps: choose a grain by unit
domar: p.yaml, line 7: quadrants should be zero, one or mean: where the lines cross
[2]
$ printf 'study:\n  titel: T\n' > p.yaml; domar study p.yaml -o p.html; printf 'title: T\n' > p.yaml; domar study p.yaml -o p.html; printf 'study:\n  title: T\n  chapters:\n    - {id: a b, data: {file: x}, steps: []}\n' > p.yaml; domar study p.yaml -o p.html; printf 'study:\n  title: T\n  chapters:\n    - {id: a, data: {file: x}, steps: []}\n' > p.yaml; domar study p.yaml -o p.html; domar study none.yaml -o p.html
domar: p.yaml, line 2: a study has no key titel: did you mean title?
domar: p.yaml, line 1: a study page has no key title
domar: p.yaml, line 4: a b names files: use letters a-z, digits and _ alone
domar: p.yaml, line 4: steps should be a list of at least one: - method: ...
domar: none.yaml cannot be read (No such file or directory): check the path
[3]
# Groups: every unit in one, in one only.
$ groups() { printf 'study:\n  title: T\n  chapters:\n    - id: a\n      data:\n        file: g.csv\n        classes:\n          side: {l: [A, B], r: %s}\n      steps: [{method: panel.describe}]\n' "$1" > g.yaml; domar study g.yaml -o g.html | tail -1; }; printf 'unit,year,x\nA,1,1\nB,1,2\nCat,1,3\n' > g.csv; groups '[Cat]'; groups '[A]'; groups '[Cats]'; groups '[Z]'
The study is in g.html
domar: g.yaml, line 8: A is in two groups: leave one out
domar: g.yaml, line 8: chapter a: classes: the data have no Cats: did you mean Cat?
domar: g.yaml, line 8: chapter a: classes: Cat is in no group of side: put it into one
# Long files.
$ long() { printf 'study:\n  title: T\n  chapters:\n    - id: a\n      data: {file: l.csv, reshape: {rows: %s, value: much%s}}\n      steps: [{method: panel.describe, show: [table]}]\n' "$1" "$2" > l.yaml; domar study l.yaml -o l.html | tail -1; }; printf 'unit,year,what,much,side\nA,1,tall,1,l\nA,1,wide,2,l\nB,1,tall,3,r\n' > l.csv; long what; cut -d, -f1,4-8 l_csv/01-a-describe.csv; long wat; long much; long what ', names: {x: tal}'; echo A,1,tall,9,l >> l.csv; long what
The study is in l.html
variable,values,missing,units,distinct,mean
unit,2,0,2,2,
year,2,0,2,,1
side,2,0,2,2,
tall,2,0,2,,2
wide,1,1,1,,2
domar: l.yaml, line 5: chapter a: l.csv has no column wat: did you mean what?
domar: l.yaml, line 5: chapter a: l.csv: column much holds numbers, where names of variables should stand
domar: l.yaml, line 5: chapter a: l.csv has no variable tal, which `names` calls x
domar: l.yaml, line 5: chapter a: l.csv: tall stands twice for A in 1: a variable has one value a unit and period
# The shipped study.
$ domar study $ROOT/examples/panels/pwt.yaml -o pwt.html | grep -E '^pwt/(scores|inequality|productivity|beta):'; ls pwt_csv | wc -l
pwt/scores: Highest in 2019: Ireland 0.698, Belgium 0.663, Switzerland 0.653. What counts most is Capital per worker, with 28.3 % of the weight by entropy.
pwt/inequality: The Gini coefficient of score is 0.1641 in 2019 (0.1964 in 1990); 62.3 % of it lies between groups (region), 18.5 % is overlap, 19.2 % lies within.
pwt/beta: The spread of score fell, from 0.3473 in 1990 to 0.2859 in 2019; who is behind grows faster (beta -0.0147, standard error 0.0030; half of the way in 46.8).
pwt/productivity: Productivity changed by +0.64 % a period on average (1160 steps): catching up +0.09, the frontier +0.55; more of it is the frontier's move.
22
