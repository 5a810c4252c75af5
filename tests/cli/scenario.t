# scenario: pages told back, and what is wrong with bad ones.
$ domar scenario check @trade_costs
Trade costs a tenth lower everywhere
Illustrative: no data stand behind some of the levels; every answer repeats it.
Settings
- elasticity between origins less 1 (theta): 5 (default: Head and Mayer 2014, median of structural estimates)
- elasticity between inputs: 1 (default: Cobb-Douglas)
- elasticity between factors and inputs: 1 (default: Cobb-Douglas)
- elasticity among factors: 1 (default: Cobb-Douglas)
- elasticity between goods in final use: 1 (default: Cobb-Douglas)
- mobility of factors: infinite (default: one price of a factor in an economy)
- elasticity of supply of factors: 0 (default: fixed supply)
- productivity to the size of the industry's inputs: 0 (default: constant returns)
- deficits: fixed; origins: common to all users of an economy; base: balanced; negative purchases: drop
Changes
- trade costs in goods (icebergs) [economy all; industry all; partner all]: by -10 % (illustrative)
$ domar scenario check $ROOT/examples/scenarios/tariff_cut.yaml
China and the United States abolish tariffs on each other
Illustrative: no data stand behind some of the levels; every answer repeats it.
Settings
- elasticity between origins less 1 (theta): 5 (default: Head and Mayer 2014, median of structural estimates)
- elasticity between inputs: 1 (default: Cobb-Douglas)
- elasticity between factors and inputs: 1 (default: Cobb-Douglas)
- elasticity among factors: 1 (default: Cobb-Douglas)
- elasticity between goods in final use: 1 (default: Cobb-Douglas)
- mobility of factors: infinite (default: one price of a factor in an economy)
- elasticity of supply of factors: 0 (default: fixed supply)
- productivity to the size of the industry's inputs: 0 (default: constant returns)
- deficits: fixed; origins: common to all users of an economy; base: balanced; negative purchases: drop
Wedges that are there already
- tariffs of the importer [economy all; industry all; partner all]: to 5 % (illustrative)
Changes
- tariffs of the importer [economy CHN, USA; industry all; partner CHN, USA]: to 0 % (illustrative)
$ domar scenario check $ROOT/examples/scenarios/labour_movement.yaml --lang zh | head -12
要素流动受限下的电子业技术追赶
示意性情景：部分数值没有数据依据，所有结果都会重复此说明。
设定
- 来源间替代弹性减 1（theta）：5（默认：Head 与 Mayer 2014 结构估计中位数）
- 中间投入间替代弹性：1（默认：柯布-道格拉斯）
- 要素与中间投入间替代弹性：1（默认：柯布-道格拉斯）
- 要素间替代弹性：1（默认：柯布-道格拉斯）
- 最终使用中产品间替代弹性：1（默认：柯布-道格拉斯）
- 要素流动性：0.5
- 要素供给弹性：0（默认：供给固定）
- 规模弹性（生产率对投入规模）：0（默认：规模报酬不变）
- 贸易差额：fixed；来源份额：common；基期：balanced；负购买：drop
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
domar: no scenario @nothing comes with the program: @trade_costs, @outage and @as_is do; without @ it is the name of a file
[3]
$ domar scenario tell a.yaml
domar: say what to do with which page: domar scenario check FILE
[2]
$ printf 'illustrative: true\nhouseholds:\n  people: {spends: {c37: 1}, factors: 1}\n  state: {spends: {c39: 1}, revenue: 1}\nownership:\n  - {of: VA, economy: CZE, owner: {DEU: 0.2}}\nclosure: {deficits: world_income, revenue: [{kind: output_tax, economy: DEU, times: 1}]}\nchanges:\n  - {kind: friction, economy: CHN, industry: ELE, by: -5}\n' > a.yaml; domar scenario check a.yaml | tail -8
- deficits: world_income; origins: common to all users of an economy; base: balanced; negative purchases: drop
Who spends and owns
- household people in all economies: spends c37 1; owns of factors others 1; of taxes and markups 0
- household state in all economies: spends c39 1; owns of factors none; of taxes and markups 1
- of VA in CZE belong to DEU 0.2
- one rate of taxes on output [economy DEU; industry all] in each economy keeps its real revenue at 1 times the base
Changes
- frictions on goods that users buy, nobody's revenue [economy CHN; industry ELE; users all]: by -5 points (illustrative)
$ domar scenario check a.yaml --lang zh | tail -8
- 贸易差额：world_income；来源份额：common；基期：balanced；负购买：drop
支出与所有权
- 家庭 people，经济体 全部：支出份额 c37 1；要素收入份额 其余 1；税收与加成份额 0
- 家庭 state，经济体 全部：支出份额 c39 1；要素收入份额 无；税收与加成份额 1
- VA，经济体 CZE，归属 DEU 0.2
- 以统一税率调整产出税［经济体 DEU; 行业 全部］，使各经济体实际税收保持基期的 1 倍
变动
- 投入摩擦（收入归零）［经济体 CHN; 行业 ELE; 用户 全部］：变动 -5 个百分点（示意性）
$ domar import $ROOT/data/world12/world12_2011.csv.gz -o w.h5 2>/dev/null; domar run reform.simulate w.h5 --scenario a.yaml
domar: a.yaml: households of CHN have 0 of c38 together: shares should sum to 1
[4]
$ printf 'illustrative: true\nhouseholds: {people: {factors: 1}}\n' > a.yaml; domar scenario check a.yaml
domar: a.yaml, line 2: people needs spends: shares of the table's final-demand categories
[4]
$ printf 'illustrative: true\nhouseholds: {people: {spends: 1, factors: 0.5, revenue: 1}}\n' > a.yaml; domar run reform.simulate w.h5 --scenario a.yaml
domar: a.yaml: households of CHN have 0.5 of VA together: shares should sum to 1
[4]
$ printf 'illustrative: true\nownership: [{of: wages, owner: {USA: 0.5}}]\n' > a.yaml; domar run reform.simulate w.h5 --scenario a.yaml
domar: a.yaml, line 2: ownership of wages: choose tariff, rent, export_tax, input_tax, output_tax, markup, factor_tax, or a factor of the table (VA)
[4]
$ printf 'illustrative: true\nownership: [{of: VA, owner: {USA: 0.7, DEU: 0.7}}]\n' > a.yaml; domar run reform.simulate w.h5 --scenario a.yaml
domar: a.yaml, line 2: shares of owners sum to 1.4, above 1
[4]
$ printf 'illustrative: true\nownership: [{of: VA, owner: {UAS: 0.7}}]\n' > a.yaml; domar run reform.simulate w.h5 --scenario a.yaml
domar: a.yaml, line 2: the table has no economy UAS: did you mean USA?
[4]
$ printf 'illustrative: true\nclosure: {revenue: [{kind: markup, times: 1}]}\n' > a.yaml; domar run reform.simulate w.h5 --scenario a.yaml
domar: a.yaml, line 2: revenue is met by one of tariff, export_tax, input_tax, output_tax, factor_tax, and times says how much of the base's real revenue
[4]
$ printf 'illustrative: true\nclosure: {revenue: [{kind: output_tax, by: 1}]}\n' > a.yaml; domar run reform.simulate w.h5 --scenario a.yaml
domar: a.yaml, line 2: revenue is met by one of tariff, export_tax, input_tax, output_tax, factor_tax, and times says how much of the base's real revenue
[4]
$ printf 'illustrative: true\nclosure: {revenue: [{kind: output_tax, times: 1}]}\n' > a.yaml; domar run obstacles.frontier w.h5 --scenario a.yaml | head -3
domar: a.yaml keeps revenue by a closing rate: what wedges cost one by one is not defined then, take closure.revenue out
$ printf 'economy,industry,partner,value\nCHN,ELE,USA,5\nCHN,ELE,USA,70\n' > t.csv; printf 'illustrative: true\nbaseline: [{kind: tariff, file: t.csv}]\n' > a.yaml; domar scenario check a.yaml
domar: t.csv, line 3: the same cell as in line 2: leave one out
[4]
$ printf 'illustrative: true\n---\nchanges: []\n' > a.yaml; domar scenario check a.yaml
domar: a.yaml, line 3: a second document begins: a scenario is one
[4]
$ printf 'illustrative: true\nchanges: [{kind: shut_down, industry: ELE}]\n' > a.yaml; domar run reform.simulate w.h5 --scenario a.yaml
domar: a.yaml, line 2: ELE of CHN cannot be replaced: nobody is left to sell it: shut down less, or lower its productivity instead
[4]
$ printf 'illustrative: true\nelasticities: {trade: {ELE: 0}}\nchanges: [{kind: shut_down, economy: KOR, industry: ELE}]\n' > a.yaml; domar run reform.simulate w.h5 --scenario a.yaml
domar: a.yaml, line 3: ELE of CHN cannot be replaced: its trade elasticity is below 0.35: shut down less, or give a higher elasticity
[4]
$ for e in 1 1.0000001 0.999999; do printf "illustrative: true\nelasticities: {value_added: $e, goods: $e, factors: $e, final: $e}\nchanges: [{kind: tariff, economy: CHN, to: 20}]\n" > a.yaml; domar run reform.simulate w.h5 --scenario a.yaml --economy CHN,USA --format csv | cut -d, -f1-2,4 | cut -c1-16; done
year,economy,rea
2011,CHN,-1.7423
2011,USA,-0.1723
year,economy,rea
2011,CHN,-1.7423
2011,USA,-0.1723
year,economy,rea
2011,CHN,-1.7423
2011,USA,-0.1723
$ cp w.h5 x.h5; domar run reform.simulate x.h5 --scenario a.yaml --certificate=x.h5; domar run reform.simulate x.h5 --scenario a.yaml -o a.yaml; cmp x.h5 w.h5 && wc -l < a.yaml
domar: --certificate x.h5 is one of the files to read: give another name
domar: -o a.yaml is what --scenario names too: give another name
3
$ domar run reform.simulate w.h5 --scenario a.yaml --scenario a.yaml
domar: --scenario is given twice: leave one out
[2]
