# scenario: pages told back, and what is wrong with bad ones.
$ domar scenario check @trade_costs
Trade costs a tenth lower everywhere
Illustrative: no data stand behind some of the levels; every answer repeats it.
Settings
- deficits: fixed; origins: common to all users of an economy; base: balanced; negative purchases: drop
Changes
- trade costs in goods (icebergs) [economy all; industry all; partner all]: by -10 % (illustrative)
$ domar scenario check $ROOT/examples/scenarios/tariff_cut.yaml
China and the United States abolish tariffs on each other
Illustrative: no data stand behind some of the levels; every answer repeats it.
Settings
- deficits: fixed; origins: common to all users of an economy; base: balanced; negative purchases: drop
Wedges that are there already
- tariffs of the importer [economy all; industry all; partner all]: to 5 % (illustrative)
Changes
- tariffs of the importer [economy CHN, USA; industry all; partner CHN, USA]: to 0 % (illustrative)
$ domar scenario check $ROOT/examples/scenarios/labour_movement.yaml --lang zh | head -12
要素流动受限下的电子业技术追赶
示意性情景：部分数值没有数据依据，所有结果都会重复此说明。
设定
- 要素流动性：0.5
- 贸易差额：fixed；来源份额：common；基期：balanced；负购买：drop
变动
- 生产率［经济体 CHN; 行业 ELE］：变动 +10 %（示意性）
$ echo '{"title": "J", "source": "me", "changes": [{"kind": "productivity", "economy": "CHN", "times": 1.1}]}' > j.json; domar scenario check j.json | tail -2
Changes
- productivity [economy CHN; industry all]: times 1.1
$ printf 'source: me\nchanges:\n  - {kind: tarif, to: 0}\n' > a.yaml; domar scenario check a.yaml
domar: a.yaml, line 3: there is no kind tarif: did you mean tariff?
[4]
$ printf 'source: me\nchange:\n  - {kind: tariff, to: 0}\n' > a.yaml; domar scenario check a.yaml
domar: a.yaml, line 2: a scenario has no key change: did you mean changes?
[4]
$ printf 'changes:\n  - {kind: tariff, to: 0}\n' > a.yaml; domar scenario check a.yaml
domar: a.yaml, line 2: tariff has no source: name it, or say illustrative: true
[4]
$ printf 'source: me\nchanges:\n  - {kind: tariff, to: 0, by: 5}\n' > a.yaml; domar scenario check a.yaml
domar: a.yaml, line 3: tariff needs one of to, by, times, file
[4]
$ printf 'source: me\nchanges:\n  - {kind: trade_cost, to: 0}\n' > a.yaml; domar scenario check a.yaml
domar: a.yaml, line 3: trade_cost has no level: give by (per cent) or times
[4]
$ printf 'source: me\nchanges:\n  - {kind: markup, partner: CHN, to: 0}\n' > a.yaml; domar scenario check a.yaml
domar: a.yaml, line 3: markup does not go by partner: leave it out
[4]
$ printf 'source: me\nchanges:\n  - {kind: tariff, to: ten}\n' > a.yaml; domar scenario check a.yaml
domar: a.yaml, line 3: to should be a number
[4]
$ printf 'source: me\nchanges:\n  - {kind: tariff, to: -100}\n' > a.yaml; domar scenario check a.yaml
domar: a.yaml, line 3: to should be above -100 (per cent)
[4]
$ printf 'source: me\nchanges:\n  - {kind: tariff, file: none.csv}\n' > a.yaml; domar scenario check a.yaml
domar: a.yaml, line 3: there is no file none.csv: check the path (it is looked for beside the page)
[4]
$ printf 'economy,industry,partner,value\nCHN,c1,USA,x\n' > t.csv; printf 'source: me\nchanges:\n  - {kind: tariff, file: t.csv}\n' > a.yaml; domar scenario check a.yaml
domar: t.csv, line 2, column 4: 'x' is not a finite number: correct it
[4]
$ printf 'economy,partner,valu\nCHN,USA,5\n' > t.csv; domar scenario check a.yaml
domar: t.csv, line 1, column 3: valu is not known, did you mean value: the columns are economy, industry, partner (those that are needed) and value
[4]
$ printf 'source: me\ngroups: {A: [B], B: [A]}\nchanges:\n  - {kind: tariff, economy: A, to: 0}\n' > a.yaml; domar scenario check a.yaml
domar: a.yaml, line 4: B is a group that holds itself: take it out
[4]
$ printf 'source: me\nextends: a.yaml\n' > a.yaml; domar scenario check a.yaml
domar: a.yaml, line 2: extends goes round in a circle: take it out
[4]
$ printf 'source: me\nchanges: [\n' > a.yaml; domar scenario check a.yaml
domar: a.yaml, line 3: did not find expected node content: correct the YAML
[4]
$ printf -- '- 1\n- 2\n' > a.yaml; domar scenario check a.yaml
domar: a.yaml is no scenario: it should be a page of keys such as title and changes (docs/scenarios.md)
[4]
$ : > a.yaml; domar scenario check a.yaml
domar: a.yaml is empty: fetch it again
[4]
$ printf 'source: me\nelasticities: {trade: {default: -1}}\n' > a.yaml; domar scenario check a.yaml
domar: a.yaml, line 2: default should not be below 0
[4]
$ printf 'source: me\nclosure: {deficits: none}\n' > a.yaml; domar scenario check a.yaml
domar: a.yaml, line 2: deficits should be one of fixed, zero, world_income
[4]
$ printf 'source: me\nsource: you\n' > a.yaml; domar scenario check a.yaml
domar: a.yaml, line 2: source comes twice: leave one out
[4]
$ printf 'source: me\nchanges:\n  - {kind: transfer, economy: CHN, by: 5}\n' > a.yaml; domar scenario check a.yaml
domar: a.yaml, line 3: transfer needs economy (receives) and partner (pays)
[4]
$ printf 'source: me\r\nchanges:\r\n  - {kind: tariff, owner: home, to: 5}\r\n' > a.yaml; domar scenario check a.yaml
domar: a.yaml, line 3: the revenue of tariff has its owner already: leave owner out
[4]
$ domar scenario check missing.yaml
domar: missing.yaml cannot be read (No such file or directory): check the path
[3]
$ domar scenario check @nothing
domar: no scenario @nothing comes with the program: @trade_costs and @outage do; without @ it is the name of a file
[3]
$ domar scenario tell a.yaml
domar: say what to do with which page: domar scenario check FILE
[2]
