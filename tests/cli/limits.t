# Too large for the memory at hand: refused before the work, with what it would need.
$ python3 $ROOT/tests/cli/make_bad.py .
$ printf 'year: 2000\nseparator: "_"\nfinal_demand: {C: final}\noutput: OUT\n' > wide.yaml; (export OPENBLAS_NUM_THREADS=1; ulimit -v 400000; domar import wide.csv -o t.h5)
domar: wide.csv: reading this table needs 0.5 GB of memory, 0.4 GB can be had: aggregate the table or use a larger machine
[8]
$ truncate -s 10G wide.csv; (export OPENBLAS_NUM_THREADS=1; ulimit -v 400000; domar import wide.csv -o t.h5); code=$?; rm wide.csv; exit $code
domar: wide.csv needs 10.7 GB of address space to be read, which is more than the system gives: raise the limit (ulimit -v) or use a larger machine
[8]
$ ls t.h5* 2> /dev/null
[2]
