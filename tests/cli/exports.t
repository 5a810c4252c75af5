# chain.exports: headers of every grain, schemes, blocs, and what it refuses.
$ for by in $(domar methods chain.exports --json | python3 -c "import json,sys; print(*[g['name'] for g in json.load(sys.stdin)['methods'][0]['grains']])"); do echo "$by: $(domar run chain.exports $DATA/leather.csv --by $by --format csv | head -1)"; done
industry,partner: year,economy,industry,partner,term,value
economy: year,economy,term,value,share
partner: year,economy,partner,term,value,share
industry: year,economy,industry,term,value,share
$ for s in kww wwz ltv; do echo $(domar run chain.exports $DATA/leather.csv --scheme $s --by economy --economy ARG --format csv | cut -d, -f3); done
term dva_fin dva_int dva_int_rex rdv_fin rdv_int ddc fva_fin fva_int fdc
term dva_fin dva_int dva_intrexi1 dva_intrexf dva_intrexi2 rdv_int rdv_fin rdv_fin2 ova_fin mva_fin ova_int mva_int ddc_fin ddc_int odc mdc
term dva ddc fc
$ domar run chain.exports $DATA/leather.csv --by economy --bloc EURASIA=TUR+GER --scheme ltv --format csv | cut -d, -f1-3
year,economy,term
2013,ARG,dva
2013,ARG,ddc
2013,ARG,fc
2013,EURASIA,dva
2013,EURASIA,ddc
2013,EURASIA,fc
$ domar run chain.exports $DATA/leather.csv --by economy --bloc EURASIA=TUR+GER --scheme ltv --certificate 2>&1 > /dev/null | grep -E '^(blocs|extracted)'
extracted_alone  economy
blocs            EURASIA = TUR + GER
$ domar run chain.exports $DATA/leather.csv --by economy --bloc ALL=ARG+TUR+GER --scheme ltv --format csv
year,economy,term,value,share
2013,ALL,dva,0,
2013,ALL,ddc,0,
2013,ALL,fc,0,
$ domar run chain.exports $DATA/leather.csv --by economy --bloc EURASIA=TUR+GER --economy TUR
domar: --economy TUR: it is a part of EURASIA here: ask for EURASIA, or give --bloc none
[2]
$ domar run chain.exports $DATA/leather.csv --bloc EURASIA=TUR+GRE
domar: --bloc: there is no economy GRE in this table: did you mean GER?
[2]
$ domar run chain.exports $DATA/leather.csv --bloc A=TUR+GER,B=GER+ARG
domar: --bloc: GER is in A and in B: leave it out of one
[2]
$ domar run chain.exports $DATA/leather.csv --bloc ARG=TUR+GER
domar: --bloc ARG: an economy has this name and is no member: choose another name
[2]
$ domar run chain.exports $DATA/leather.csv --bloc EU72
domar: --bloc EU72: name its members (EU72=AUT+BEL+...) or choose one of EU27, EU28, EA20, NAFTA, ASEAN, RCEP, MERCOSUR, G7, BRICS
[2]
$ domar run chain.exports $DATA/leather.csv --bloc EU27
domar: --bloc EU27: this table has none of its members
[2]
$ domar run chain.exports $DATA/leather.csv --bloc EURASIA=
domar: --bloc EURASIA=: give a name and members, NAME=AUT+BEL+...
[2]
$ domar run chain.exports $DATA/leather.csv --bloc ""
domar: --bloc is empty: give NAME=AUT+BEL+..., or none
[2]
$ domar run chain.upstreamness $DATA/leather.csv --bloc EURASIA=TUR+GER
domar: chain.upstreamness does not take --bloc: aggregate the table (`domar import --economies`)
[2]
$ domar run chain.exports $DATA/leather.csv --scheme wwx
domar: --scheme cannot be wwx: choose one of kww|wwz|bm|my|ltv
[2]
$ domar run chain.exports $DATA/leather.csv --by economy --economy GER --scheme kww --format table --lang zh
year  economy  term               value    share
                            million USD    share
2013  GER      dva_fin           78.731  0.53341
2013  GER      dva_int           15.240  0.10325
2013  GER      dva_int_rex        2.748  0.01862
2013  GER      rdv_fin            5.690  0.03855
2013  GER      rdv_int            4.434  0.03004
2013  GER      ddc                4.448  0.03014
2013  GER      fva_fin           26.669  0.18068
2013  GER      fva_int            4.455  0.03018
2013  GER      fdc                5.185  0.03513

德国每 100 单位出口中，53.3 为最终品出口中的本国增加值，18.1 为最终品出口中的外国增加值。
$ domar methods chain.exports --lang zh | sed -n '/分解项/,/dva_int /p'
分解项
  -- kww
  dva_fin            最终品出口中的本国增加值：由出口国创造，体现在销往国外供最终使用的产品中；只计一次。
  dva_int            被直接进口国吸收的中间品中的本国增加值：由出口国创造，体现在中间品中，最后加工国用其生产本国最终使用的产品；只计一次。
$ domar run chain.exports $DATA/split_parts.csv --by economy --scheme ltv --format csv | cut -d, -f1-3
year,economy,term
2001,CHN,dva
2001,CHN,ddc
2001,CHN,fc
2001,USA,dva
2001,USA,ddc
2001,USA,fc
$ domar run chain.exports $DATA/split_parts.csv --by economy --scheme ltv --bloc none --format csv | cut -d, -f1-3 | tail -n +5 | head -3
2001,CN1,dva
2001,CN1,ddc
2001,CN1,fc
$ domar run chain.exports $DATA/split_parts.csv --by economy --economy CN1
domar: --economy CN1: it is a part of CHN here: ask for CHN, or give --bloc none
[2]
$ domar run chain.exports $DATA/miller_blair_2x2.csv
domar: chain.exports needs a table of several economies, this one has 1
[4]
$ for p in "" "--approach sink" "--perspective world" "--detail" ; do echo $p: $(domar run chain.exports $DATA/leather.csv --scheme bm $p --by economy --economy ARG --format csv | cut -d, -f3); done
: term dva vax davax ref ddc fva fdc gvc gvcb gvcf
--approach sink: term dva vax ref ddc fva fdc
--perspective world: term dva vax ref ddc fva fdc
--detail: term dva vax davax ref ddc fva fdc gvc gvcb gvcf vax1 vax2 vax3 vax4 ref1 ref2 fva1 fva2 fva3 fva4
$ echo $(domar run chain.exports $DATA/leather.csv --scheme my --by economy --economy ARG --format csv | cut -d, -f3)
term dva ddc fva fdc
$ domar run chain.exports $DATA/leather.csv --scheme bm --perspective sector --by economy
domar: --perspective sector counts twice at the border of each industry alone, so that they do not sum: give --by industry
[2]
$ domar run chain.exports $DATA/leather.csv --scheme bm --perspective bilateral --by industry
domar: --perspective bilateral counts twice at the border of each partner alone, so that they do not sum: give --by partner
[2]
$ domar run chain.exports $DATA/leather.csv --scheme bm --perspective sector_bilateral --by partner
domar: --perspective sector_bilateral counts twice at the border of each industry and partner alone, so that they do not sum: give --by industry,partner
[2]
$ domar run chain.exports $DATA/leather.csv --scheme kww --approach sink
domar: --approach goes with --scheme bm alone: give that too, or leave it out
[2]
$ domar run chain.exports $DATA/leather.csv --scheme bm --by economy --economy GER --format table
year  economy  term         value    share
                      million USD    share
2013  GER      dva         106.84  0.72386
2013  GER      vax          96.72  0.65528
2013  GER      davax        89.32  0.60513
2013  GER      ref          10.12  0.06859
2013  GER      ddc           4.45  0.03014
2013  GER      fva          35.06  0.23757
2013  GER      fdc           1.24  0.00843
2013  GER      gvc          58.28  0.39487
2013  GER      gvcb         40.76  0.27614
2013  GER      gvcf         17.53  0.11874

Of each 100 that Germany exports, 72.4 is domestic value added and 23.8 foreign value added.
