# brief: every answer on the page is the one of the command beside it; obstacles and the reform follow their options.
$ domar import $ROOT/data/world12/world12_2006.csv.gz $ROOT/data/world12/world12_2007.csv.gz -o w.h5 2> /dev/null; cp $ROOT/examples/scenarios/services_opening.yaml "an opening.yaml"; printf 'source: made up\nbaseline:\n  - {kind: tariff, to: 8}\n' > base.yaml; domar brief w.h5 --economy CHN --scenario "an opening.yaml" --baseline base.yaml -o b.html > said.txt; tail -1 said.txt; python3 $ROOT/tests/cli/brief_commands.py b.html w.h5
The brief is in b.html
33 of 33 answers are those of their commands
$ domar brief w.h5 --economy CHN --scenario none.yaml -o c.html
domar: none.yaml cannot be read (No such file or directory): check the path
[3]
$ domar brief w.h5 --economy CHN --baseline none.yaml -o c.html
domar: none.yaml cannot be read (No such file or directory): check the path
[3]
$ printf 'source: made up\nchanges:\n  - {kind: tariff, economy: CHM, to: 1}\n' > typo.yaml; domar brief w.h5 --economy CHN --scenario typo.yaml -o c.html; ls c.html 2> /dev/null
domar: typo.yaml, line 3: the table has no economy CHM: did you mean CHN?
[2]
# Nobody can give away more than there is: no equilibrium, and the rest of the brief all the same.
$ printf 'source: made up\nchanges:\n  - {kind: transfer, economy: CHN, partner: CZE, by: 1e9}\n' > vain.yaml; domar brief w.h5 --economy CHN --scenario vain.yaml -o v.html > /dev/null; python3 $ROOT/tests/cli/brief_commands.py v.html w.h5 | cut -c1-44
30 of 33 answers are those of their commands
reform: no equilibrium found beyond 0 of the
reform_industries: no equilibrium found beyo
reform_terms: no equilibrium found beyond 0 
# A national table with exports as a column has no world to trade with; the page says so.
$ cp $DATA/miller_blair_closed.csv n.csv; sed 's/F: final/F: exports/' $DATA/miller_blair_closed.yaml > n.yaml; domar brief n.csv --economy A -o n.html > /dev/null; python3 $ROOT/tests/cli/brief_commands.py n.html n.csv | grep -E '^(obstacles|reform_terms)'
obstacles: the table has exports or imports as columns: equilibrium needs a table of the world, or of a closed economy
reform_terms: the table has exports or imports as columns: equilibrium needs a table of the world, or of a closed economy
