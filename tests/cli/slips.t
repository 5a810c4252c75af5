# Slips of the hand: one line, what is wrong, what to do, exit code 2.
$ domar hlep
domar: there is no command hlep: did you mean help?
[2]
$ domar frobnicate
domar: there is no command frobnicate: see `domar help`
[2]
$ domar import
domar: nothing to import: domar import FILE... -o TABLE.h5
[2]
$ domar import $DATA/two_years.csv
domar: where to? give -o TABLE.h5
[2]
$ domar import $DATA/two_years.csv --otput x.h5
domar: import has no option --otput: did you mean --output?
[2]
$ domar import $DATA/two_years.csv -o x.h5 --va guess
domar: --va cannot be guess: choose one of residual, given
[2]
$ domar info
domar: something is missing: domar info TABLE
[2]
$ domar info a b
domar: b is one word too many: domar info TABLE
[2]
$ domar check $DATA/leather.csv --tolerance much
domar: --tolerance much: give a number that is not negative
[2]
$ domar run
domar: which method? domar run METHOD TABLE; `domar methods` lists them
[2]
$ domar run chain.upstream $DATA/leather.csv
domar: there is no method chain.upstream: did you mean chain.upstreamness?
[2]
$ domar run nothing.like.it $DATA/leather.csv
domar: there is no method nothing.like.it: `domar methods` lists them
[2]
$ domar run chain.upstreamness
domar: which table? domar run chain.upstreamness TABLE
[2]
$ domar run chain.upstreamness $DATA/leather.csv two.csv
domar: two.csv is one word too many: domar run METHOD TABLE
[2]
$ domar run chain.upstreamness $DATA/leather.csv --fromat csv
domar: chain.upstreamness has no option --fromat: did you mean --format?
[2]
$ domar run chain.upstreamness $DATA/leather.csv --inventries net
domar: chain.upstreamness has no option --inventries: did you mean --inventories?
[2]
$ domar run chain.upstreamness $DATA/leather.csv --inventories some
domar: --inventories cannot be some: choose one of none|net
[2]
$ domar run chain.upstreamness $DATA/leather.csv --economy TRU
domar: there is no economy TRU in this table: did you mean TUR?
[2]
$ domar run chain.upstreamness $DATA/leather.csv --industry Agricultur
domar: there is no industry Agricultur in this table: did you mean Agriculture?
[2]
$ domar run chain.upstreamness $DATA/leather.csv --by firm
domar: chain.upstreamness cannot answer by firm: choose one of industry | economy | whole
[2]
$ domar run chain.upstreamness $DATA/leather.csv --sort nothing
domar: there is no column nothing to sort by
[2]
$ domar run chain.upstreamness $DATA/leather.csv --top many
domar: --top many will not do: give a whole number from 0 to 1e+09
[2]
$ domar run chain.upstreamness $DATA/leather.csv --year 1066
domar: --year 1066: the table holds 2013 to 2013
[2]
$ domar run chain.upstreamness $DATA/leather.csv --year
domar: --year needs a value
[2]
$ domar run chain.upstreamness $DATA/leather.csv --deterministic=yes
domar: --deterministic takes no value
[2]
$ domar run chain.upstreamness $DATA/leather.csv -x
domar: run has no option -x: options begin with --
[2]
$ domar run chain.upstreamness $DATA/leather.csv --format pdf
domar: there is no format pdf: choose one of table, csv, json, ndjson, sdmx, xlsx, har, gexf
[2]
$ domar run chain.upstreamness $DATA/leather.csv --labels all
domar: --labels cannot be all: choose one of code, name, both
[2]
$ domar run chain.upstreamness $DATA/leather.csv --lang fr
domar: --lang cannot be fr: choose one of en, zh
[2]
$ domar run chain.upstreamness $DATA/leather.csv --threads 0
domar: --threads 0: give a whole number from 1 to 1024
[2]
$ domar run chain.upstreamness $DATA/leather.csv --format xlsx
domar: xlsx cannot go to standard output: give -o FILE
[2]
$ domar brief $DATA/leather.csv
domar: which economy? give --economy CODE
[2]
$ domar brief $DATA/leather.csv --economy TUR
domar: where to? give -o FILE.html
[2]
$ domar brief $DATA/leather.csv --economy TUR --year soon -o x.html
domar: --year soon: give one year
[2]
$ domar diff one.csv
domar: two results are needed: domar diff A B
[2]
$ domar diff one.csv two.csv --rtol small
domar: --rtol small: give a number that is not negative
[2]
$ domar cite
domar: which method? domar cite METHOD
[2]
$ domar cite chain.valueadded
domar: there is no method chain.valueadded: did you mean chain.value_added?
[2]
$ domar completion tcsh
domar: which shell? domar completion bash|zsh|fish
[2]
$ ls
